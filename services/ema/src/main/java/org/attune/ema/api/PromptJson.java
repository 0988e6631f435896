package org.attune.ema.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.attune.ema.domain.Slot;
import org.attune.protocol.model.Questionnaire;

/** Prompts and questionnaires as JSON. */
final class PromptJson {
  private PromptJson() {}

  /** A slot for the participant's app: times in UTC, nothing that nobody needs to know. */
  static JsonObject slot(Slot slot) {
    var reminders = new JsonArray();
    for (var at : slot.reminders()) reminders.add(at.toString());
    var json =
        new JsonObject()
            .put("slot", slot.slotId().toString())
            .put("schedule", slot.schedule())
            .put("localDate", slot.localDate().toString())
            .put("index", slot.index())
            .put("questionnaire", slot.questionnaire())
            .put("scheduledAt", slot.scheduledAt().toString())
            .put("expiresAt", slot.expiresAt().toString())
            .put("reminders", reminders);
    var openedAt = slot.openedAt();
    if (openedAt != null) json.put("openedAt", openedAt.toString());
    return json;
  }

  /** A questionnaire in one language, else in the first of {@code fallbacks} that has it. */
  static JsonObject questionnaire(
      Questionnaire questionnaire, String language, List<String> fallbacks) {
    var items = new JsonArray();
    for (var item : questionnaire.items()) {
      var options = new JsonArray();
      for (var option : item.options()) {
        options.add(
            new JsonObject()
                .put("code", option.code())
                .put("text", option.text().in(language, fallbacks)));
      }
      var json =
          new JsonObject()
              .put("id", item.id())
              .put("name", item.name())
              .put("type", item.type())
              .put("text", item.text().in(language, fallbacks))
              .put("required", item.required());
      item.min().ifPresent(min -> json.put("min", min));
      item.max().ifPresent(max -> json.put("max", max));
      item.when().ifPresent(when -> json.put("when", when));
      if (!options.isEmpty()) json.put("options", options);
      items.add(json);
    }
    return new JsonObject()
        .put("code", questionnaire.code())
        .put("version", questionnaire.version())
        .put("title", questionnaire.title().in(language, fallbacks))
        .put("language", language)
        .put("items", items);
  }
}
