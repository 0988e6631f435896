package org.attune.ema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.ema.domain.EmaEvent.LateAnswerKept;
import org.attune.ema.domain.EmaEvent.PromptAnswered;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.ItemAnswer;
import org.attune.ema.domain.PlannedSlot;
import org.attune.platform.event.EventKey;
import org.attune.protocol.instrument.ItemOrder;
import org.attune.protocol.model.Questionnaire.Item;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What a phone gets of docs/studies/daily-connection and sends back: its moments ask for company,
 * for three feelings in another order each time, and for a place in an affect grid.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswersIT {
  private static final Map<String, String> SAID =
      Map.of("moment_affect", "7;3", "moment_company", "1");

  private EmaScenario scenario;
  private int participants;

  @BeforeAll
  void start() {
    scenario = new EmaScenario("daily-connection");
  }

  @AfterAll
  void stop() {
    scenario.close();
  }

  private EventKey enrolled() {
    scenario.harness.clock().set(EmaScenario.START);
    return scenario.enroll(++participants);
  }

  /** The first prompt of the moments, open. */
  private PlannedSlot moment(EventKey key) {
    var slot =
        scenario.history(key, PromptsPlanned.class).stream()
            .filter(plan -> plan.schedule().equals("moments"))
            .flatMap(plan -> plan.slots().stream())
            .min(Comparator.comparing(PlannedSlot::scheduledAt))
            .orElseThrow();
    scenario.at(key, slot.scheduledAt());
    return slot;
  }

  private JsonObject prompts(EventKey key) {
    var path = "/studies/%s/participants/%s/prompts".formatted(key.study(), key.participant());
    return scenario.harness.as(key, "GET", path, new JsonObject()).body();
  }

  private JsonObject due(EventKey key, UUID slot) {
    return objects(prompts(key).getJsonArray("due")).stream()
        .filter(json -> json.getString("slot").equals(slot.toString()))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonObject> objects(JsonArray array) {
    return IntStream.range(0, array.size()).mapToObj(array::getJsonObject).toList();
  }

  /** A complete answer, items in {@code order}. */
  private JsonObject answer(UUID id, List<String> order, String grid, Instant completedAt) {
    var items = new JsonArray();
    for (int i = 0; i < order.size(); i++) {
      var item = new JsonObject().put("item", order.get(i)).put("order", i + 1);
      if (order.get(i).equals("moment_affect")) item.put("text", grid);
      else if (order.get(i).equals("moment_kindness")) item.put("missingReason", "declined");
      else item.put("number", SAID.containsKey(order.get(i)) ? 1 : 50);
      items.add(item.put("shownAt", completedAt.minusSeconds(9).toString()).put("changes", 2));
    }
    return new JsonObject()
        .put("answerId", id.toString())
        .put("items", items)
        .put("completedAt", completedAt.toString())
        .put("deviceNow", scenario.harness.clock().now().toString());
  }

  private static List<String> order(JsonObject slot) {
    var order = new ArrayList<String>();
    slot.getJsonArray("order").forEach(id -> order.add(id.toString()));
    return order;
  }

  @Test
  void a_phone_gets_all_that_it_needs_to_ask_without_a_network() {
    var ann = enrolled();
    var slot = moment(ann);
    var asked = prompts(ann).getJsonObject("questionnaires").getJsonObject("moment");
    var items = objects(asked.getJsonArray("items"));
    assertThat(items).extracting(item -> item.getString("name")).startsWith("company", "ease");
    assertThat(items.get(1).getString("when")).isEqualTo("company >= 1");
    assertThat(items.get(1).getString("text")).contains("{{company}}").startsWith("Has dicho");
    assertThat(items.getFirst().getJsonArray("options").getJsonObject(1).getString("text"))
        .isEqualTo("Con personas cercanas");
    assertThat(items.getLast().getString("type")).isEqualTo("affect-grid");
    assertThat(items.getLast().getJsonObject("ends").getString("pleasant")).isEqualTo("Agradable");
    assertThat(asked.getJsonArray("shuffled").getJsonArray(0))
        .containsExactly("closeness", "kindness", "distress");

    var questionnaire = scenario.protocol.questionnaires().get("moment");
    assertThat(order(due(ann, slot.slotId())))
        .containsExactlyElementsOf(
            ItemOrder.on(slot.slotId(), questionnaire).stream().map(Item::id).toList());
  }

  @Test
  void what_was_answered_is_told_to_who_answered_and_not_what_was_planned() {
    var ann = enrolled();
    var slot = moment(ann);
    var now = scenario.harness.clock().now();
    var said = answer(new UUID(3, 7), order(due(ann, slot.slotId())), "7;3", now);
    assertThat(scenario.put(ann, slot.slotId(), "answer", said).status()).isEqualTo(200);
    var path = "/studies/%s/participants/%s/held".formatted(ann.study(), ann.participant());
    var held =
        objects(
            scenario.harness.as(ann, "GET", path, new JsonObject()).body().getJsonArray("events"));
    assertThat(held)
        .extracting(event -> event.getString("event"))
        .containsExactly("PromptAnswered");
    assertThat(held.getFirst().getString("slotId")).isEqualTo(slot.slotId().toString());
    assertThat(objects(held.getFirst().getJsonArray("items")))
        .filteredOn(item -> item.getString("item").equals("moment_affect_pleasure"))
        .extracting(item -> item.getDouble("number"))
        .containsExactly(7.0);
  }

  @Test
  void orders_differ_from_prompt_to_prompt_and_keep_what_stands_outside_of_the_block() {
    var ann = enrolled();
    var questionnaire = scenario.protocol.questionnaires().get("moment");
    var orders =
        scenario.slots(ann).stream()
            .map(slot -> ItemOrder.on(slot.slotId(), questionnaire).stream().map(Item::name))
            .map(Stream::toList)
            .toList();
    assertThat(orders)
        .allSatisfy(
            order -> {
              assertThat(order).startsWith("company", "ease").endsWith("affect");
              assertThat(order).hasSameElementsAs(orders.getFirst());
            });
    assertThat(orders.stream().distinct().count()).isEqualTo(6);
  }

  @Test
  void an_answer_is_recorded_as_it_was_shown_a_grid_as_two_numbers() {
    var ann = enrolled();
    var slot = moment(ann);
    var order = order(due(ann, slot.slotId()));
    var now = scenario.harness.clock().now();

    var wrong = answer(new UUID(3, 1), order, "10;3", now);
    var refused = scenario.put(ann, slot.slotId(), "answer", wrong);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().getString("detail")).contains("pleasure and arousal");

    var first = answer(new UUID(3, 2), order, "7;3", now);
    assertThat(scenario.put(ann, slot.slotId(), "answer", first).status()).isEqualTo(200);
    var events = scenario.history(ann, PromptAnswered.class);
    assertThat(events).hasSize(1);
    var items = events.getFirst().items();
    assertThat(items).extracting(ItemAnswer::item).startsWith("moment_company", "moment_ease");
    assertThat(items.subList(2, 5))
        .extracting(ItemAnswer::item)
        .containsExactlyElementsOf(order.subList(2, 5));
    assertThat(items)
        .filteredOn(item -> item.item().startsWith("moment_affect"))
        .extracting(ItemAnswer::item, ItemAnswer::number, ItemAnswer::text, ItemAnswer::order)
        .containsExactly(
            tuple("moment_affect_arousal", Optional.of(3.0), Optional.empty(), 6),
            tuple("moment_affect_pleasure", Optional.of(7.0), Optional.empty(), 6));
    assertThat(items)
        .filteredOn(item -> item.item().equals("moment_kindness"))
        .extracting(ItemAnswer::missingReason)
        .containsExactly(Optional.of("declined"));

    var second = answer(new UUID(3, 3), order, "1;9", now);
    var kept = scenario.put(ann, slot.slotId(), "answer", second);
    assertThat(kept.body().getString("outcome")).isEqualTo("KEPT");
    assertThat(scenario.history(ann, PromptAnswered.class)).hasSize(1);
    assertThat(scenario.history(ann, LateAnswerKept.class).getFirst().items())
        .extracting(ItemAnswer::item)
        .contains("moment_affect_pleasure");
    scenario.assertLaw(ann);
  }

  @Test
  void a_draft_comes_back_as_it_was_saved_last_whatever_arrives_late() {
    var ann = enrolled();
    var slot = moment(ann);
    var now = scenario.harness.clock().now();
    var one = draft(now.minusSeconds(60), now, 40);
    var two = draft(now.minusSeconds(30), now, 60);

    assertThat(scenario.put(ann, slot.slotId(), "draft", two).status()).isEqualTo(200);
    assertThat(scenario.put(ann, slot.slotId(), "draft", one).status()).isEqualTo(200);

    assertThat(due(ann, slot.slotId()).getJsonObject("draft")).isEqualTo(two);
  }

  @Test
  void of_two_devices_whose_clocks_differ_the_one_that_went_on_last_is_shown() {
    var ann = enrolled();
    var slot = moment(ann);
    var now = scenario.harness.clock().now();
    var ahead = now.plus(Duration.ofHours(1));
    var one = draft(ahead, ahead, 40);
    var two = draft(now.minusSeconds(30), now.minusSeconds(30), 60);

    assertThat(scenario.put(ann, slot.slotId(), "draft", one).status()).isEqualTo(200);
    assertThat(scenario.put(ann, slot.slotId(), "draft", two).status()).isEqualTo(200);

    assertThat(due(ann, slot.slotId()).getJsonObject("draft")).isEqualTo(two);
  }

  private static JsonObject draft(Instant savedAt, Instant deviceNow, int closeness) {
    var item =
        new JsonObject()
            .put("item", "moment_closeness")
            .put("number", closeness)
            .put("order", 3)
            .put("shownAt", savedAt.minusSeconds(5).toString())
            .put("answeredAt", savedAt.toString())
            .put("changes", 1);
    return new JsonObject()
        .put("items", new JsonArray().add(item))
        .put("savedAt", savedAt.toString())
        .put("deviceNow", deviceNow.toString());
  }
}
