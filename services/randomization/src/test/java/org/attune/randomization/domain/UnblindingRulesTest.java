package org.attune.randomization.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.randomization.domain.Candidate.Outcome;
import org.attune.randomization.domain.Decision.Refused;
import org.attune.randomization.domain.RandomizationEvent.ParticipantUnblinded;
import org.attune.randomization.domain.RandomizationEvent.UnblindingReason;
import org.junit.jupiter.api.Test;

/** Who is told an arm. The study has the arms kindness and usual; Ann has one of them. */
class UnblindingRulesTest {
  private static final UUID ANN = new UUID(0, 1);
  private static final UUID FIRST = new UUID(0, 2);
  private static final UUID SECOND = new UUID(0, 3);
  private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
  private static final ParticipantUnblinded TOLD =
      new ParticipantUnblinded(
          "pilot",
          ANN,
          FIRST,
          UnblindingReason.PREGNANCY,
          Optional.empty(),
          "unblinding",
          "staff-1",
          NOON);

  private static Unblindable given(Outcome outcome, ParticipantUnblinded... before) {
    return new Unblindable(outcome, List.of("kindness", "usual"), "", List.of(before));
  }

  private static Unblind asks(UUID unblinding, String note, boolean steppedUp) {
    return new Unblind(
        unblinding,
        UnblindingReason.MEDICAL_EMERGENCY,
        Optional.of(note).filter(text -> !text.isEmpty()),
        "unblinding",
        "staff-2",
        steppedUp);
  }

  private static Unblind asks(UUID unblinding) {
    return asks(unblinding, "", true);
  }

  private static void assertRefused(
      Unblind asked, Unblindable known, Refusal reason, String detail) {
    assertThat(UnblindingRules.refusal(asked, known)).contains(new Refused(reason, detail));
  }

  @Test
  void who_signed_in_for_it_is_told_the_arm_of_a_randomized_participant() {
    assertThat(UnblindingRules.refusal(asks(FIRST), given(Outcome.RANDOMIZED))).isEmpty();
  }

  @Test
  void without_a_fresh_sign_in_for_this_act_nothing_is_said_not_even_whether_there_is_an_arm() {
    for (var outcome : Outcome.values()) {
      assertRefused(
          asks(FIRST, "", false),
          given(outcome, TOLD),
          Refusal.UNBLINDING_NEEDS_STEP_UP,
          "Sign in again for this act: the token must name it and be less than five minutes old.");
    }
  }

  @Test
  void a_request_that_was_answered_is_told_when_and_to_which_role_and_never_the_arm() {
    assertRefused(
        asks(FIRST),
        given(Outcome.RANDOMIZED, TOLD),
        Refusal.ALREADY_UNBLINDED,
        "This request was answered at 2027-03-01T12:00:00Z, to the role unblinding: the arm is"
            + " shown once. To be told again, send another request with its own reason.");
  }

  @Test
  void another_request_is_another_act() {
    assertThat(UnblindingRules.refusal(asks(SECOND), given(Outcome.RANDOMIZED, TOLD))).isEmpty();
  }

  @Test
  void who_has_no_arm_cannot_be_unblinded() {
    assertRefused(
        asks(FIRST),
        given(Outcome.WAITING),
        Refusal.NOT_RANDOMIZED_YET,
        "The participant has no arm yet.");
    assertRefused(
        asks(FIRST),
        given(Outcome.NOT_RANDOMIZED),
        Refusal.NOT_RANDOMIZED,
        "The participant has no arm and will have none.");
    assertRefused(
        asks(FIRST),
        new Unblindable(Outcome.WAITING, List.of(), "", List.of()),
        Refusal.NO_ARMS,
        "The study has no arms.");
  }

  @Test
  void after_a_restore_somebody_who_waits_may_have_an_arm_that_the_database_lost() {
    var lost =
        new Unblindable(Outcome.WAITING, List.of("kindness"), "It lacks 1 place.", List.of());
    assertRefused(asks(FIRST), lost, Refusal.WITNESS_DISAGREES, "It lacks 1 place.");
    var found =
        new Unblindable(Outcome.RANDOMIZED, List.of("kindness"), "It lacks 1 place.", List.of());
    assertThat(UnblindingRules.refusal(asks(FIRST), found)).isEmpty();
  }

  @Test
  void a_note_names_no_arm_whatever_the_arm_is() {
    for (var note : new String[] {"kindness", "was on Kindness, then fell", "(USUAL)"}) {
      assertRefused(
          asks(FIRST, note, true),
          given(Outcome.RANDOMIZED),
          Refusal.NOTE_NAMES_ARM,
          "The note is read by blinded staff: write it without the name of an arm.");
    }
    for (var note : new String[] {"unusual bleeding", "kindness-like", "fell"}) {
      assertThat(UnblindingRules.refusal(asks(FIRST, note, true), given(Outcome.RANDOMIZED)))
          .as(note)
          .isEmpty();
    }
  }
}
