package org.attune.ema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.ema.EmaScenario.STUDY;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.Completeness;
import org.attune.ema.domain.EmaEvent.PromptAnswered;
import org.attune.ema.domain.EmaEvent.PromptSent;
import org.attune.ema.domain.EmaEvent.PromptsCancelled;
import org.attune.ema.domain.EmaEvent.SafetyRuleMet;
import org.attune.ema.domain.EmaEvent.ScheduleEnded;
import org.attune.ema.domain.ItemAnswer;
import org.attune.ema.domain.PlannedSlot;
import org.attune.platform.event.EventKey;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.SafetyRule;
import org.attune.studies.v1.StudyClosed;
import org.attune.testkit.harness.NextVersion;
import org.junit.jupiter.api.Test;

/** What a study decides for all its participants. Each test has a study of its own. */
class EmaStudyIT {
  private static final LocalDate MARCH_06 = LocalDate.parse("2026-03-06");

  /** Two prompts a day for five days. */
  private static EmaPlan shorter(EmaPlan before) {
    return new EmaPlan(
        before.id(),
        before.from(),
        5,
        new EmaPlan.Fixed(List.of(LocalTime.of(10, 0), LocalTime.of(18, 0))),
        before.expires(),
        before.remind(),
        before.questionnaire());
  }

  @Test
  void an_amendment_replans_what_was_not_sent_from_its_local_midnight() {
    try (var other = new EmaScenario()) {
      var bob = other.enroll(1);
      var shorter = shorter(other.protocol.ema().getFirst());
      other.published(NextVersion.of(other.protocol, MARCH_06).ema(shorter).sealed());
      other.at(bob, Instant.parse("2026-03-05T22:59:59Z"));
      assertThat(other.history(bob, PromptsCancelled.class)).isEmpty();
      other.at(bob, Instant.parse("2026-03-05T23:00:00Z")); // midnight in Madrid
      var dropped = other.history(bob, PromptsCancelled.class);
      assertThat(dropped).hasSize(1);
      assertThat(dropped.getFirst().slotIds()).hasSize(2 * 3 + 2 * 5); // 6th, 7th; 8th, 9th
      other.at(bob, Instant.parse("2026-03-12T12:00:00Z"));
      assertThat(other.history(bob, PromptSent.class)).hasSize(3 * 5 + 2 * 2);
      assertThat(other.history(bob, ScheduleEnded.class)).hasSize(1);
      other.assertLaw(bob);
    }
  }

  @Test
  void safety_rules_of_an_amendment_look_at_answers_to_the_prompts_it_planned() {
    try (var other = new EmaScenario()) {
      var bob = other.enroll(1);
      var rule =
          new SafetyRule(
              "distress",
              "momentary.distress >= 95",
              "urgent",
              "crisis",
              "clinician",
              Duration.ofHours(1),
              List.of());
      other.published(NextVersion.of(other.protocol, MARCH_06).safety(rule).sealed());
      var lastBefore = other.slots(bob).get(14);
      var firstAfter = other.slots(bob).get(15);
      distressed(other, bob, lastBefore, new UUID(5, 1));
      assertThat(other.history(bob, SafetyRuleMet.class)).isEmpty();
      distressed(other, bob, firstAfter, new UUID(5, 2));
      assertThat(other.history(bob, SafetyRuleMet.class))
          .extracting(SafetyRuleMet::answerId)
          .containsExactly(new UUID(5, 2));
      other.assertLaw(bob);
    }
  }

  private static void distressed(EmaScenario other, EventKey bob, PlannedSlot slot, UUID id) {
    other.at(bob, slot.scheduledAt());
    var answer = other.answer(id, slot.scheduledAt());
    answer.getJsonArray("items").getJsonObject(0).put("number", 99);
    assertThat(other.put(bob, slot.slotId(), "answer", answer).status()).isEqualTo(200);
  }

  @Test
  void nobody_comes_under_a_version_whose_consent_form_was_not_signed() {
    try (var other = new EmaScenario()) {
      var bob = other.enroll(1);
      var cem = other.enroll(2);
      var shorter = shorter(other.protocol.ema().getFirst());
      other.published(
          NextVersion.of(other.protocol, MARCH_06).ema(shorter).consentAgain().sealed());
      other.renew(bob, 2, 2);
      var midnight = Instant.parse("2026-03-05T23:00:00Z");
      other.at(bob, midnight.minusSeconds(1));
      assertThat(other.history(bob, PromptsCancelled.class)).as("signed before").isEmpty();
      other.at(bob, midnight);
      other.at(cem, midnight);
      assertThat(other.history(bob, PromptsCancelled.class)).hasSize(1);
      assertThat(other.history(cem, PromptsCancelled.class)).isEmpty();
      other.at(cem, midnight.plus(Duration.ofHours(9)));
      other.renew(cem, 2, 2);
      other.renew(cem, 2, 2);
      other.at(cem, midnight.plus(Duration.ofHours(9)));
      assertThat(other.history(cem, PromptsCancelled.class)).hasSize(1);
      other.assertLaw(bob);
      other.assertLaw(cem);
    }
  }

