package org.attune.platform.consume;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;

/**
 * What a service has parked, and applying it again: routes that every service has, for the
 * administrator. They show keys and never contents; a key that waits on a restricted topic may
 * still tell an arm.
 */
public final class ParkedRoutes {
  private static final int CONFLICT = 409;
  private static final int TEXT_CHARS_MAX = 200;

  private final Parking parking;
  private final Database database;
  private final EventCatalog catalog;
  private final Map<String, MessageHandler> consumers;

  /**
   * @param consumers what the service applies events by, by topic
   */
  public ParkedRoutes(
      Parking parking,
      Database database,
      EventCatalog catalog,
      Map<String, MessageHandler> consumers) {
    this.parking = parking;
    this.database = database;
    this.catalog = catalog;
    this.consumers = Map.copyOf(consumers);
  }

  /** Mounts {@code GET /parked} and {@code POST /parked/replays}. */
  public void mount(ServiceRoutes routes) {
    routes.get("/parked", Access.staff(Role.ADMIN).restricted(), this::list);
    routes.post("/parked/replays", Access.staff(Role.ADMIN), this::replay);
  }

  private Answer list(RoutingContext request, Caller caller) {
    var keys = new JsonArray();
    for (var parked : database.inTransaction(parking::waiting)) {
      if (!caller.mayAct(EventKey.parse(parked.key()).study())) continue;
      keys.add(
          new JsonObject()
              .put("topic", parked.topic())
              .put("key", parked.key())
              .put("events", parked.events())
              .put("reason", parked.reason())
              .put("since", parked.since().toString()));
    }
    return Answer.ok(new JsonObject().put("parked", keys));
  }

  /** Twice is harmless: what was applied is not there any more. */
  private Answer replay(RoutingContext request, Caller caller) {
    var body = Requests.body(request, "topic", "key");
    var topic = Requests.text(body, "topic", TEXT_CHARS_MAX);
    var key = Requests.text(body, "key", TEXT_CHARS_MAX);
    var handler = consumers.get(topic);
    if (handler == null || !caller.mayAct(EventKey.parse(key).study())) {
      throw new InvalidRequestException("topic", "This service applies no events of that topic.");
    }
    var replayed = parking.replay(database, catalog, handler, topic, key);
    var applied = new JsonObject().put("applied", replayed.applied());
    if (replayed.failure().isEmpty()) return Answer.ok(applied);
    return Answer.problem(
        CONFLICT,
        "still-parked",
        "%d events of this key were applied; the next one cannot be (%s) and waits with all after it: the log of the service says why."
            .formatted(replayed.applied(), replayed.failure().get()),
        applied);
  }
}
