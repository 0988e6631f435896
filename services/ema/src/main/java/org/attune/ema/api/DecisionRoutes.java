package org.attune.ema.api;

import static org.attune.platform.token.Role.ADMIN;
import static org.attune.platform.token.Role.COORDINATOR;
import static org.attune.platform.token.Role.DATA_MANAGER;
import static org.attune.platform.token.Role.INVESTIGATOR;
import static org.attune.platform.token.Role.MONITOR;
import static org.attune.platform.token.Role.STATISTICIAN;
import static org.attune.platform.token.Role.UNBLINDED_STATISTICIAN;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.attune.ema.domain.Decision;
import org.attune.ema.handle.DecisionActs;
import org.attune.ema.handle.DecisionActs.Revelation;
import org.attune.ema.handle.Giving;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.Requests;
import org.attune.platform.http.ServiceRoutes;

/** What was given at decision points: shown by devices, proved by its seed. */
public final class DecisionRoutes {
  static final int REASON_CHARS_MAX = 500;

  private final Giving giving;
  private final DecisionActs acts;

  public DecisionRoutes(Giving giving, DecisionActs acts) {
    this.giving = giving;
    this.acts = acts;
  }

  public void mount(ServiceRoutes routes) {
    routes.put(
        "/studies/:study/participants/:participant/prompts/:slot/decisions/:decision/showing",
        Access.participant(),
        (request, _) -> shown(request));
    routes.get(
        "/studies/:study/decision-commitment",
        Access.staff(
            ADMIN,
            INVESTIGATOR,
            COORDINATOR,
            DATA_MANAGER,
            STATISTICIAN,
            UNBLINDED_STATISTICIAN,
            MONITOR),
        (request, _) -> commitment(request));
    routes.post(
        "/studies/:study/decision-seed-revelation",
        Access.staff(ADMIN).restricted(),
        (request, _) -> reveal(request));
  }

  private Answer shown(RoutingContext request) {
    var body = Requests.body(request, "shownAt", "deviceNow");
    var shownAt = AnswerReader.micros(Requests.instant(body, "shownAt"));
    var deviceNow = AnswerReader.micros(Requests.instant(body, "deviceNow"));
    var decision = Requests.uuid(request, "decision");
    var slot = Requests.uuid(request, "slot");
    var came = giving.shown(Requests.participant(request), slot, decision, shownAt, deviceNow);
    if (came.isEmpty()) return Answer.problem(404, "not-found", "There is no such decision.");
    return switch (came.get()) {
      case Decision.Accepted _ ->
          Answer.ok(new JsonObject().put("decision", decision.toString()).put("shown", true));
      case Decision.Refused(var reason, var detail) -> Answer.refused(reason, detail);
    };
  }

  private Answer commitment(RoutingContext request) {
    var study = Requests.slug(request, "study");
    return acts.commitment(study)
        .map(found -> Answer.ok(new JsonObject().put("study", study).put("commitment", found)))
        .orElseGet(() -> Answer.problem(404, "not-found", "The study committed to no decisions."));
  }

  private Answer reveal(RoutingContext request) {
    var study = Requests.slug(request, "study");
    var reason = Requests.text(Requests.body(request, "reason"), "reason", REASON_CHARS_MAX);
    return switch (acts.reveal(study, reason)) {
      case Revelation.Revealed(var seed, var policies, var commitment) ->
          Answer.ok(
              new JsonObject()
                  .put("study", study)
                  .put("seed", seed)
                  .put("policies", policies)
                  .put("commitment", commitment));
      case Revelation.Refused(var refusal, var detail) -> Answer.refused(refusal, detail);
    };
  }
}
