package org.attune.randomization.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.attune.platform.study.StudyStatus;
import org.attune.protocol.model.Protocol;
import org.attune.randomization.domain.Candidate.Enrollment;
import org.attune.randomization.domain.Candidate.Outcome;
import org.attune.randomization.domain.Decision.Allocate;
import org.attune.randomization.domain.Decision.Refused;
import org.attune.randomization.domain.RandomizationEvent.ClosingReason;
import org.attune.randomization.domain.RandomizationEvent.NotRandomizedReason;
import org.attune.randomization.domain.RandomizationEvent.StratumLevel;

/** Given what is known, when an allocation is asked for, then what is decided. */
final class Scenario {
  private final Terms terms;
  private Outcome outcome = Outcome.WAITING;
  private Optional<NotRandomizedReason> why = Optional.empty();
  private Optional<Boolean> eligible = Optional.of(true);
  private boolean declined;
  private boolean departed;
  private Optional<Enrollment> enrollment = Optional.empty();
  private final Map<String, Object> facts = new HashMap<>();
  private Standing standing = new Standing(StudyStatus.OPEN, true, Optional.empty(), 0, 90, 1);

  private Scenario(Terms terms) {
    this.terms = terms;
  }

  /** An eligible person of a study; nothing else is known. */
  static Scenario given(Protocol protocol) {
    return new Scenario(Terms.of(protocol, protocol.randomization().orElseThrow()));
  }

  Scenario screened(boolean decided) {
    eligible = Optional.of(decided);
    return this;
  }

  Scenario unscreened() {
    eligible = Optional.empty();
    return this;
  }

  Scenario consented(String site, int consentVersion) {
    enrollment = Optional.of(new Enrollment(1, consentVersion, site, ZoneId.of("Europe/Madrid")));
    return this;
  }

  Scenario declined() {
    declined = true;
    return this;
  }

  Scenario departed() {
    departed = true;
    return this;
  }

  Scenario fact(String name, Object value) {
    facts.put(name, value);
    return this;
  }

  Scenario settled(Outcome settled, NotRandomizedReason... reasons) {
    outcome = settled;
    why = Arrays.stream(reasons).findFirst();
    return this;
  }

  Scenario study(StudyStatus status) {
    standing =
        new Standing(
            status,
            standing.committed(),
            standing.closed(),
            standing.allocations(),
            standing.target(),
            standing.consentVersion());
    return this;
  }

  /** That version of the consent form is in force. */
  Scenario inForce(int consentVersion) {
    standing =
        new Standing(
            standing.status(),
            standing.committed(),
            standing.closed(),
            standing.allocations(),
            standing.target(),
            consentVersion);
    return this;
  }

  Scenario standing(boolean committed, int allocations, ClosingReason... closed) {
    standing =
        new Standing(
            standing.status(),
            committed,
            Arrays.stream(closed).findFirst(),
            allocations,
            standing.target(),
            standing.consentVersion());
    return this;
  }

  private Candidate candidate() {
    return new Candidate(outcome, why, eligible, declined, departed, enrollment, facts);
  }

  Decision decision() {
    return AllocationRules.decide(candidate(), terms, standing);
  }

  boolean isDue() {
    return AllocationRules.isDue(candidate(), terms);
  }

  void thenAllocated(String... levels) {
    assertThat(decision())
        .isInstanceOfSatisfying(
            Allocate.class,
            allocate ->
                assertThat(allocate.strata().stream().map(StratumLevel::level))
                    .containsExactly(levels));
  }

  void thenRefused(Refusal reason, String detail) {
    assertThat(decision()).isEqualTo(new Refused(reason, detail));
  }

  void thenRefused(Refusal reason) {
    assertThat(decision())
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }
}
