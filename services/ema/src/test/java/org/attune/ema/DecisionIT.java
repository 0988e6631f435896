package org.attune.ema;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.AvailabilityDecided;
import org.attune.ema.domain.EmaEvent.OptionDelivered;
import org.attune.ema.domain.EmaEvent.OptionDrawn;
import org.attune.ema.domain.PlannedSlot;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Role;
import org.attune.protocol.decision.UnavailableReason;
import org.attune.testkit.harness.ServiceHarness.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Decisions of docs/studies/soothing-mrt over real backends: whoever says distress 45 or more, is
 * not busy and was given less than three options that day gets a breath, a break or nothing.
 */
class DecisionIT {
  private static EmaScenario scenario;

  @BeforeAll
  static void open() {
    scenario = new EmaScenario("soothing-mrt");
  }

  @AfterAll
  static void close() {
    scenario.close();
  }

  private static Reply answer(EventKey key, PlannedSlot slot, UUID id, int distress) {
    return answer(key, slot, id, distress, scenario.harness.clock().now());
  }

  private static Reply answer(
      EventKey key, PlannedSlot slot, UUID id, int distress, Instant completed) {
    var items =
        new JsonArray()
            .add(item("momentary_distress", distress, 1))
            .add(item("momentary_kindness", 50, 2))
            .add(item("momentary_busy", 0, 3));
    var body =
        new JsonObject()
            .put("answerId", id.toString())
            .put("items", items)
            .put("completedAt", completed.toString())
            .put("deviceNow", scenario.harness.clock().now().toString());
    return scenario.put(key, slot.slotId(), "answer", body);
  }

  private static JsonObject item(String item, int number, int order) {
    return new JsonObject().put("item", item).put("number", number).put("order", order);
  }

  private static List<AvailabilityDecided> decided(EventKey key) {
    return scenario.history(key, AvailabilityDecided.class);
  }

  private static List<OptionDrawn> drawn(EventKey key) {
    return scenario.history(key, OptionDrawn.class);
  }

  /** Answers prompts in their order until an option other than none is drawn. */
  private static Reply untilGiven(EventKey key) {
    for (var slot : scenario.slots(key)) {
      scenario.at(key, slot.scheduledAt().plusSeconds(60));
      var reply = answer(key, slot, new UUID(key.participantId().getLeastSignificantBits(), 1), 80);
      assertThat(reply.status()).isEqualTo(200);
      if (reply.body().containsKey("given")) return reply;
    }
    throw new AssertionError("nothing was ever given");
  }

  @Test
  void an_answer_leads_to_one_decision_however_often_it_is_sent() {
    var ann = scenario.enroll(1);
    var slot = scenario.slots(ann).getFirst();
    scenario.at(ann, slot.scheduledAt().plusSeconds(90));
    var first = answer(ann, slot, new UUID(1, 1), 70);
    var second = answer(ann, slot, new UUID(1, 1), 70);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(decided(ann)).hasSize(1);
    assertThat(decided(ann).getFirst().available()).isTrue();
    assertThat(drawn(ann)).hasSize(1);
    assertThat(decided(ann).getFirst().proximalSlotId())
        .contains(scenario.slots(ann).get(1).slotId());
    scenario.assertLaw(ann);
  }

