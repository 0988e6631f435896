package org.attune.outcomes.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.attune.outcomes.answer.AnswerRules;
import org.attune.outcomes.domain.Visit;
import org.attune.outcomes.handle.VisitsReader.View;
import org.attune.outcomes.store.AnswerStore.Place;
import org.attune.platform.study.QuestionnaireJson;
import org.attune.platform.study.Study;

/** Visits as the app shows them, in the participant's language. */
final class VisitJson {
  private VisitJson() {}

  /** How long before its opening a visit is told with all it asks, for phones without a network. */
  private static final Duration AHEAD = AnswerRules.KNOWN_AHEAD_MAX;

  /**
   * {@code open}: may be answered now, with everything that is asked; {@code upcoming}, with it if
   * it opens soon; {@code past}.
   */
  static JsonObject of(View view) {
    var open = new JsonArray();
    var upcoming = new JsonArray();
    var past = new JsonArray();
    for (var visit : view.visits()) {
      if (visit.state().isTerminal() || !view.now().isBefore(visit.closesAt())) {
        past.add(head(visit).put("state", state(visit)));
      } else if (view.now().isBefore(visit.opensAt())) {
        upcoming.add(isNear(visit, view) ? open(visit, view, study(view)) : head(visit));
      } else {
        open.add(open(visit, view, study(view)));
      }
    }
    return new JsonObject()
        .put("now", view.now().toString())
        .put("open", open)
        .put("upcoming", upcoming)
        .put("past", past);
  }

  private static boolean isNear(Visit visit, View view) {
    return visit.opensAt().isBefore(view.now().plus(AHEAD));
  }

  private static Study study(View view) {
    return view.study().orElseThrow();
  }

  private static String state(Visit visit) {
    return switch (visit.state()) {
      case COMPLETED -> "completed";
      case CANCELLED -> "cancelled";
      case MISSED, PLANNED, OPEN -> "missed";
    };
  }

  private static JsonObject head(Visit visit) {
    return new JsonObject()
        .put("visit", visit.id().toString())
        .put("assessment", visit.assessment())
        .put("opensAt", visit.opensAt().toString())
        .put("closesAt", visit.closesAt().toString())
        .put("required", visit.required());
  }

  private static JsonObject open(Visit visit, View view, Study study) {
    var protocol = study.version(visit.version());
    var words = new QuestionnaireJson(view.language(), protocol.languages());
    var codes = protocol.assessment(visit.assessment()).orElseThrow().instruments();
    var instruments = new JsonArray();
    int answered = 0;
    for (var code : codes) {
      var place = new Place(visit.id(), code);
      boolean done = view.answered().contains(place);
      if (done) answered++;
      var questionnaire = protocol.questionnaires().get(code);
      if (questionnaire == null) throw new IllegalStateException("no questionnaire " + code);
      var json = done ? words.head(questionnaire) : words.whole(questionnaire);
      if (!done) {
        QuestionnaireJson.order(visit.id(), questionnaire)
            .ifPresent(order -> json.put("order", order));
      }
      var draft = view.drafts().get(place);
      if (draft != null) json.put("draft", new JsonObject(draft));
      instruments.add(json.put("answered", done));
    }
    return head(visit)
        .put("progress", new JsonObject().put("answered", answered).put("of", codes.size()))
        .put("instruments", instruments);
  }
}
