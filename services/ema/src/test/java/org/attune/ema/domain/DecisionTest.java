package org.attune.ema.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.ema.domain.OneSlot.ANN;
import static org.attune.ema.domain.OneSlot.ANSWER;
import static org.attune.ema.domain.OneSlot.AT_10;
import static org.attune.ema.domain.OneSlot.SLOT;
import static org.attune.ema.domain.OneSlot.STUDY;
import static org.attune.ema.domain.OneSlot.minute;
import static org.attune.ema.domain.OneSlot.terms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.AvailabilityDecided;
import org.attune.ema.domain.EmaEvent.OptionDrawn;
import org.attune.ema.domain.Terms.Running;
import org.attune.protocol.decision.Policy;
import org.attune.protocol.decision.UnavailableReason;
import org.attune.protocol.model.DecisionPoint;
import org.attune.protocol.model.DecisionPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an event of the slot of {@link OneSlot} leads to at a decision point. */
class DecisionTest {
  private static final byte[] SEED = new byte[32];
  private static final Policy POLICY =
      Policy.of(
          new DecisionPolicy(
              "soothing",
              "ema.daily",
              "answer.distress >= 60",
              Map.of("breath", 0.4, "none", 0.6),
              Map.of(),
              Optional.empty(),
              Map.of(),
              new DecisionPoint.Proximal("momentary.distress", "next-prompt", Duration.ofHours(4)),
              Map.of("answer.distress", "INTEGER")));

  private static Optional<UnavailableReason> missed(Slot slot, EmaEvent event, Terms terms) {
    return DecisionRules.moment(slot, event, terms)
        .map(
            moment ->
                switch (moment) {
                  case Moment.Missed(var reason) -> reason;
                  case Moment.Answered _ -> throw new AssertionError("somebody was there");
                });
  }

  private static EmaEvent answered(Slot slot, Terms terms, Instant completed, Instant received) {
    var upload = OneSlot.upload(ANSWER, completed, received);
    return OneSlot.events(OneSlot.answer(slot, terms, upload, received)).getFirst();
  }

  @Test
  void whoever_answers_and_is_there_is_looked_at() {
    var slot = OneSlot.sent();
    var event = answered(slot, terms(), minute(6), minute(11));
    assertThat(DecisionRules.moment(slot, event, terms()))
        .get()
        .isInstanceOf(Moment.Answered.class);
  }

  @Test
  void an_answer_that_took_more_than_five_minutes_to_arrive_is_late() {
    var slot = OneSlot.sent();
    var event = answered(slot, terms(), minute(6), minute(11).plusMillis(1));
    assertThat(missed(slot, event, terms())).contains(UnavailableReason.ARRIVED_LATE);
  }

  @Test
  void an_answer_of_a_lapsed_slot_decides_nothing_again() {
    var slot = OneSlot.in(SlotState.LAPSED);
    var event = answered(slot, terms(), minute(29), minute(31));
    assertThat(DecisionRules.moment(slot, event, terms())).isEmpty();
  }

  @Test
  void an_answer_after_the_window_is_none_even_before_the_slot_lapsed() {
    var slot = OneSlot.sent();
    var event = answered(slot, terms(), minute(29), minute(31));
    assertThat(missed(slot, event, terms())).contains(UnavailableReason.NOT_ANSWERED);
  }

  @Test
  void dismissing_failing_and_lapsing_are_moments_without_anybody() {
    var slot = OneSlot.sent();
    assertThat(missed(slot, new EmaEvent.PromptDeclined(STUDY, ANN, SLOT, AT_10), terms()))
        .contains(UnavailableReason.DECLINED);
    assertThat(missed(slot, new EmaEvent.PromptFailed(STUDY, ANN, SLOT, "FAILED", AT_10), terms()))
        .contains(UnavailableReason.NOT_DELIVERED);
    assertThat(missed(slot, new EmaEvent.PromptLapsed(STUDY, ANN, SLOT, AT_10), terms()))
        .contains(UnavailableReason.NOT_ANSWERED);
  }

