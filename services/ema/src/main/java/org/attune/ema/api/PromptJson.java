package org.attune.ema.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.attune.ema.domain.Slot;
import org.attune.platform.study.QuestionnaireJson;
import org.attune.protocol.model.Questionnaire;

/** Prompts as JSON. */
final class PromptJson {
  private PromptJson() {}

  /**
   * A slot for the participant's app: times in UTC, nothing that nobody needs to know.
   *
   * @param asked what it asks
   */
  static JsonObject slot(Slot slot, Questionnaire asked) {
    var json = slot(slot);
    QuestionnaireJson.order(slot.slotId(), asked).ifPresent(order -> json.put("order", order));
    return json;
  }

  private static JsonObject slot(Slot slot) {
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
}
