package org.attune.randomization.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.platform.study.Study;
import org.attune.platform.study.StudyBook;
import org.attune.protocol.model.Protocol;
import org.attune.randomization.domain.AllocationRules;
import org.attune.randomization.domain.Candidate;
import org.attune.randomization.domain.Candidate.Outcome;
import org.attune.randomization.domain.Decision;
import org.attune.randomization.domain.Decision.Allocate;
import org.attune.randomization.domain.RandomizationEvent.ArmAllocated;
import org.attune.randomization.domain.RandomizationEvent.ArmCount;
import org.attune.randomization.domain.RandomizationEvent.ClosingReason;
import org.attune.randomization.domain.RandomizationEvent.ParticipantRandomized;
import org.attune.randomization.domain.RandomizationEvent.StratumLevel;
import org.attune.randomization.domain.Refusal;
import org.attune.randomization.domain.Standing;
import org.attune.randomization.engine.Allocation;
import org.attune.randomization.store.AllocationStore;
import org.attune.randomization.store.CandidateStore;
import org.attune.randomization.store.StudyAllocation;

/**
 * Allocates a participant, or says why not. The one place where a list moves on: participant locked
 * first, then the study's row, then the stratum's; the study is read under its lock.
 */
final class Allocating {
  /**
   * What came of asking.
   *
   * @param place after what was appended
   */
  record Asked(Decision decision, Place place) {}

  /** What is needed to decide and, if it comes to that, to allocate. */
  private record Case(Candidate candidate, StudyAllocation study, Standing standing) {}

  private final History history;
  private final StudyBook studies;
  private final AllocationStore allocations;
  private final CandidateStore candidates;
  private final Lists lists;
  private final TermsBook terms;
  private final Closing closing;

  Allocating(Parts parts) {
    history = parts.history();
    studies = parts.studies();
    allocations = parts.allocations();
    candidates = parts.candidates();
    lists = parts.lists();
    terms = parts.terms();
    closing = parts.closing();
  }

  /**
   * Decides for the participant that {@code place} has locked, and allocates.
   *
   * @throws IllegalStateException if the list at hand is not the committed one
   */
  Asked ask(Connection connection, Place place) throws SQLException {
    var key = place.key();
    var candidate = candidates.find(connection, key);
    if (candidate.isEmpty()) return unknown(place, "the participant");
    if (candidate.get().outcome() == Outcome.RANDOMIZED) {
      return new Asked(new Decision.Randomized(), place);
    }
    var row = allocations.lock(connection, key.study());
    var study = studies.find(connection, key.study());
    if (study.isEmpty()) return unknown(place, "the study");
    var pinned = pinned(study.get(), candidate.get());
    if (pinned.isEmpty()) return unknown(place, "the version of the protocol");
    var found = terms.of(pinned.get());
    if (found.isEmpty()) return refused(place, Refusal.NO_ARMS, "The study has no arms.");
    var standing = standing(study.get(), candidate.get(), row, place);
    var decision = AllocationRules.decide(candidate.get(), found.get(), standing);
    if (!(decision instanceof Allocate(var strata)) || row.isEmpty()) {
      return new Asked(decision, place);
    }
    var ask = new Case(candidate.get(), row.get(), standing);
    return new Asked(decision, allocate(connection, place, ask, strata));
  }

  private static Asked unknown(Place place, String what) {
    return refused(place, Refusal.NOT_KNOWN_YET, "Not known yet: " + what + ".");
  }

  private static Asked refused(Place place, Refusal reason, String detail) {
    return new Asked(Decision.refuse(reason, detail), place);
  }

  /** The version that the participant is pinned to; the first one before that is known. */
  private static Optional<Protocol> pinned(Study study, Candidate candidate) {
    int version =
        candidate.enrollment().map(e -> e.protocolVersion()).orElse(study.versions().firstKey());
    return Optional.ofNullable(study.versions().get(version));
  }

  private static Standing standing(
      Study study, Candidate candidate, Optional<StudyAllocation> row, Place place) {
    int consentVersion =
        candidate
            .enrollment()
            .map(e -> study.inForce(place.now().atZone(e.zone()).toLocalDate()))
            .map(inForce -> inForce.consentForm().version())
            .orElse(0);
    return new Standing(
        study.status(),
        row.isPresent(),
        row.flatMap(StudyAllocation::closed),
        row.map(StudyAllocation::allocations).orElse(0),
        study.target(),
        consentVersion);
  }

  private Place allocate(Connection connection, Place place, Case ask, List<StratumLevel> strata)
      throws SQLException {
    var study = ask.study();
    var stratum = lists.stratum(study, strata.stream().map(StratumLevel::level).toList());
    int index = allocations.take(connection, study.study(), stratum);
    var allocated = allocated(place, ask, strata, stratum, lists.at(study, stratum, index));
    allocations.allocated(connection, allocated);
    candidates.settled(connection, place.key(), Outcome.RANDOMIZED, Optional.empty());
    var after = history.append(connection, place, List.of(allocated, randomized(allocated)));
    int made = study.allocations() + 1;
    if (made >= ask.standing().target()) {
      closing.close(
          connection,
          study.study(),
          ClosingReason.TARGET_REACHED,
          made,
          place.now(),
          Optional.empty());
    }
    return after;
  }

  private ArmAllocated allocated(
      Place place, Case ask, List<StratumLevel> strata, String stratum, Allocation drawn) {
    var enrollment = ask.candidate().enrollment().orElseThrow();
    var configuration = lists.configuration(ask.study());
    return new ArmAllocated(
        place.key().study(),
        place.key().participantId(),
        drawn.arm(),
        configuration.method(),
        strata,
        stratum,
        drawn.index(),
        ask.study().allocations(),
        drawn.blockNumber(),
        drawn.blockSize(),
        drawn.chances().stream()
            .map(c -> new ArmCount(c.arm(), c.count(), c.numerator(), c.denominator()))
            .toList(),
        drawn.draw(),
        drawn.attempt(),
        configuration.engineVersion(),
        place.now().atZone(enrollment.zone()).toLocalDate(),
        enrollment.zone().getId(),
        enrollment.protocolVersion(),
        place.now());
  }

  private static ParticipantRandomized randomized(ArmAllocated allocated) {
    return new ParticipantRandomized(
        allocated.study(),
        allocated.participantId(),
        allocated.localDate(),
        allocated.zone(),
        allocated.protocolVersion(),
        allocated.at());
  }
}
