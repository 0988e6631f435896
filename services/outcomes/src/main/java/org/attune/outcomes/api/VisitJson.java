package org.attune.outcomes.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.attune.outcomes.domain.Visit;
import org.attune.outcomes.handle.VisitsReader.View;
import org.attune.outcomes.store.AnswerStore.Place;
import org.attune.platform.study.Study;
import org.attune.protocol.model.LocalizedText;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;

/** Visits as the app shows them, in the participant's language. */
final class VisitJson {
  private VisitJson() {}

  /**
   * {@code open}: may be answered now, with everything that is asked; {@code upcoming}; {@code
   * past}.
   */
  static JsonObject of(View view) {
    var open = new JsonArray();
    var upcoming = new JsonArray();
    var past = new JsonArray();
    for (var visit : view.visits()) {
      if (visit.state().isTerminal() || !view.now().isBefore(visit.closesAt())) {
        past.add(head(visit).put("state", state(visit)));
      } else if (view.now().isBefore(visit.opensAt())) {
        upcoming.add(head(visit));
      } else {
        open.add(open(visit, view, view.study().orElseThrow()));
      }
    }
    return new JsonObject()
        .put("now", view.now().toString())
        .put("open", open)
        .put("upcoming", upcoming)
        .put("past", past);
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
    var codes = protocol.assessment(visit.assessment()).orElseThrow().instruments();
    var instruments = new JsonArray();
    int answered = 0;
    for (var code : codes) {
      var place = new Place(visit.id(), code);
      boolean done = view.answered().contains(place);
      if (done) answered++;
      var questionnaire = protocol.questionnaires().get(code);
      if (questionnaire == null) throw new IllegalStateException("no questionnaire " + code);
      var json = questionnaire(questionnaire, protocol, view.language(), !done);
      var draft = view.drafts().get(place);
      if (draft != null) json.put("draft", new JsonObject(draft));
      instruments.add(json.put("answered", done));
    }
    return head(visit)
        .put("progress", new JsonObject().put("answered", answered).put("of", codes.size()))
        .put("instruments", instruments);
  }

  private static JsonObject questionnaire(
      Questionnaire questionnaire, Protocol protocol, String language, boolean withItems) {
    var languages = protocol.languages();
    var json =
        new JsonObject()
            .put("code", questionnaire.code())
            .put("version", questionnaire.version())
            .put("title", text(questionnaire.title(), language, languages))
            .put("language", language);
    if (!withItems) return json;
    var items = new JsonArray();
    for (var item : questionnaire.items()) items.add(item(item, language, languages));
    return json.put("items", items);
  }

  private static JsonObject item(Item item, String language, List<String> languages) {
    var json =
        new JsonObject()
            .put("id", item.id())
            .put("name", item.name())
            .put("type", item.type())
            .put("text", text(item.text(), language, languages))
            .put("required", item.required());
    item.min().ifPresent(min -> json.put("min", min));
    item.max().ifPresent(max -> json.put("max", max));
    item.when().ifPresent(when -> json.put("when", when));
    if (item.options().isEmpty()) return json;
    var options = new JsonArray();
    for (var option : item.options()) {
      options.add(
          new JsonObject()
              .put("code", option.code())
              .put("text", text(option.text(), language, languages)));
    }
    return json.put("options", options);
  }

  private static String text(LocalizedText text, String language, List<String> languages) {
    return text.in(language, languages);
  }
}
