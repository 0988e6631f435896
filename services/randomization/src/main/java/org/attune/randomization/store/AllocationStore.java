package org.attune.randomization.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.attune.platform.data.Sql;
import org.attune.randomization.domain.RandomizationEvent.ArmAllocated;
import org.attune.randomization.domain.RandomizationEvent.ClosingReason;

/**
 * How far lists have been used. Locks are taken in one order everywhere: the participant's ledger
 * row, then the study's row here, then the stratum's, then the study's ledger row.
 */
public final class AllocationStore {
  private static final String COLUMNS =
      """
      select study, version, configuration, commitment, sealed_seed, allocations, closed, revealed
      from study_allocation where study = ?
      """;

  private static final String COMMIT =
      """
      insert into study_allocation (study, version, configuration, commitment, sealed_seed)
      values (?, ?, ?, ?, ?)
      """;

  private static final String TAKE =
      """
      insert into stratum (study, stratum, next_index) values (?, ?, 1)
      on conflict (study, stratum) do update set next_index = stratum.next_index + 1
      returning next_index - 1 as index
      """;

  private static final String ALLOCATED =
      """
      with placed as (
        insert into allocation (study, participant, sequence, stratum, index, arm)
        values (?, ?, ?, ?, ?, ?))
      update study_allocation set allocations = allocations + 1 where study = ?
      """;

  private static final String UNNAME =
      "update allocation set participant = ? where study = ? and participant = ?";

  private static final String LAST_OF_STUDY =
      """
      select occurred_at from history where study = ? and participant = ''
      order by seq desc limit 1
      """;

  private static final String CLOSE =
      """
      update study_allocation set closed = ?, closed_allocations = allocations where study = ?
      """;

  private static final String REVEAL =
      "update study_allocation set revealed = true where study = ?";

  /** The study's row as it is; empty before it opened, and for a study without arms. */
  public Optional<StudyAllocation> find(Connection connection, String study) throws SQLException {
    return Sql.find(connection, COLUMNS, AllocationStore::read, study);
  }

  /** The study's row, locked against everybody. */
  public Optional<StudyAllocation> lock(Connection connection, String study) throws SQLException {
    return Sql.find(connection, COLUMNS + " for update", AllocationStore::read, study);
  }

  /** The study's row, locked against whoever allocates, closes or reveals. */
  public Optional<StudyAllocation> share(Connection connection, String study) throws SQLException {
    return Sql.find(connection, COLUMNS + " for share", AllocationStore::read, study);
  }

  private static StudyAllocation read(ResultSet row) throws SQLException {
    return new StudyAllocation(
        row.getString("study"),
        row.getInt("version"),
        row.getString("configuration"),
        row.getString("commitment"),
        row.getBytes("sealed_seed"),
        row.getInt("allocations"),
        Optional.ofNullable(row.getString("closed")).map(ClosingReason::valueOf),
        row.getBoolean("revealed"));
  }

  public void commit(Connection connection, StudyAllocation study) throws SQLException {
    Sql.write(
        connection,
        COMMIT,
        study.study(),
        study.version(),
        study.configuration(),
        study.commitment(),
        study.sealedSeed());
  }

  /** Takes the next place of a stratum's list, which stays locked. */
  public int take(Connection connection, String study, String stratum) throws SQLException {
    return Sql.find(connection, TAKE, row -> row.getInt("index"), study, stratum).orElseThrow();
  }

  public void allocated(Connection connection, ArmAllocated event) throws SQLException {
    Sql.write(
        connection,
        ALLOCATED,
        event.study(),
        event.participantId().toString(),
        event.sequence(),
        event.stratum(),
        event.index(),
        event.arm(),
        event.study());
  }

  /** Leaves the place of the list and takes the participant's name from it. */
  public void unname(Connection connection, ArmAllocated event) throws SQLException {
    var nobody = "erased/" + event.sequence();
    Sql.write(connection, UNNAME, nobody, event.study(), event.participantId().toString());
  }

  /** When the study's last event happened. */
  public Optional<Instant> lastOfStudy(Connection connection, String study) throws SQLException {
    return Sql.find(connection, LAST_OF_STUDY, row -> Sql.instant(row, "occurred_at"), study);
  }

  public void close(Connection connection, String study, ClosingReason reason) throws SQLException {
    Sql.write(connection, CLOSE, reason, study);
  }

  public void reveal(Connection connection, String study) throws SQLException {
    Sql.write(connection, REVEAL, study);
  }
}
