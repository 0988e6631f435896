package org.attune.platform.checkpoint;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** Checkpoints in PostgreSQL, read in chunks of {@value #ROWS_MAX}. */
final class CheckpointRows {
  static final int ROWS_MAX = 1_000;

  private static final String LOCK = "lock table checkpoint in share row exclusive mode";

  private static final String LAST = "select * from checkpoint order by number desc limit 1";

  private static final String LEDGERS =
      """
      select l.study, l.participant, l.last_seq, l.chain,
        (select h.checkpoint from checkpoint_head h
         where h.study = l.study and h.participant = l.participant and h.last_seq = l.last_seq)
          as checkpoint
      from (
        select study, participant, last_seq, chain from ledger
        where (study, participant) > (?, ?) and last_seq > 0
        order by study, participant limit ?) l
      order by l.study, l.participant
      """;

  private static final String MOVED =
      """
      insert into checkpoint_head (checkpoint, study, participant, last_seq, chain)
      select ?, * from unnest(?, ?, ?, ?)
      """;

  private static final String ADD =
      """
      insert into checkpoint (number, at, ledgers, digest, previous, signature)
      values (?, ?, ?, ?, ?, ?)
      """;

  private static final String AFTER =
      "select * from checkpoint where number > ? order by number limit ?";

  private static final String MOVED_IN =
      """
      select checkpoint, study, participant, last_seq, chain from checkpoint_head
      where checkpoint = ? order by study, participant
      """;

  private static final String OWNERS =
      """
      select distinct study, participant from checkpoint_head
      where (study, participant) > (?, ?) order by study, participant limit ?
      """;

  private static final String COVERED =
      """
      select checkpoint, study, participant, last_seq, chain from checkpoint_head
      where study = ? and participant = ? order by last_seq
      """;

  private static final String LINKS =
      """
      select seq, coalesce(sha256(salt || payload), digest) as digest from history
      where study = ? and participant = ? order by seq
      """;

  /** Before every other. */
  static final EventKey NOBODY = new EventKey("", "");

  /**
   * The end of a history as its ledger row says.
   *
   * @param moved true if no checkpoint covers it yet
   */
  record Ledger(Head head, boolean moved) {}

  private final Connection connection;

  CheckpointRows(Connection connection) {
    this.connection = connection;
  }

  /** Makes every other instance of the service wait until this transaction ends. */
  void lock() throws SQLException {
    Sql.update(connection, LOCK);
  }

  Optional<Checkpoint> last() throws SQLException {
    return Sql.find(connection, LAST, CheckpointRows::checkpoint);
  }

  List<Ledger> ledgers(EventKey after) throws SQLException {
    return Sql.query(
        connection,
        LEDGERS,
        row -> new Ledger(head(row), row.getObject("checkpoint") == null),
        after.study(),
        after.participant(),
        ROWS_MAX);
  }

  void add(long checkpoint, List<Head> moved) throws SQLException {
    Sql.update(
        connection,
        MOVED,
        checkpoint,
        moved.stream().map(head -> head.owner().study()).toArray(String[]::new),
        moved.stream().map(head -> head.owner().participant()).toArray(String[]::new),
        moved.stream().map(Head::lastSeq).toArray(Long[]::new),
        moved.stream().map(Head::chain).toArray(byte[][]::new));
  }

  void add(Checkpoint checkpoint) throws SQLException {
    Sql.update(
        connection,
        ADD,
        checkpoint.number(),
        checkpoint.at(),
        checkpoint.ledgers(),
        checkpoint.digest(),
        checkpoint.previous(),
        checkpoint.signature());
  }

  List<Checkpoint> after(long number) throws SQLException {
    return Sql.query(connection, AFTER, CheckpointRows::checkpoint, number, ROWS_MAX);
  }

  List<Head> movedIn(long checkpoint) throws SQLException {
    return Sql.query(connection, MOVED_IN, CheckpointRows::head, checkpoint);
  }

  List<EventKey> owners(EventKey after) throws SQLException {
    return Sql.query(
        connection, OWNERS, CheckpointRows::owner, after.study(), after.participant(), ROWS_MAX);
  }

  List<Covered> covered(EventKey owner) throws SQLException {
    return Sql.query(
        connection,
        COVERED,
        row -> new Covered(row.getLong("checkpoint"), head(row)),
        owner.study(),
        owner.participant());
  }

  List<Link> links(EventKey owner) throws SQLException {
    return Sql.query(
        connection,
        LINKS,
        row -> new Link(row.getLong("seq"), row.getBytes("digest")),
        owner.study(),
        owner.participant());
  }

  private static EventKey owner(ResultSet row) throws SQLException {
    return new EventKey(row.getString("study"), row.getString("participant"));
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(owner(row), row.getLong("last_seq"), row.getBytes("chain"));
  }

  private static Checkpoint checkpoint(ResultSet row) throws SQLException {
    return new Checkpoint(
        row.getLong("number"),
        Sql.instant(row, "at"),
        row.getLong("ledgers"),
        row.getBytes("digest"),
        row.getBytes("previous"),
        row.getBytes("signature"));
  }
}
