package org.attune.ema.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.attune.ema.domain.DecisionSeedEvent.DecisionSeedRevealed;
import org.attune.ema.domain.DecisionSeedEvent.DecisionsCommitted;
import org.attune.ema.domain.Refusal;
import org.attune.ema.store.DecisionSeeds;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.log.History;
import org.attune.platform.study.Study;
import org.attune.platform.study.StudyBook;
import org.attune.platform.study.StudyStatus;
import org.attune.protocol.decision.DecisionCommitment;

/** What happens to the decisions of a whole study: commitment and revelation. */
public final class DecisionActs {
  /** What came of asking for the seed. */
  public sealed interface Revelation {
    /**
     * @param seed lower-case hex
     * @param policies canonical, one a line
     */
    record Revealed(String seed, String policies, String commitment) implements Revelation {}

    record Refused(Refusal reason, String detail) implements Revelation {}
  }

  private final Database database;
  private final History history;
  private final StudyBook studies;
  private final DecisionSeeds seeds;

  public DecisionActs(Database database, History history, StudyBook studies, DecisionSeeds seeds) {
    this.database = database;
    this.history = history;
    this.studies = studies;
    this.seeds = seeds;
  }

  /**
   * Commits to seed and policies, once: when a study with decision points opens, or when an open
   * study is amended to have some.
   *
   * @param version that opened, or was published
   */
  public void commit(Connection c, String study, int version, Position cause) throws SQLException {
    var known = studies.find(c, study);
    if (known.isEmpty() || known.get().status() == StudyStatus.PUBLISHED) return;
    var protocol = known.get().version(version);
    if (protocol.microRandomization().isEmpty()) return;
    var place = history.lock(c, EventKey.ofStudy(study));
    var seed = seeds.lock(c, study);
    if (seed.commitment().isPresent()) return;
    var policies = DecisionCommitment.policies(protocol);
    var commitment = DecisionCommitment.of(seed.bytes(), policies);
    seeds.commit(c, study, policies, commitment);
    var event = new DecisionsCommitted(study, protocol.version(), commitment, place.now());
    var _ = history.append(c, place, List.of(event), Optional.of(cause));
  }

  /** Reveals the seed of a locked study; the first time is recorded with its reason. */
  public Revelation reveal(String study, String reason) {
    return database.inTransaction(
        c -> {
          var known = studies.find(c, study);
          if (known.isEmpty()) {
            return new Revelation.Refused(Refusal.NOT_KNOWN_YET, "Not known yet: the study.");
          }
          if (known.get().status() != StudyStatus.LOCKED) {
            return new Revelation.Refused(
                Refusal.NOT_LOCKED, "The seed is revealed when the study is locked.");
          }
          var found = DecisionSeeds.find(c, study).flatMap(DecisionSeeds.Seed::commitment);
          return found.isEmpty()
              ? new Revelation.Refused(
                  Refusal.NO_DECISION_POINTS, "The study has no decision points.")
              : reveal(c, known.get(), reason);
        });
  }

  private Revelation reveal(Connection c, Study study, String reason) throws SQLException {
    var place = history.lock(c, EventKey.ofStudy(study.slug()));
    var seed = seeds.lock(c, study.slug());
    var policies = seed.policies().orElseThrow();
    if (!seed.revealed()) {
      var event =
          new DecisionSeedRevealed(study.slug(), seed.seed(), policies, reason, place.now());
      var _ = history.append(c, place, List.of(event));
      seeds.reveal(c, study.slug());
    }
    return new Revelation.Revealed(seed.seed(), policies, seed.commitment().orElseThrow());
  }

  /** The commitment of a study, lower-case hex; empty if it has not opened or decides nothing. */
  public Optional<String> commitment(String study) {
    return database.inTransaction(
        c -> DecisionSeeds.find(c, study).flatMap(DecisionSeeds.Seed::commitment));
  }
}
