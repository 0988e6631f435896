package org.attune.ema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.ema.EmaScenario.STUDY;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.PromptSent;
import org.attune.ema.domain.EmaEvent.PromptsCancelled;
import org.attune.ema.domain.EmaEvent.SafetyRuleMet;
import org.attune.ema.domain.EmaEvent.ScheduleEnded;
import org.attune.ema.domain.PlannedSlot;
import org.attune.platform.event.EventKey;
import org.attune.protocol.model.EmaPlan;
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
