package org.attune.randomization.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.platform.data.Planning;
import org.attune.platform.data.Sql;
import org.attune.randomization.domain.RandomizationEvent.AllocationKept;
import org.attune.randomization.domain.RandomizationEvent.ArmAllocated;
import org.attune.randomization.domain.RandomizationEvent.ClosingReason;

/**
 * How far lists have been used. Locks are taken in one order everywhere: the participant's ledger
 * row, then the study's row here, then the stratum's, then the study's ledger row.
 */
public final class AllocationStore {
  /**
   * A place of a list that was given away.
   *
   * @param participant pseudonym, or of one who was erased {@link #ERASED} and the sequence
   */
  public record Given(String participant, int sequence, String stratum, int index, String arm) {
    public static final String ERASED = "erased/";

    public boolean isErased() {
      return participant.startsWith(ERASED);
    }
  }

  private static final String COLUMNS =
      """
      select a.study, a.version, a.configuration, a.commitment, a.first_commitment, a.sealed_seed,
        l.sealed as sealed_list, a.allocations, a.closed, a.revealed
      from study_allocation a left join uploaded_list l using (study)
      where study = ?
      """;

  private static final String COMMIT =
      """
      insert into study_allocation
        (study, version, configuration, commitment, first_commitment, sealed_seed)
      values (?, ?, ?, ?, ?, ?)
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

  private static final String STUDIES = "select study from study_allocation order by study";

  private static final String GIVEN =
      """
      select participant, sequence, stratum, index, arm from allocation
      where study = ? and sequence >= ? order by sequence
      """;

  private static final String SENT =
      """
      select a.sequence from allocation a
      join history h on h.study = a.study and h.participant = a.participant
        and h.type = 'ArmAllocated'
      join log l on l.study = h.study and l.participant = h.participant and l.seq = h.seq
      join log_head e on e.topic = l.topic and e.partition = l.partition
      where a.study = ? and l.number <= e.sent
      """;

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
    return lockLater(connection, study).get();
  }

  /** {@link #lock} with the next round trip, before whatever is asked for later. */
  public Sql.Later<Optional<StudyAllocation>> lockLater(Connection connection, String study)
      throws SQLException {
    var locking = COLUMNS + " for update of a";
    return Sql.later(connection, new Sql.Query<>(locking, AllocationStore::read, study))
        .map(rows -> rows.stream().findFirst());
  }

  /** The study's row, locked against whoever allocates, closes or reveals. */
  public Optional<StudyAllocation> share(Connection connection, String study) throws SQLException {
    return Sql.find(connection, COLUMNS + " for share of a", AllocationStore::read, study);
  }

  private static StudyAllocation read(ResultSet row) throws SQLException {
    return new StudyAllocation(
        row.getString("study"),
        row.getInt("version"),
        row.getString("configuration"),
        row.getString("commitment"),
        row.getString("first_commitment"),
        row.getBytes("sealed_seed"),
        Optional.ofNullable(row.getBytes("sealed_list")),
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
        study.firstCommitment(),
        study.sealedSeed());
  }

  /**
   * Takes the next place of a scope, which stays locked.
   *
   * @return its index, from 0
   */
  public int take(Connection connection, String study, String scope) throws SQLException {
    return Sql.find(connection, TAKE, row -> row.getInt("index"), study, scope).orElseThrow();
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

  /** A place that was given away to somebody who is not known any more. */
  public void kept(Connection connection, AllocationKept event) throws SQLException {
    Sql.write(
        connection,
        ALLOCATED,
        event.study(),
        Given.ERASED + event.sequence(),
        event.sequence(),
        event.stratum(),
        event.index(),
        event.arm(),
        event.study());
  }

  /** Every study that has a list. */
  public List<String> studies(Connection connection) throws SQLException {
    return Sql.query(connection, STUDIES, row -> row.getString("study"));
  }

  /** The places of a study's lists that were given away, from a sequence on, in order. */
  public List<Given> given(Connection connection, String study, int from) throws SQLException {
    return Sql.query(
        connection,
        GIVEN,
        row ->
            new Given(
                row.getString("participant"),
                row.getInt("sequence"),
                row.getString("stratum"),
                row.getInt("index"),
                row.getString("arm")),
        study,
        from);
  }

  /** Sequences of those, the erased apart, of which the broker is noted to have heard. */
  public List<Integer> sent(Connection connection, String study) throws SQLException {
    Planning.ofWholeTables(connection); // no key leads from a history to its log
    return Sql.query(connection, SENT, row -> row.getInt("sequence"), study);
  }

  /** Leaves the place of the list and takes the participant's name from it. */
  public void unname(Connection connection, ArmAllocated event) throws SQLException {
    var nobody = Given.ERASED + event.sequence();
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
