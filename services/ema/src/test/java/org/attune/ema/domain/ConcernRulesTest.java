package org.attune.ema.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.ema.domain.OneSlot.ANN;
import static org.attune.ema.domain.OneSlot.ANSWER;
import static org.attune.ema.domain.OneSlot.AT_10;
import static org.attune.ema.domain.OneSlot.SLOT;
import static org.attune.ema.domain.OneSlot.STUDY;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.attune.ema.domain.ConcernRules.Concern;
import org.attune.ema.domain.EmaEvent.SafetyRuleMet;
import org.attune.protocol.model.SafetyRule;
import org.junit.jupiter.api.Test;

/** One answer, one event for each rule that it meets. */
class ConcernRulesTest {
  private static final Concern CONCERN =
      new Concern(STUDY, ANN, "s1", SLOT, "momentary", ANSWER, AT_10);
  private static final SafetyRule HARM = rule("self-harm", Duration.ofHours(4));
  private static final SafetyRule DISTRESS = rule("distress", Duration.ZERO);

  private static SafetyRule rule(String id, Duration within) {
    return new SafetyRule(
        id, "momentary." + id, "urgent", "crisis", "clinician", within, List.of("investigator"));
  }

  @Test
  void each_rule_is_told_with_whom_to_tell_and_nothing_of_the_answer() {
    assertThat(ConcernRules.tell(Set.of(), List.of(HARM), CONCERN))
        .containsExactly(
            new SafetyRuleMet(
                STUDY,
                ANN,
                SLOT,
                ANSWER,
                "s1",
                "self-harm",
                "urgent",
                "momentary",
                List.of("clinician", "investigator"),
                14_400,
                AT_10));
  }

  @Test
  void what_was_told_of_an_answer_is_not_told_again() {
    assertThat(ConcernRules.tell(Set.of("self-harm"), List.of(HARM, DISTRESS), CONCERN))
        .extracting(SafetyRuleMet::rule)
        .containsExactly("distress");
    assertThat(ConcernRules.tell(Set.of("self-harm", "distress"), List.of(HARM, DISTRESS), CONCERN))
        .isEmpty();
  }

  @Test
  void somebody_has_a_second_to_acknowledge_at_least() {
    assertThat(ConcernRules.tell(Set.of(), List.of(DISTRESS), CONCERN))
        .extracting(SafetyRuleMet::acknowledgeWithinSeconds)
        .containsExactly(1L);
  }

  @Test
  void an_answer_that_meets_nothing_tells_nothing() {
    assertThat(ConcernRules.tell(Set.of(), List.of(), CONCERN)).isEmpty();
  }
}
