package org.attune.outcomes.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.attune.outcomes.answer.Draft;
import org.attune.outcomes.domain.Decision;
import org.attune.outcomes.handle.AnswerHandler;
import org.attune.outcomes.handle.AnswerHandler.SaveDraft;
import org.attune.outcomes.handle.VisitsReader;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.study.CrisisJson;
import org.attune.platform.token.Role;

/** What a participant's app asks and sends about assessments. */
public final class OutcomesRoutes {
  private static final String VISITS = "/studies/:study/participants/:participant/visits";

  /** Participants for themselves; staff answers for nobody. */
  private static final Access SELF = Access.participant();

  private static final int DRAFT_CHARS_MAX = 32 * 1024;

  private final AnswerHandler answers;
  private final VisitsReader visits;

  public OutcomesRoutes(AnswerHandler answers, VisitsReader visits) {
    this.answers = answers;
    this.visits = visits;
  }

  public void mount(ServiceRoutes routes) {
    routes.get(VISITS, SELF, (request, _) -> list(request));
    routes.get(
        VISITS + "/:visit/story",
        Access.staff(Role.ADMIN, Role.DATA_MANAGER),
        (request, _) -> story(request));
    routes.put(VISITS + "/:visit/instruments/:code", SELF, (request, _) -> answer(request));
    routes.put(VISITS + "/:visit/drafts/:code", SELF, (request, _) -> save(request));
  }

  private Answer list(RoutingContext request) {
    var view = visits.read(Requests.participant(request));
    return Answer.ok(VisitJson.of(view));
  }

  private Answer story(RoutingContext request) {
    var key = Requests.participant(request);
    var visit = Requests.uuid(request, "visit");
    var chain = VisitStory.of(visit, visits.story(key));
    return chain.isEmpty()
        ? Answer.problem(404, "not-found", "There is no such assessment.")
        : Answer.ok(new JsonObject().put("visit", visit.toString()).put("chain", chain));
  }

  private Answer answer(RoutingContext request) {
    var key = Requests.participant(request);
    var form = AnswerForm.read(request);
    var answered = answers.answer(key, now -> form.at(key, now));
    var crisis = new JsonObject();
    answered.crisis().ifPresent(card -> crisis.put(CrisisJson.FIELD, CrisisJson.of(card)));
    var accepted =
        new JsonObject()
            .put("answerId", form.answerId().toString())
            .put("outcome", answered.counts() ? "COUNTED" : "KEPT")
            .mergeIn(crisis);
    return answer(answered.decision(), accepted, crisis);
  }

  private Answer save(RoutingContext request) {
    var key = Requests.participant(request);
    var body = Requests.body(request, "items", "savedAt", "deviceNow");
    Requests.list(body, "items", AnswerForm.ITEMS_MAX);
    var text = body.encode();
    if (text.length() > DRAFT_CHARS_MAX) {
      throw new InvalidRequestException(
          "items", "A draft must be at most " + DRAFT_CHARS_MAX + " characters.");
    }
    var command =
        new SaveDraft(
            Requests.uuid(request, "visit"),
            AnswerForm.code(request),
            new Draft(
                text,
                Requests.optionalInstant(body, "savedAt"),
                Requests.optionalInstant(body, "deviceNow")));
    var saved = new JsonObject().put("saved", true);
    return answer(answers.save(key, command), saved, new JsonObject());
  }

  /**
   * @param members added to the problem of a refusal
   */
  private static Answer answer(Decision decision, JsonObject accepted, JsonObject members) {
    return switch (decision) {
      case Decision.Accepted _ -> Answer.ok(accepted);
      case Decision.Refused(var reason, var detail) -> Answer.refused(reason, detail, members);
      case Decision.Invalid(var field, var detail) ->
          throw new InvalidRequestException(field, detail);
    };
  }
}