  @Test
  void a_cancelled_slot_has_no_decision() {
    var cancelled =
        new EmaEvent.PromptsCancelled(
            STUDY, ANN, List.of(SLOT), EmaEvent.CancelReason.PAUSED, AT_10);
    assertThat(DecisionRules.moment(OneSlot.sent(), cancelled, terms())).isEmpty();
  }

  @Test
  void nothing_is_given_while_the_study_is_paused_or_closed() {
    var slot = OneSlot.sent();
    var event = answered(slot, terms(), minute(6), minute(7));
    assertThat(missed(slot, event, terms(Running.PAUSED))).contains(UnavailableReason.PAUSED);
    assertThat(missed(slot, event, terms(Running.CLOSED))).contains(UnavailableReason.STUDY_CLOSED);
  }

  private static List<EmaEvent> decide(Moment moment, Map<String, Object> facts) {
    var context = new DecisionContext(2, facts, Optional.of(new UUID(0, 5)));
    return DecisionRules.decide(STUDY, ANN, SLOT, POLICY, moment, context, SEED, AT_10);
  }

  @Test
  void availability_comes_first_and_then_one_draw() {
    var made = decide(new Moment.Answered(List.of()), Map.of("answer.distress", 70));
    assertThat(made).hasSize(2);
    var decided = (AvailabilityDecided) made.getFirst();
    var drawn = (OptionDrawn) made.getLast();
    assertThat(decided.available()).isTrue();
    assertThat(decided.reason()).isEmpty();
    assertThat(decided.inputs())
        .containsExactly(new EmaEvent.DecisionInput("answer.distress", Optional.of("70")));
    assertThat(decided.policyVersion()).isEqualTo("2:" + POLICY.sha256());
    assertThat(decided.proximalSlotId()).contains(new UUID(0, 5));
    assertThat(drawn.decisionId()).isEqualTo(decided.decisionId());
    assertThat(drawn.chances())
        .containsExactly(
            new EmaEvent.OptionChance("breath", 0.4), new EmaEvent.OptionChance("none", 0.6));
    assertThat(drawn.option()).isEqualTo(drawn.draw() < 0.4 ? "breath" : "none");
    assertThat(decide(new Moment.Answered(List.of()), Map.of("answer.distress", 70)))
        .as("again")
        .isEqualTo(made);
  }

  @Test
  void whoever_is_unavailable_is_drawn_nothing() {
    var made = decide(new Moment.Answered(List.of()), Map.of("answer.distress", 59));
    assertThat(made).hasSize(1);
    assertThat(((AvailabilityDecided) made.getFirst()).reason())
        .contains(UnavailableReason.CONDITION_FALSE);
    var missed = decide(new Moment.Missed(UnavailableReason.DECLINED), Map.of());
    assertThat(missed).hasSize(1);
    assertThat(((AvailabilityDecided) missed.getFirst()).inputs()).isEmpty();
  }

  private static Given given(@Nullable String option, @Nullable Instant shownAt) {
    return new Given(new UUID(0, 7), SLOT, "soothing", AT_10, null, option, shownAt);
  }

  private static Decision shown(Given given, Running running) {
    return DecisionRules.shown(STUDY, ANN, given, running, minute(8), minute(8));
  }

  @Test
  void showing_is_recorded_once_and_only_of_what_was_given() {
    assertThat(OneSlot.events(shown(given("breath", null), Running.RUNNING))).hasSize(1);
    assertThat(OneSlot.events(shown(given("breath", minute(7)), Running.LOCKED))).isEmpty();
    assertThat(shown(given("none", null), Running.RUNNING))
        .isEqualTo(Decision.refuse(Refusal.NOTHING_GIVEN, "Nothing was given at this decision."));
    assertThat(shown(given(null, null), Running.RUNNING))
        .isEqualTo(Decision.refuse(Refusal.NOTHING_GIVEN, "Nothing was given at this decision."));
    assertThat(shown(given("breath", null), Running.LOCKED))
        .isEqualTo(
            Decision.refuse(Refusal.STUDY_LOCKED, "Nothing changes in this study any more."));
  }
}