  @Test
  void whoever_is_calm_dismisses_or_does_not_answer_is_unavailable_with_the_reason() {
    var bea = scenario.enroll(2);
    var slots = scenario.slots(bea);
    scenario.at(bea, slots.get(0).scheduledAt().plusSeconds(90));
    answer(bea, slots.get(0), new UUID(2, 1), 20);
    scenario.at(bea, slots.get(1).scheduledAt().plusSeconds(90));
    scenario.harness.as(
        bea, "POST", EmaScenario.path(bea, slots.get(1).slotId(), "dismissal"), new JsonObject());
    scenario.at(bea, slots.get(2).expiresAt());
    var late = slots.get(2).expiresAt().minusSeconds(30);
    answer(bea, slots.get(2), new UUID(2, 3), 90, late);
    scenario.at(bea, slots.get(3).scheduledAt().plus(Duration.ofMinutes(20)));
    answer(bea, slots.get(3), new UUID(2, 4), 90, slots.get(3).scheduledAt().plusSeconds(30));
    assertThat(decided(bea))
        .extracting(decision -> decision.reason().orElseThrow())
        .containsExactly(
            UnavailableReason.CONDITION_FALSE,
            UnavailableReason.DECLINED,
            UnavailableReason.NOT_ANSWERED,
            UnavailableReason.ARRIVED_LATE);
    assertThat(drawn(bea)).isEmpty();
    scenario.assertLaw(bea);
  }

  @Test
  void what_was_given_is_told_until_it_was_shown_and_to_the_participant_alone() {
    var cem = scenario.enroll(3);
    var given = untilGiven(cem).body().getJsonArray("given").getJsonObject(0);
    assertThat(given.getString("title")).isNotBlank();
    var path = "/studies/%s/participants/%s/prompts".formatted(cem.study(), cem.participant());
    var mine = scenario.harness.as(cem, "GET", path, new JsonObject()).body();
    assertThat(mine.getJsonArray("given").getJsonObject(0)).isEqualTo(given);
    var theirs = scenario.harness.as(Role.ADMIN, "GET", path, new JsonObject()).body();
    assertThat(theirs.containsKey("given")).isFalse();

    var showing =
        EmaScenario.path(
            cem,
            UUID.fromString(given.getString("slot")),
            "decisions/" + given.getString("decision") + "/showing");
    var now = scenario.harness.clock().now().toString();
    var body = new JsonObject().put("shownAt", now).put("deviceNow", now);
    assertThat(scenario.harness.as(cem, "PUT", showing, body).status()).isEqualTo(200);
    assertThat(scenario.harness.as(cem, "PUT", showing, body).status()).isEqualTo(200);
    assertThat(scenario.history(cem, OptionDelivered.class))
        .singleElement()
        .satisfies(shown -> assertThat(shown.option()).isEqualTo(given.getString("option")));
    assertThat(scenario.harness.as(cem, "GET", path, new JsonObject()).body().containsKey("given"))
        .isFalse();
    scenario.assertLaw(cem);
  }

  @Test
  void what_was_never_given_cannot_have_been_shown() {
    var dan = scenario.enroll(4);
    var slot = scenario.slots(dan).getFirst();
    scenario.at(dan, slot.scheduledAt().plusSeconds(90));
    answer(dan, slot, new UUID(4, 1), 10);
    var decision = decided(dan).getFirst().decisionId();
    var path = EmaScenario.path(dan, slot.slotId(), "decisions/" + decision + "/showing");
    var now = scenario.harness.clock().now().toString();
    var body = new JsonObject().put("shownAt", now).put("deviceNow", now);
    var reply = scenario.harness.as(dan, "PUT", path, body);
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.body().getString("type")).endsWith("nothing-given");
    var other = EmaScenario.path(dan, slot.slotId(), "decisions/" + new UUID(9, 9) + "/showing");
    assertThat(scenario.harness.as(dan, "PUT", other, body).status()).isEqualTo(404);
  }

  @Test
  void the_story_that_staff_read_tells_no_decision() {
    var eve = scenario.enroll(5);
    var slot = scenario.slots(eve).getFirst();
    scenario.at(eve, slot.scheduledAt().plusSeconds(90));
    answer(eve, slot, new UUID(5, 1), 90);
    assertThat(drawn(eve)).hasSize(1);
    var story =
        scenario.harness.as(
            Role.ADMIN, "GET", EmaScenario.path(eve, slot.slotId(), "story"), new JsonObject());
    assertThat(story.status()).isEqualTo(200);
    assertThat(story.body().encode()).doesNotContain("Option", "Availability", "breath");
  }
}
