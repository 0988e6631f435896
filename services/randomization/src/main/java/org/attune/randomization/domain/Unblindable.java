package org.attune.randomization.domain;

import java.util.List;
import org.attune.randomization.domain.Candidate.Outcome;
import org.attune.randomization.domain.RandomizationEvent.ParticipantUnblinded;

/**
 * What is known where somebody asks for an arm.
 *
 * @param arms ids of the study's arms; empty for a study that allocates nobody
 * @param disagreement how witness and database differ, as a sentence; empty if they agree
 * @param before unblindings of this participant, the oldest first
 */
public record Unblindable(
    Outcome outcome, List<String> arms, String disagreement, List<ParticipantUnblinded> before) {
  public Unblindable {
    arms = List.copyOf(arms);
    before = List.copyOf(before);
  }
}
