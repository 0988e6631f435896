package org.attune.randomization.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.log.History;
import org.attune.platform.study.Study;
import org.attune.platform.study.StudyStatus;
import org.attune.randomization.domain.RandomizationEvent.ClosingReason;
import org.attune.randomization.domain.RandomizationEvent.RandomizationCommitted;
import org.attune.randomization.domain.RandomizationEvent.SeedRevealed;
import org.attune.randomization.domain.Refusal;
import org.attune.randomization.engine.ConfigurationText;
import org.attune.randomization.engine.ListedPlace;
import org.attune.randomization.store.AllocationStore;
import org.attune.randomization.store.StudyAllocation;

/** What happens to the allocation of a whole study. Each act has the study's row locked first. */
public final class StudyActs {
  /** What came of asking for the seed. */
  public sealed interface Revelation {
    /**
     * @param seed lower-case hex
     * @param configuration canonical text
     */
    record Revealed(String seed, String configuration, String commitment) implements Revelation {}

    record Refused(Refusal reason, String detail) implements Revelation {}
  }

  /**
   * How a study stands for everybody, blinded or not.
   *
   * @param commitment lower-case hex
   */
  public record Overview(
      int version,
      String commitment,
      String engineVersion,
      int allocations,
      int target,
      Optional<ClosingReason> closed) {}

  private final Parts parts;
  private final Database database;
  private final History history;
  private final AllocationStore allocations;

  StudyActs(Parts parts, Database database) {
    this.parts = parts;
    this.database = database;
    history = parts.history();
    allocations = parts.allocations();
  }

  /** Draws the seed and commits to it, once; then looks at whoever was there before. */
  public void opened(Connection connection, Study study, int version, Position cause)
      throws SQLException {
    var protocol = study.version(version);
    var plan = protocol.randomization();
    if (plan.isEmpty() || allocations.lock(connection, study.slug()).isPresent()) return;
    var place = history.lock(connection, EventKey.ofStudy(study.slug()));
    var uploaded = parts.uploads().find(connection, study.slug());
    var places =
        plan.get().method().equals(Configurations.LIST)
            ? uploaded.map(list -> parts.lists().open(study.slug(), list.sealed()))
            : Optional.<List<ListedPlace>>empty();
    var begun =
        parts.lists().begin(Configurations.of(protocol, plan.get(), places.orElse(List.of())));
    allocations.commit(connection, begun);
    var committed =
        new RandomizationCommitted(
            study.slug(),
            version,
            begun.commitment(),
            parts.lists().configuration(begun).engineVersion(),
            place.now());
    history.append(connection, place, List.of(committed), Optional.of(cause));
    reconsiderAll(connection, study.slug(), place.now());
  }

  /** Looks again at everybody who waits: a pause ended, or a version became known. */
  public void lookAgain(Connection connection, String study) throws SQLException {
    var row = allocations.lock(connection, study);
    if (row.isEmpty() || row.get().closed().isPresent()) return;
    var place = history.lock(connection, EventKey.ofStudy(study));
    reconsiderAll(connection, study, place.now());
  }

  private void reconsiderAll(Connection connection, String study, Instant at) throws SQLException {
    for (var waiting : parts.candidates().waiting(connection, study)) {
      parts.due().schedule(connection, waiting, DueKinds.RECONSIDER, DueKinds.OF_STUDY, at);
    }
  }

  /** Ends allocation, if the target did not end it before. */
  public void closed(Connection connection, String study, Position cause) throws SQLException {
    var row = allocations.lock(connection, study);
    if (row.isEmpty() || row.get().closed().isPresent()) return;
    var place = history.lock(connection, EventKey.ofStudy(study));
    parts
        .closing()
        .close(
            connection,
            study,
            ClosingReason.STUDY_CLOSED,
            row.get().allocations(),
            place.now(),
            Optional.of(cause));
  }

  /**
   * Reveals the seed of a locked study; the first time is recorded with its reason.
   *
   * @throws IllegalStateException if the seed at hand is not the committed one
   */
  public Revelation reveal(String study, String reason) {
    return database.inTransaction(
        connection -> {
          var row = allocations.lock(connection, study);
          var known = parts.studies().find(connection, study);
          if (known.isEmpty()) {
            return new Revelation.Refused(Refusal.NOT_KNOWN_YET, "Not known yet: the study.");
          }
          if (known.get().status() != StudyStatus.LOCKED) {
            return new Revelation.Refused(
                Refusal.NOT_LOCKED, "The seed is revealed when the study is locked.");
          }
          if (row.isEmpty()) {
            return new Revelation.Refused(Refusal.NO_ARMS, "The study has no arms.");
          }
          return reveal(connection, row.get(), reason);
        });
  }

  private Revelation reveal(Connection connection, StudyAllocation row, String reason)
      throws SQLException {
    var seed = HexFormat.of().formatHex(parts.lists().seed(row));
    var configuration = ConfigurationText.write(parts.lists().configuration(row));
    if (!row.revealed()) {
      var place = history.lock(connection, EventKey.ofStudy(row.study()));
      var event = new SeedRevealed(row.study(), seed, configuration, reason, place.now());
      history.append(connection, place, List.of(event));
      allocations.reveal(connection, row.study());
    }
    return new Revelation.Revealed(seed, configuration, row.commitment());
  }

  /** How a study stands; empty if it has not opened here, or has no arms. */
  public Optional<Overview> overview(String study) {
    return database.inTransaction(
        connection -> {
          var row = allocations.find(connection, study);
          var known = parts.studies().find(connection, study);
          if (row.isEmpty() || known.isEmpty()) return Optional.empty();
          var configuration = parts.lists().configuration(row.get());
          return Optional.of(
              new Overview(
                  row.get().version(),
                  row.get().commitment(),
                  configuration.engineVersion(),
                  row.get().allocations(),
                  known.get().target(),
                  row.get().closed()));
        });
  }
}
