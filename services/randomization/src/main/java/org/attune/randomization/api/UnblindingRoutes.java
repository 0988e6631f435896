package org.attune.randomization.api;

import static org.attune.platform.token.Role.ADMIN;
import static org.attune.platform.token.Role.DATA_MANAGER;
import static org.attune.platform.token.Role.INVESTIGATOR;
import static org.attune.platform.token.Role.MONITOR;
import static org.attune.platform.token.Role.STATISTICIAN;
import static org.attune.platform.token.Role.UNBLINDING;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.NotAllowedException;
import org.attune.platform.http.Requests;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.token.Caller;
import org.attune.randomization.domain.RandomizationEvent.ParticipantUnblinded;
import org.attune.randomization.domain.RandomizationEvent.UnblindingReason;
import org.attune.randomization.domain.Unblind;
import org.attune.randomization.handle.Unblinding;
import org.attune.randomization.handle.Unblinding.Outcome;

/** Telling the arm of one participant, and who was told. */
public final class UnblindingRoutes {
  /** The act that a token must name. */
  public static final String ACT = "unblind";

  static final int NOTE_CHARS_MAX = 500;

  private final Unblinding unblinding;

  public UnblindingRoutes(Unblinding unblinding) {
    this.unblinding = unblinding;
  }

  public void mount(ServiceRoutes routes) {
    routes.post(
        "/studies/:study/participants/:participant/unblindings",
        Access.staff(UNBLINDING).restricted(),
        this::unblind);
    routes.get(
        "/studies/:study/unblindings",
        Access.staff(ADMIN, INVESTIGATOR, MONITOR, DATA_MANAGER, STATISTICIAN),
        this::list);
  }

  private Answer unblind(RoutingContext request, Caller caller) {
    var key = Requests.participant(request);
    var asked = read(request, caller);
    return switch (unblinding
        .unblind(key, caller.site(), asked)
        .orElseThrow(NotAllowedException::notFound)) {
      case Outcome.Told(var arm, var at) ->
          Answer.json(
              201,
              new JsonObject()
                  .put("unblinding", asked.unblinding().toString())
                  .put("participant", key.participant())
                  .put("arm", arm)
                  .put("at", at.toString()));
      case Outcome.Refused(var reason, var detail) -> Answer.refused(reason, detail);
    };
  }

  private static Unblind read(RoutingContext request, Caller caller) {
    var body = Requests.body(request, "unblinding", "reason", "note");
    var reason = Requests.constant(body, "reason", UnblindingReason.class);
    var note = Requests.optionalText(body, "note", NOTE_CHARS_MAX);
    if (reason == UnblindingReason.OTHER && note.isEmpty()) {
      throw new InvalidRequestException("note", "note is missing: say what the other reason is.");
    }
    return new Unblind(
        Requests.uuid(body, "unblinding"),
        reason,
        note,
        spelled(caller.role()),
        caller.id(),
        caller.steppedUpFor(ACT));
  }

  private Answer list(RoutingContext request, Caller caller) {
    var list = new JsonArray();
    for (var told : unblinding.list(Requests.slug(request, "study"), caller.site())) {
      list.add(json(told));
    }
    return Answer.ok(new JsonObject().put("unblindings", list));
  }

  private static JsonObject json(ParticipantUnblinded told) {
    var json =
        new JsonObject()
            .put("unblinding", told.unblindingId().toString())
            .put("participant", told.participantId().toString())
            .put("at", told.at().toString())
            .put("reason", spelled(told.reason()))
            .put("role", told.role())
            .put("by", told.unblindedBy());
    told.note().ifPresent(note -> json.put("note", note));
    return json;
  }

  /** A constant as requests and answers spell it. */
  private static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
