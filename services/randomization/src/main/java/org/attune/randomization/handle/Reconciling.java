package org.attune.randomization.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.Place;
import org.attune.randomization.domain.Candidate;
import org.attune.randomization.domain.RandomizationEvent.Way;
import org.attune.randomization.domain.RandomizationEvent.WitnessReconciled;
import org.attune.randomization.domain.Refusal;
import org.attune.randomization.store.StudyAllocation;
import org.attune.randomization.witness.Disagreement;
import org.attune.randomization.witness.Witness;
import org.attune.randomization.witness.WitnessLine;

/**
 * Brings the witness and the database together after a restore: what was revealed and is not in the
 * database is allocated again, the same place of the same list to the same participant; or the
 * database's record is accepted where the witness was lost. Both by a person, with a reason.
 */
public final class Reconciling {
  /** What came of it. */
  public sealed interface Outcome {
    /**
     * @param withoutParticipant those of the allocations whose participant is not known here
     */
    record Done(int allocations, int withoutParticipant) implements Outcome {}

    /**
     * @param detail one sentence; says nothing that depends on an arm
     */
    record Refused(Refusal reason, String detail) implements Outcome {}
  }

  private final Parts parts;
  private final Database database;
  private final StudyActs studies;
  private final Witness witness;
  private final Allocating allocating;

  Reconciling(Parts parts, Database database, StudyActs studies) {
    this.parts = parts;
    this.database = database;
    this.studies = studies;
    witness = parts.witness();
    allocating = new Allocating(parts);
  }

  /** How a study's witness differs now, the file read again. */
  public Disagreement look(String study) {
    witness.compare();
    return witness.disagreement(study);
  }

  /**
   * Allocates again what the witness has and the database lacks.
   *
   * @param release whether those whose consent is not here lose their place to nobody, and are new
   *     if they come again
   */
  public Outcome giveAgain(String study, String reason, boolean release) {
    var found = look(study);
    if (!found.unfit().isEmpty() || !found.unwitnessed().isEmpty()) {
      return new Outcome.Refused(Refusal.WITNESS_DISAGREES, found.sentence());
    }
    var owners = owners(study, found.missing());
    if (owners.isEmpty()) return unknown(study);
    var waiting = owners.get().values().stream().filter(this::lacksConsent).toList();
    if (!release && !waiting.isEmpty()) return withoutConsent(waiting);
    int without = 0;
    for (var line : found.missing()) {
      var owner = Optional.ofNullable(owners.get().get(line.sequence()));
      boolean given = database.inTransaction(connection -> giveAgain(connection, line, owner));
      if (!given) without++;
    }
    return done(study, Way.GIVEN_AGAIN, found.missing().size(), without, reason);
  }

  /** Accepts what the database has and the witness lost. */
  public Outcome accept(String study, String reason) {
    var found = look(study);
    if (!found.unfit().isEmpty() || !found.missing().isEmpty()) {
      return new Outcome.Refused(Refusal.WITNESS_DISAGREES, found.sentence());
    }
    if (!database.inTransaction(c -> parts.allocations().find(c, study)).isPresent()) {
      return unknown(study);
    }
    witness.accept(study);
    return done(study, Way.RECORD_ACCEPTED, found.unwitnessed().size(), 0, reason);
  }

  private static Outcome unknown(String study) {
    return new Outcome.Refused(
        Refusal.NOT_KNOWN_YET, "Not known yet: the list of %s.".formatted(study));
  }

  private static Outcome withoutConsent(List<EventKey> waiting) {
    var names = String.join(", ", waiting.stream().map(EventKey::participant).toList());
    return new Outcome.Refused(
        Refusal.WITNESSED_WITHOUT_CONSENT,
        "The consent of %s is not in the database: record it again first, or release their places."
            .formatted(names));
  }

  /** Participants by the sequence of their line; empty if there is no list. */
  private Optional<Map<Integer, EventKey>> owners(String study, List<WitnessLine> lines) {
    return database.inTransaction(
        connection -> {
          var row = parts.allocations().find(connection, study);
          if (row.isEmpty()) return Optional.<Map<Integer, EventKey>>empty();
          var byDigest = new HashMap<String, EventKey>();
          for (var key : parts.candidates().all(connection, study)) {
            byDigest.put(witness.participant(row.get(), key.participant()), key);
          }
          var owners = new HashMap<Integer, EventKey>();
          for (var line : lines) {
            var key = byDigest.get(line.participant());
            if (key != null) owners.put(line.sequence(), key);
          }
          return Optional.of(owners);
        });
  }

  private boolean lacksConsent(EventKey key) {
    var known = database.inTransaction(c -> parts.candidates().find(c, key));
    return known.filter(Reconciling::lacksConsent).isPresent();
  }

  private static boolean lacksConsent(Candidate candidate) {
    return candidate.outcome() == Candidate.Outcome.WAITING
        && candidate.enrollment().isEmpty()
        && !candidate.departed();
  }

  /** True if the participant has it again, false if it was kept without one. */
  private boolean giveAgain(Connection connection, WitnessLine line, Optional<EventKey> owner)
      throws SQLException {
    var place =
        owner.isEmpty()
            ? Optional.<Place>empty()
            : Optional.of(parts.history().lock(connection, owner.get()));
    var study = parts.allocations().lock(connection, line.study()).orElseThrow();
    refuseOther(study, line);
    if (place.isPresent()
        && allocating.giveAgain(connection, place.get(), study, line).isPresent()) {
      return true;
    }
    allocating.keep(connection, study, line);
    return false;
  }

  private static void refuseOther(StudyAllocation study, WitnessLine line) {
    if (study.allocations() == line.sequence()) return;
    throw new IllegalStateException(
        "allocation %d of %s comes next, not %d"
            .formatted(study.allocations(), line.study(), line.sequence()));
  }

  private Outcome done(String study, Way way, int allocations, int without, String reason) {
    if (allocations > 0) {
      database.transact(
          connection -> {
            var _ = parts.allocations().lock(connection, study);
            var place = parts.history().lock(connection, EventKey.ofStudy(study));
            var event =
                new WitnessReconciled(study, way, allocations, without, reason, place.now());
            parts.history().append(connection, place, List.of(event));
          });
    }
    witness.compare();
    database.transact(connection -> studies.lookAgain(connection, study));
    return new Outcome.Done(allocations, without);
  }
}
