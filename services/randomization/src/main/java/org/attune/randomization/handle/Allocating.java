package org.attune.randomization.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
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
import org.attune.randomization.domain.RandomizationEvent.AllocationKept;
import org.attune.randomization.domain.RandomizationEvent.ArmAllocated;
import org.attune.randomization.domain.RandomizationEvent.ClosingReason;
import org.attune.randomization.domain.RandomizationEvent.ParticipantRandomized;
import org.attune.randomization.domain.RandomizationEvent.StratumLevel;
import org.attune.randomization.domain.Refusal;
import org.attune.randomization.domain.Standing;
import org.attune.randomization.engine.Allocation;
import org.attune.randomization.engine.AllocationConfiguration;
import org.attune.randomization.store.AllocationStore;
import org.attune.randomization.store.CandidateStore;
import org.attune.randomization.store.StudyAllocation;
import org.attune.randomization.witness.WitnessLine;

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

  private static final String EXHAUSTED =
      "The list has no place left for the participant, who waits until it is longer.";

  private final Parts parts;
  private final History history;
  private final StudyBook studies;
  private final AllocationStore allocations;
  private final CandidateStore candidates;
  private final Lists lists;
  private final TermsBook terms;
  private final Closing closing;

  Allocating(Parts parts) {
    this.parts = parts;
    history = parts.history();
    studies = parts.studies();
    allocations = parts.allocations();
    candidates = parts.candidates();
    lists = parts.lists();
    terms = parts.terms();
    closing = parts.closing();
  }

  /**
   * Decides for a participant, and allocates. Participant, study and all that is known of both come
   * with one round trip: others wait while the study's row is locked.
   *
   * @param locking of the participant
   * @throws IllegalStateException if the list at hand is not the committed one
   */
  Asked ask(Connection connection, EventKey key, Sql.Later<Place> locking) throws SQLException {
    var known = candidates.later(connection, key);
    var lockedRow = allocations.lockLater(connection, key.study());
    var study = studies.later(connection, key.study()).get();
    var place = locking.get();
    var candidate = known.get();
    var row = lockedRow.get();
    if (candidate.isEmpty()) return unknown(place, "the participant");
    if (candidate.get().outcome() == Outcome.RANDOMIZED) {
      return new Asked(new Decision.Randomized(), place);
    }
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
    var disagreement = parts.witness().disagreement(key.study());
    if (!disagreement.isNone() || parts.witness().has(key.study(), row.get().allocations())) {
      return refused(place, Refusal.WITNESS_DISAGREES, disagreement.sentence());
    }
    var ask = new Case(candidate.get(), row.get(), standing);
    return allocate(connection, place, ask, strata)
        .map(after -> new Asked(decision, after))
        .orElseGet(() -> refused(place, Refusal.LIST_EXHAUSTED, EXHAUSTED));
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

  /** Empty if the list has no place left. */
  private Optional<Place> allocate(
      Connection connection, Place place, Case ask, List<StratumLevel> strata) throws SQLException {
    var study = ask.study();
    var stratum = lists.stratum(study, strata.stream().map(StratumLevel::level).toList());
    var drawn = take(connection, study, stratum);
    if (drawn.isEmpty()) return Optional.empty();
    var allocated = allocated(place, ask, strata, stratum, drawn.get());
    allocations.allocated(connection, allocated);
    candidates.settled(connection, place.key(), Outcome.RANDOMIZED, Optional.empty());
    var after = history.append(connection, place, List.of(allocated, randomized(allocated)));
    closeAtTarget(connection, study, ask.standing().target(), place.now());
    return Optional.of(after);
  }

  /** The next place of a list, used up. */
  private Optional<Allocation> take(Connection connection, StudyAllocation study, String stratum)
      throws SQLException {
    var drawn = lists.next(connection, study, stratum);
    if (drawn.isEmpty()) return drawn;
    var method = lists.configuration(study).method();
    var scope = AllocationConfiguration.scope(method, stratum);
    int index = allocations.take(connection, study.study(), scope);
    if (index != drawn.get().index()) {
      throw new IllegalStateException(
          "place %d of a list of %s comes next, not %d"
              .formatted(drawn.get().index(), study.study(), index));
    }
    return drawn;
  }

  private void closeAtTarget(Connection connection, StudyAllocation study, int target, Instant at)
      throws SQLException {
    int made = study.allocations() + 1;
    if (made < target || study.closed().isPresent()) return;
    closing.close(
        connection, study.study(), ClosingReason.TARGET_REACHED, made, at, Optional.empty());
  }

  /**
   * Gives a participant who waits, and whom {@code place} has locked, the place that is next in the
   * list again, whatever else is to be decided about them: it was decided before.
   *
   * @param study locked
   * @return empty if the participant cannot have it: unknown, settled or without consent here
   */
  Optional<Place> giveAgain(
      Connection connection, Place place, StudyAllocation study, WitnessLine line)
      throws SQLException {
    var candidate = candidates.find(connection, place.key()).filter(Candidate::isWaiting);
    var known = studies.find(connection, place.key().study());
    if (candidate.isEmpty() || known.isEmpty()) return Optional.empty();
    var standing = standing(known.get(), candidate.get(), Optional.of(study), place);
    var ask = new Case(candidate.get(), study, standing);
    return allocate(connection, place, ask, lists.levels(study, line.stratum()));
  }

  /** Uses up the place that is next in the list for somebody who is not known any more. */
  void keep(Connection connection, StudyAllocation study, WitnessLine line) throws SQLException {
    var configuration = lists.configuration(study);
    var drawn =
        take(connection, study, line.stratum())
            .orElseThrow(
                () -> new IllegalStateException("the list of " + study.study() + " is at its end"));
    var place = history.lock(connection, EventKey.ofStudy(study.study()));
    var kept =
        new AllocationKept(
            study.study(),
            drawn.arm(),
            configuration.method(),
            lists.levels(study, line.stratum()),
            line.stratum(),
            drawn.index(),
            study.allocations(),
            drawn.blockNumber(),
            drawn.blockSize(),
            Chances.of(drawn),
            drawn.draw(),
            drawn.attempt(),
            configuration.engineVersion(),
            study.version(),
            place.now());
    allocations.kept(connection, kept);
    history.append(connection, place, List.of(kept));
    int target =
        studies.find(connection, study.study()).map(Study::target).orElse(Integer.MAX_VALUE);
    closeAtTarget(connection, study, target, place.now());
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
        Chances.of(drawn),
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
