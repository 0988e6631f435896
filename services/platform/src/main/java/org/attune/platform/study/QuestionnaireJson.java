package org.attune.platform.study;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.protocol.instrument.ItemOrder;
import org.attune.protocol.model.LocalizedText;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.GridEnds;
import org.attune.protocol.model.Questionnaire.Item;

/**
 * A questionnaire as a participant's device gets it: all that is needed to show it without a
 * network, in one language. Conditions and texts are not evaluated yet; the device does that as
 * answers come.
 */
public final class QuestionnaireJson {
  private final String language;
  private final List<String> fallbacks;

  /**
   * @param language the participant's
   * @param fallbacks for texts that are not there in it; the study's default first
   */
  public QuestionnaireJson(String language, List<String> fallbacks) {
    this.language = language;
    this.fallbacks = fallbacks;
  }

  /** Without items. */
  public JsonObject head(Questionnaire questionnaire) {
    return new JsonObject()
        .put("code", questionnaire.code())
        .put("version", questionnaire.version())
        .put("title", text(questionnaire.title()))
        .put("language", language);
  }

  /** With items as they are written; blocks that trade places are those of {@code shuffled}. */
  public JsonObject whole(Questionnaire questionnaire) {
    var items = new JsonArray();
    for (var item : questionnaire.items()) items.add(item(item));
    var json = head(questionnaire).put("items", items);
    if (questionnaire.shuffled().isEmpty()) return json;
    var blocks = new JsonArray();
    for (var block : questionnaire.shuffled()) blocks.add(new JsonArray(block));
    return json.put("shuffled", blocks);
  }

  /**
   * The ids of all items in the order of one occasion; empty if it is always that in which they are
   * written.
   *
   * @param occasion the prompt or visit at which it is asked
   */
  public static Optional<JsonArray> order(UUID occasion, Questionnaire questionnaire) {
    if (questionnaire.shuffled().isEmpty()) return Optional.empty();
    var order = new JsonArray();
    for (var item : ItemOrder.on(occasion, questionnaire)) order.add(item.id());
    return Optional.of(order);
  }

  public JsonObject item(Item item) {
    var json =
        new JsonObject()
            .put("id", item.id())
            .put("name", item.name())
            .put("type", item.type())
            .put("text", text(item.text()))
            .put("required", item.required());
    item.min().ifPresent(min -> json.put("min", min));
    item.max().ifPresent(max -> json.put("max", max));
    item.when().ifPresent(when -> json.put("when", when));
    item.ends().ifPresent(ends -> json.put("ends", ends(ends)));
    if (item.options().isEmpty()) return json;
    var options = new JsonArray();
    for (var option : item.options()) {
      options.add(new JsonObject().put("code", option.code()).put("text", text(option.text())));
    }
    return json.put("options", options);
  }

  private JsonObject ends(GridEnds ends) {
    return new JsonObject()
        .put("unpleasant", text(ends.unpleasant()))
        .put("pleasant", text(ends.pleasant()))
        .put("sleepy", text(ends.sleepy()))
        .put("aroused", text(ends.aroused()));
  }

  private String text(LocalizedText text) {
    return text.in(language, fallbacks);
  }
}
