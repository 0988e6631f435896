package org.attune.randomization.domain;

import static org.attune.randomization.domain.Decision.refuse;

import java.util.Collection;
import java.util.Optional;
import org.attune.protocol.expression.Evaluation;
import org.attune.randomization.domain.Candidate.Enrollment;
import org.attune.randomization.domain.Candidate.Outcome;
import org.attune.randomization.domain.Decision.Randomized;
import org.attune.randomization.domain.RandomizationEvent.NotRandomizedReason;

/**
 * Decides whether a participant is allocated. Pure and total: same arguments, same decision. Which
 * arm it will be is not decided here and cannot be: nothing here knows the seed.
 */
public final class AllocationRules {
  private AllocationRules() {}

  public static Decision decide(Candidate candidate, Terms terms, Standing standing) {
    if (candidate.outcome() == Outcome.RANDOMIZED) return new Randomized();
    return settled(candidate)
        .or(() -> ofStudy(standing))
        .or(() -> ofConsent(candidate, standing))
        .or(() -> ofProtocol(candidate, terms))
        .orElseGet(() -> StratumRules.decide(terms, terms.facts(candidate)));
  }

  /** True if the condition holds on what is known: time to ask for an allocation. */
  public static boolean isDue(Candidate candidate, Terms terms) {
    return candidate.isWaiting() && terms.when().evaluate(terms.facts(candidate)).isTrue();
  }

  private static Optional<Decision> settled(Candidate candidate) {
    if (candidate.why().isPresent()) return Optional.of(notRandomized(candidate.why().get()));
    if (candidate.departed()) return Optional.of(notRandomized(NotRandomizedReason.LEFT));
    if (candidate.eligible().filter(eligible -> !eligible).isPresent()) {
      return no(Refusal.NOT_ELIGIBLE, "Screening found the participant ineligible.");
    }
    if (candidate.declined()) {
      return no(Refusal.NOT_CONSENTED, "The participant declined to take part.");
    }
    return Optional.empty();
  }

  private static Decision notRandomized(NotRandomizedReason reason) {
    return switch (reason) {
      case TARGET_REACHED -> refuse(Refusal.TARGET_REACHED, "The study is full.");
      case STUDY_CLOSED -> refuse(Refusal.STUDY_CLOSED, "The study is closed.");
      case LEFT -> refuse(Refusal.LEFT, "The participant left the study.");
    };
  }

  private static Optional<Decision> ofStudy(Standing standing) {
    var closed = standing.closed().map(reason -> NotRandomizedReason.valueOf(reason.name()));
    if (closed.isPresent()) return Optional.of(notRandomized(closed.get()));
    return switch (standing.status()) {
      case PUBLISHED -> no(Refusal.STUDY_NOT_OPEN, "The study is not open yet.");
      case PAUSED -> no(Refusal.STUDY_PAUSED, "The study is paused; the participant waits.");
      case CLOSED, LOCKED -> no(Refusal.STUDY_CLOSED, "The study is closed.");
      case OPEN -> ofOpenStudy(standing);
    };
  }

  private static Optional<Decision> ofOpenStudy(Standing standing) {
    if (!standing.committed()) return unknown("the commitment of the study");
    return standing.allocations() < standing.target()
        ? Optional.empty()
        : no(Refusal.TARGET_REACHED, "The study is full.");
  }

  private static Optional<Decision> ofConsent(Candidate candidate, Standing standing) {
    if (candidate.eligible().isEmpty()) return unknown("the screening");
    var signed = candidate.enrollment().map(Enrollment::consentVersion);
    if (signed.isEmpty()) return unknown("the consent");
    if (signed.get() >= standing.consentVersion()) return Optional.empty();
    return no(
        Refusal.CONSENT_OUTDATED,
        "Signed version %d of the consent form; version %d is in force."
            .formatted(signed.get(), standing.consentVersion()));
  }

  private static Optional<Decision> ofProtocol(Candidate candidate, Terms terms) {
    var facts = terms.facts(candidate);
    for (var assessment : terms.required()) {
      var complete = assessment + ".complete";
      if (!Boolean.TRUE.equals(facts.get(complete))) return unknown(complete);
    }
    return switch (terms.when().evaluate(facts)) {
      case Evaluation.Unknown(var missing) when !missing.isEmpty() -> unknown(missing);
      case Evaluation.Known known when known.isTrue() -> Optional.empty();
      case Evaluation.Known _, Evaluation.Unknown _ ->
          no(Refusal.CONDITION_NOT_MET, "The condition for randomization does not hold.");
    };
  }

  private static Optional<Decision> unknown(Collection<String> names) {
    return unknown(String.join(", ", names));
  }

  private static Optional<Decision> unknown(String what) {
    return no(Refusal.NOT_KNOWN_YET, "Not known yet: " + what + ".");
  }

  private static Optional<Decision> no(Refusal reason, String detail) {
    return Optional.of(refuse(reason, detail));
  }
}
