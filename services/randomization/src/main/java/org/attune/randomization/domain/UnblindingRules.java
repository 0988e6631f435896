package org.attune.randomization.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.attune.randomization.domain.Decision.Refused;

/**
 * Whether somebody may be told the arm of one participant (ICH E6(R2) 5.13.4 and E9 2.3.1 ask that
 * it can be done in an emergency, and that it is on record).
 *
 * <p>Each request is answered once. Whoever needs the arm again sends another request, with a
 * reason of its own, which is recorded of its own.
 */
public final class UnblindingRules {
  /** What may be part of an arm's id; anything else ends a word. */
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}-]+");

  private static final String STEP_UP =
      "Sign in again for this act: the token must name it and be less than five minutes old.";

  private UnblindingRules() {}

  /**
   * Why not; empty if the arm is to be told. Pure and total; says nothing that depends on an arm.
   */
  public static Optional<Refused> refusal(Unblind asked, Unblindable known) {
    if (!asked.steppedUp()) return refuse(Refusal.UNBLINDING_NEEDS_STEP_UP, STEP_UP);
    for (var earlier : known.before()) {
      if (!earlier.unblindingId().equals(asked.unblinding())) continue;
      return refuse(
          Refusal.ALREADY_UNBLINDED,
          "This request was answered at %s, to the role %s: the arm is shown once. To be told again, send another request with its own reason."
              .formatted(earlier.at(), earlier.role()));
    }
    if (known.arms().isEmpty()) return refuse(Refusal.NO_ARMS, "The study has no arms.");
    if (asked.note().filter(note -> namesArm(note, known)).isPresent()) {
      return refuse(
          Refusal.NOTE_NAMES_ARM,
          "The note is read by blinded staff: write it without the name of an arm.");
    }
    return switch (known.outcome()) {
      case RANDOMIZED -> Optional.empty();
      case NOT_RANDOMIZED ->
          refuse(Refusal.NOT_RANDOMIZED, "The participant has no arm and will have none.");
      case WAITING -> waiting(known);
    };
  }

  /** After a restore somebody may wait here who was given an arm before: that is no "not yet". */
  private static Optional<Refused> waiting(Unblindable known) {
    return known.disagreement().isEmpty()
        ? refuse(Refusal.NOT_RANDOMIZED_YET, "The participant has no arm yet.")
        : refuse(Refusal.WITNESS_DISAGREES, known.disagreement());
  }

  private static boolean namesArm(String note, Unblindable known) {
    Set<String> words =
        Arrays.stream(BETWEEN_WORDS.split(note.toLowerCase(Locale.ROOT)))
            .collect(Collectors.toSet());
    return known.arms().stream().anyMatch(words::contains);
  }

  private static Optional<Refused> refuse(Refusal reason, String detail) {
    return Optional.of(new Refused(reason, detail));
  }
}