  /** The momentary questionnaire without its first item. */
  private static Questionnaire shorter(Questionnaire before) {
    var items = before.items().subList(1, before.items().size());
    return new Questionnaire(before.code(), 2, before.title(), before.library(), items);
  }

  private static List<String> items(JsonObject form) {
    return form.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("id"))
        .toList();
  }

  private static JsonObject prompts(EmaScenario scenario, EventKey key) {
    var path = "/studies/%s/participants/%s/prompts".formatted(STUDY, key.participant());
    return scenario.harness.as(key, "GET", path, new JsonObject()).body();
  }

  @Test
  void a_prompt_that_an_older_version_asks_comes_with_what_that_version_asks() {
    try (var other = new EmaScenario()) {
      var bob = other.enroll(1);
      var before = other.protocol.questionnaires().get("momentary");
      var after = shorter(before);
      var next = NextVersion.of(other.protocol, LocalDate.parse("2026-03-02"));
      other.published(next.questionnaire(after).consentAgain().sealed());
      var slot = other.slots(bob).getFirst();
      other.at(bob, slot.scheduledAt());
      assertThat(prompts(other, bob).getJsonArray("due").getJsonObject(0).fieldNames())
          .as("one version asks everything")
          .doesNotContain("items");
      other.renew(bob, 2, 2);
      other.at(bob, slot.scheduledAt());

      var listed = prompts(other, bob);
      var due = listed.getJsonArray("due").getJsonObject(0);
      assertThat(due.getString("slot")).isEqualTo(slot.slotId().toString());
      assertThat(items(due)).containsExactlyElementsOf(ids(before));
      assertThat(items(listed.getJsonObject("questionnaires").getJsonObject("momentary")))
          .containsExactlyElementsOf(ids(after));
      assertThat(listed.getJsonArray("next").getJsonObject(0).fieldNames()).doesNotContain("items");
      var answer = other.answer(new UUID(11, 1), slot.scheduledAt());
      assertThat(other.put(bob, slot.slotId(), "answer", answer).body().getString("outcome"))
          .isEqualTo("COUNTED");
      other.assertLaw(bob);
    }
  }

  @Test
  void a_phone_that_has_not_heard_of_an_amendment_answers_what_it_was_told_to_ask() {
    try (var other = new EmaScenario()) {
      var bob = other.enroll(1);
      var old =
          other.answer(new UUID(11, 1), Instant.parse("2026-03-05T12:00:00Z")); // and sent later
      var after = shorter(other.protocol.questionnaires().get("momentary"));
      other.published(NextVersion.of(other.protocol, MARCH_06).questionnaire(after).sealed());
      var slots =
          other.slots(bob).stream()
              .filter(slot -> slot.scheduledAt().toString().startsWith("2026-03-06"))
              .toList();
      for (var slot : slots.subList(0, 2)) {
        other.at(bob, slot.scheduledAt());
        var now = slot.scheduledAt().toString();
        var answer =
            old.copy()
                .put("answerId", slot.slotId().toString())
                .put("completedAt", now)
                .put("deviceNow", now);
        assertThat(other.put(bob, slot.slotId(), "answer", answer).status()).isEqualTo(200);
      }
      var answered = other.history(bob, PromptAnswered.class);
      assertThat(answered).hasSize(2).allMatch(a -> a.completeness() == Completeness.COMPLETE);
      assertThat(answered.getFirst().items())
          .extracting(ItemAnswer::item)
          .containsExactlyElementsOf(ids(other.protocol.questionnaires().get("momentary")));

      var third = slots.get(2);
      other.at(bob, third.scheduledAt());
      var wrong = old.copy().put("answerId", third.slotId().toString());
      wrong.getJsonArray("items").getJsonObject(0).put("item", "momentary_unknown");
      assertThat(other.put(bob, third.slotId(), "answer", wrong).body().getString("field"))
          .as("fits no version")
          .isEqualTo("items[0].item");
      other.assertLaw(bob);
    }
  }

  private static List<String> ids(Questionnaire questionnaire) {
    return questionnaire.items().stream().map(Questionnaire.Item::id).toList();
  }

  @Test
  void closing_the_study_cancels_what_is_open_and_waits_for_late_answers() {
    try (var other = new EmaScenario()) {
      var bob = other.enroll(1);
      var slots = other.slots(bob);
      other.at(bob, slots.getFirst().expiresAt());
      other.apply(
          StudyClosed.newBuilder()
              .setStudy(STUDY)
              .setReason("done")
              .setAt(other.harness.clock().now())
              .build());
      other.at(bob, other.harness.clock().now());
      var cancelled = other.history(bob, PromptsCancelled.class);
      assertThat(cancelled).hasSize(1);
      assertThat(cancelled.getFirst().slotIds()).hasSize(34);
      var late = other.answer(new UUID(11, 1), slots.getFirst().scheduledAt().plusSeconds(9));
      assertThat(other.put(bob, slots.getFirst().slotId(), "answer", late).status()).isEqualTo(200);
      other.assertLaw(bob);
    }
  }
}
