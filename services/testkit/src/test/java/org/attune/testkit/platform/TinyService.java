package org.attune.testkit.platform;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.attune.enrollment.v1.ZoneChanged;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.data.DatabaseException;
import org.attune.platform.data.Sql;
import org.attune.platform.due.DueHandler;
import org.attune.platform.event.Message;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.Requests;
import org.attune.platform.http.Restriction;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.log.Place;
import org.attune.platform.service.Ports;
import org.attune.platform.service.ServiceDefinition;
import org.attune.platform.service.Wiring;
import org.attune.platform.token.Role;

/**
 * The smallest service: keeps the zones that enrollment tells it, handles due rows of two kinds,
 * answers on a few routes. It goes by the name of ema, so that it may publish ema's events.
 */
public final class TinyService implements ServiceDefinition {
  /** A zone that the handler refuses while {@link #failing}. */
  public static final String BAD_ZONE = "Bad/Zone";

  /** A zone that the table refuses for good. */
  public static final String REFUSED_ZONE = "Nowhere/Never";

  /** What a restricted route tells. */
  static final String SECRET = "abct";

  /** One event of this service. */
  public record PromptLapsed(String study, UUID participantId, UUID slotId, Instant at) {}

  /** Reasons of the refusing route. */
  enum Refusal {
    CONSENT_OUTDATED,
    NOT_KNOWN_YET
  }

  public volatile boolean failing;
  public final CountDownLatch breakLoop = new CountDownLatch(1);
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  @Override
  public String name() {
    return "ema";
  }

  @Override
  public Wiring wire(Ports ports) {
    DueHandler remember = TinyService::handled;
    DueHandler fail =
        (connection, place, row) -> {
          throw new IllegalStateException("a handler with a bug");
        };
    return new Wiring(
        Map.of("enrollment.v1", new Zones()),
        Map.of("remember", remember, "fail", fail),
        TinyService::routes,
        Optional.empty(),
        List.of(new BreakingLoop()));
  }

  /** Remembers a due row; appends one event, so that handling twice would show. */
  public static Place handled(
      Connection connection, Place place, org.attune.platform.due.DueRow row) throws SQLException {
    Sql.update(
        connection,
        "insert into handled (participant, kind, key) values (?, ?, ?)",
        row.owner().participant(),
        row.kind(),
        row.key());
    return place;
  }

  /** Keeps each zone with its position. */
  public final class Zones implements MessageHandler {
    @Override
    public Set<String> types() {
      return Set.of("ZoneChanged");
    }

    @Override
    public void apply(Connection connection, Message message) throws SQLException {
      var event = message.as(ZoneChanged.class);
      seen.add(message.position().toString());
      if (failing && event.getZone().equals(BAD_ZONE)) {
        throw new IllegalStateException("this zone fails");
      }
      Sql.update(
          connection,
          "insert into fact (participant, zone, position) values (?, ?, ?)",
          message.key().participant(),
          event.getZone(),
          message.position().toString());
    }
  }

  private static void routes(ServiceRoutes routes) {
    routes.get("/open", Access.anybody(), (request, caller) -> Answer.ok(new JsonObject()));
    routes.get(
        "/studies/:study/participants/:participant/mine",
        Access.participantOr(Role.COORDINATOR),
        (request, caller) -> {
          var key = Requests.participant(request);
          return Answer.ok(new JsonObject().put("key", key.toString()));
        });
    routes.put(
        "/studies/:study/names",
        Access.staff(Role.ADMIN),
        (request, caller) -> {
          Requests.slug(request, "study");
          var body = Requests.body(request, "name");
          return Answer.ok(new JsonObject().put("name", Requests.text(body, "name", 10)));
        });
    routes.get(
        "/studies/:study/arms",
        Access.staff(Role.UNBLINDED_STATISTICIAN).restricted(),
        (request, caller) -> Answer.ok(new JsonObject().put("arm", SECRET)));
    routes.get(
        "/studies/:study/participants/:participant/lot",
        Access.participantOr(Role.MONITOR).restricted(),
        (request, caller) -> Answer.refused(Refusal.CONSENT_OUTDATED, "Refused."));
    routes.post(
        "/lots",
        Access.staff(Role.ADMIN)
            .restricted(
                new Restriction(
                    "when asked for",
                    request -> request.body().asJsonObject().getBoolean("secret"))),
        (request, caller) -> Answer.ok(new JsonObject()));
    routes.post(
        "/refusals",
        Access.staff(Role.ADMIN),
        (request, caller) ->
            Answer.refused(
                Requests.constant(Requests.body(request, "reason"), "reason", Refusal.class),
                "Refused."));
    routes.post(
        "/statements",
        Access.services(),
        (request, caller) -> {
          var state = Requests.text(Requests.body(request, "state"), "state", 5);
          throw new DatabaseException(new SQLException("no", state));
        });
    routes.post(
        "/faults",
        Access.services(),
        (request, caller) -> {
          throw new IllegalStateException("participant Ann Doe");
        });
  }

  /** A loop that dies when the test says so. */
  private final class BreakingLoop implements Wiring.ServiceLoop {
    private volatile boolean closing;

    @Override
    public void run() {
      try {
        breakLoop.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (!closing) throw new IllegalStateException("a loop with a bug");
    }

    @Override
    public void close() {
      closing = true;
      breakLoop.countDown();
    }
  }
}
