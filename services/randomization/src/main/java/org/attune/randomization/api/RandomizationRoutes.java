package org.attune.randomization.api;

import static org.attune.platform.token.Role.ADMIN;
import static org.attune.platform.token.Role.COORDINATOR;
import static org.attune.platform.token.Role.DATA_MANAGER;
import static org.attune.platform.token.Role.INVESTIGATOR;
import static org.attune.platform.token.Role.MONITOR;
import static org.attune.platform.token.Role.STATISTICIAN;
import static org.attune.platform.token.Role.UNBLINDED_STATISTICIAN;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.NotAllowedException;
import org.attune.platform.http.Requests;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.token.Caller;
import org.attune.randomization.domain.Decision;
import org.attune.randomization.handle.Acts;
import org.attune.randomization.handle.Reconciling;
import org.attune.randomization.handle.StudyActs.Overview;
import org.attune.randomization.handle.StudyActs.Revelation;
import org.attune.randomization.witness.Disagreement;

/**
 * Turns requests into acts and decisions into answers; decides nothing itself. Answers have one
 * shape whatever the arm is, but for the seed when it is revealed.
 */
public final class RandomizationRoutes {
  static final int REASON_CHARS_MAX = 500;

  static final Access READ =
      Access.staff(
          ADMIN,
          INVESTIGATOR,
          COORDINATOR,
          DATA_MANAGER,
          STATISTICIAN,
          UNBLINDED_STATISTICIAN,
          MONITOR);

  private final Acts acts;

  public RandomizationRoutes(Acts acts) {
    this.acts = acts;
  }

  public void mount(ServiceRoutes routes) {
    routes.post(
        "/studies/:study/participants/:participant/allocation",
        Access.staff(ADMIN, COORDINATOR),
        this::allocate);
    routes.get("/studies/:study/commitment", READ, (request, _) -> show(request, this::commitment));
    routes.post(
        "/studies/:study/seed-revelation",
        Access.staff(ADMIN).restricted(),
        (request, _) -> reveal(request));
    routes.get("/studies/:study/witness", Access.staff(ADMIN), (request, _) -> witness(request));
    routes.post(
        "/studies/:study/witness/giving-again",
        Access.staff(ADMIN),
        (request, _) -> giveAgain(request));
    routes.post(
        "/studies/:study/witness/acceptance", Access.staff(ADMIN), (request, _) -> accept(request));
  }

  private Answer witness(RoutingContext request) {
    return Answer.ok(shape(acts.reconciling().look(Requests.slug(request, "study"))));
  }

  private static JsonObject shape(Disagreement found) {
    return new JsonObject()
        .put("agrees", found.isNone())
        .put("missing", found.missing().size())
        .put("unwitnessed", found.unwitnessed().size())
        .put("unfit", new JsonArray(found.unfit()))
        .put("sentence", found.sentence());
  }

  private Answer giveAgain(RoutingContext request) {
    var body = Requests.body(request, "reason", "release");
    var reason = Requests.text(body, "reason", REASON_CHARS_MAX);
    boolean release = body.containsKey("release") && Requests.flag(body, "release");
    return answer(acts.reconciling().giveAgain(Requests.slug(request, "study"), reason, release));
  }

  private Answer accept(RoutingContext request) {
    var reason = Requests.text(Requests.body(request, "reason"), "reason", REASON_CHARS_MAX);
    return answer(acts.reconciling().accept(Requests.slug(request, "study"), reason));
  }

  private static Answer answer(Reconciling.Outcome outcome) {
    return switch (outcome) {
      case Reconciling.Outcome.Done(int allocations, int withoutParticipant) ->
          Answer.ok(
              new JsonObject()
                  .put("allocations", allocations)
                  .put("withoutParticipant", withoutParticipant));
      case Reconciling.Outcome.Refused(var reason, var detail) -> Answer.refused(reason, detail);
    };
  }

  private Answer allocate(RoutingContext request, Caller caller) {
    var decision = acts.participants().ask(Requests.participant(request), caller.site());
    return switch (decision.orElseThrow(NotAllowedException::notFound)) {
      case Decision.Randomized _, Decision.Allocate _ ->
          Answer.ok(new JsonObject().put("randomized", true));
      case Decision.Refused(var reason, var detail) -> Answer.refused(reason, detail);
    };
  }

  private Answer show(RoutingContext request, Function<Overview, JsonObject> shape) {
    var study = Requests.slug(request, "study");
    return acts.studies()
        .overview(study)
        .map(overview -> Answer.ok(shape.apply(overview).put("study", study)))
        .orElseGet(
            () -> Answer.problem(404, "not-found", "No list was committed to for " + study + "."));
  }

  private JsonObject commitment(Overview overview) {
    return new JsonObject()
        .put("version", overview.version())
        .put("commitment", overview.commitment())
        .put("engineVersion", overview.engineVersion());
  }

  private Answer reveal(RoutingContext request) {
    var study = Requests.slug(request, "study");
    var reason = Requests.text(Requests.body(request, "reason"), "reason", REASON_CHARS_MAX);
    return switch (acts.studies().reveal(study, reason)) {
      case Revelation.Revealed(var seed, var configuration, var commitment) ->
          Answer.ok(
              new JsonObject()
                  .put("study", study)
                  .put("seed", seed)
                  .put("configuration", configuration)
                  .put("commitment", commitment));
      case Revelation.Refused(var refusal, var detail) -> Answer.refused(refusal, detail);
    };
  }
}
