package org.attune.randomization.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.randomization.domain.Scenario.given;

import org.attune.platform.study.StudyStatus;
import org.attune.protocol.model.Protocol;
import org.attune.randomization.Bundles;
import org.attune.randomization.domain.Candidate.Outcome;
import org.attune.randomization.domain.Decision.Randomized;
import org.attune.randomization.domain.RandomizationEvent.ClosingReason;
import org.attune.randomization.domain.RandomizationEvent.NotRandomizedReason;
import org.junit.jupiter.api.Test;

/**
 * Who is allocated and when. The large trial: three sites, a stratum by attachment whose unknown
 * level is insecure, allocation once baseline and the first week of prompts are over. The pilot:
 * two sites, allocation after baseline.
 */
class AllocationRulesTest {
  private static final Protocol LARGE = Bundles.study("abct-mbsr-tau");
  private static final Protocol PILOT = Bundles.study("kindness-pilot");

  private static Scenario ready() {
    return given(LARGE)
        .consented("s1", 1)
        .fact("baseline.complete", true)
        .fact("baseline.attachment.style", "secure")
        .fact("ema.before.ended", true);
  }

  @Test
  void whoever_has_done_all_that_the_protocol_waits_for_is_allocated() {
    ready().thenAllocated("s1", "secure");
    given(PILOT).consented("s2", 1).fact("baseline.complete", true).thenAllocated("s2");
    assertThat(ready().isDue()).isTrue();
  }

  @Test
  void the_condition_is_due_only_for_whoever_waits() {
    assertThat(ready().departed().isDue()).isFalse();
    assertThat(ready().settled(Outcome.RANDOMIZED).isDue()).isFalse();
    assertThat(given(PILOT).fact("baseline.complete", true).isDue()).as("no consent").isFalse();
    assertThat(given(PILOT).consented("s1", 1).isDue()).isFalse();
  }

  @Test
  void asking_again_after_an_allocation_changes_nothing() {
    assertThat(ready().settled(Outcome.RANDOMIZED).study(StudyStatus.LOCKED).decision())
        .isEqualTo(new Randomized());
  }

  @Test
  void what_has_not_been_heard_is_told_apart_from_what_is_not_so() {
    given(LARGE)
        .consented("s1", 1)
        .thenRefused(Refusal.NOT_KNOWN_YET, "Not known yet: baseline.complete.");
    given(LARGE)
        .consented("s1", 1)
        .fact("baseline.complete", true)
        .thenRefused(Refusal.NOT_KNOWN_YET, "Not known yet: ema.before.ended.");
    ready()
        .fact("ema.before.ended", false)
        .thenRefused(Refusal.CONDITION_NOT_MET, "The condition for randomization does not hold.");
    ready().unscreened().thenRefused(Refusal.NOT_KNOWN_YET, "Not known yet: the screening.");
    given(LARGE).thenRefused(Refusal.NOT_KNOWN_YET, "Not known yet: the consent.");
  }

  @Test
  void whoever_was_screened_out_declined_or_left_is_refused() {
    ready().screened(false).thenRefused(Refusal.NOT_ELIGIBLE);
    ready().declined().thenRefused(Refusal.NOT_CONSENTED);
    ready().departed().thenRefused(Refusal.LEFT, "The participant left the study.");
    ready().settled(Outcome.NOT_RANDOMIZED, NotRandomizedReason.LEFT).thenRefused(Refusal.LEFT);
  }

  @Test
  void consent_to_an_older_version_than_the_one_in_force_is_refused() {
    ready()
        .inForce(2)
        .thenRefused(
            Refusal.CONSENT_OUTDATED,
            "Signed version 1 of the consent form; version 2 is in force.");
  }

  @Test
  void whoever_signed_the_coming_version_already_is_allocated() {
    ready().consented("s1", 2).thenAllocated("s1", "secure");
  }

  @Test
  void the_study_must_be_open() {
    ready().study(StudyStatus.PUBLISHED).thenRefused(Refusal.STUDY_NOT_OPEN);
    ready().study(StudyStatus.PAUSED).thenRefused(Refusal.STUDY_PAUSED);
    ready().study(StudyStatus.CLOSED).thenRefused(Refusal.STUDY_CLOSED);
    ready().study(StudyStatus.LOCKED).thenRefused(Refusal.STUDY_CLOSED);
    ready().standing(false, 0).thenRefused(Refusal.NOT_KNOWN_YET);
  }

  @Test
  void the_place_before_the_target_is_the_last_one() {
    ready().standing(true, 89).thenAllocated("s1", "secure");
    ready().standing(true, 90).thenRefused(Refusal.TARGET_REACHED, "The study is full.");
    ready().standing(true, 12, ClosingReason.TARGET_REACHED).thenRefused(Refusal.TARGET_REACHED);
    ready().standing(true, 12, ClosingReason.STUDY_CLOSED).thenRefused(Refusal.STUDY_CLOSED);
  }

  @Test
  void every_other_style_is_insecure_and_so_is_an_unknown_one() {
    ready().fact("baseline.attachment.style", "fearful").thenAllocated("s1", "insecure");
    given(LARGE)
        .consented("s3", 1)
        .fact("baseline.complete", true)
        .fact("ema.before.ended", true)
        .thenAllocated("s3", "insecure");
  }

  @Test
  void a_site_that_the_version_does_not_have_is_no_stratum() {
    ready().consented("s9", 1).thenRefused(Refusal.STRATUM_UNKNOWN);
  }
}
