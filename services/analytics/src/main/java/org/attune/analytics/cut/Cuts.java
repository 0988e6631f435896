package org.attune.analytics.cut;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.analytics.cut.CutVector.Mark;
import org.attune.analytics.cut.CutVector.Partition;
import org.attune.platform.data.Sql;
import org.attune.platform.event.Position;

/** Named cuts, kept for ever: events at or below one never change, erasure apart. */
public final class Cuts {
  private static final String CURSORS =
      "select topic, partition, epoch, number from cursor where consumer = ?";

  private static final String FIRST_PARKED =
      """
      select distinct on (topic, partition) topic, partition, epoch, number from parked
      where consumer = ? order by topic, partition, epoch, number
      """;

  private static final String FIRST_AFTER =
      """
      select distinct on (topic, partition) topic, partition, epoch, number from sink_event
      where at > ? order by topic, partition, epoch, number
      """;

  private static final String ORPHANS =
      """
      with cut as (
        select * from unnest(?, ?, ?, ?) as u (topic, partition, epoch, number))
      select distinct on (e.topic, e.partition) e.topic, e.partition, e.epoch, e.number
      from sink_event e
      join cut c on c.topic = e.topic and c.partition = e.partition
        and (e.epoch, e.number) <= (c.epoch, c.number)
      left join cut k on k.topic = e.cause_topic and k.partition = e.cause_partition
      where e.cause_topic is not null
        and (k.topic is null or (e.cause_epoch, e.cause_number) > (k.epoch, k.number))
      order by e.topic, e.partition, e.epoch, e.number
      """;

  private static final String NAME = "insert into cut (name, as_of) values (?, ?::timestamptz)";

  private static final String KEEP =
      """
      insert into cut_entry (cut, topic, partition, epoch, number)
      select ?, * from unnest(?, ?, ?, ?)
      """;

  private static final String READ =
      "select topic, partition, epoch, number from cut_entry where cut = ?";

  private final String consumer;

  /**
   * @param consumer whose cursors say what the sink holds
   */
  public Cuts(String consumer) {
    this.consumer = consumer;
  }

  /**
   * Takes the largest closed cut of what the sink holds, before the first parked event of each
   * partition, and keeps it.
   *
   * @param asOf if given, before the first event of each partition that is later
   * @return the cut
   */
  public CutVector take(Connection connection, String name, Optional<Instant> asOf)
      throws SQLException {
    var cut = cursors(connection);
    for (var at : Sql.query(connection, FIRST_PARKED, Cuts::position, consumer)) {
      cut = cut.before(at);
    }
    if (asOf.isPresent()) {
      for (var at : Sql.query(connection, FIRST_AFTER, Cuts::position, asOf.get())) {
        cut = cut.before(at);
      }
    }
    var closed = ClosedCut.below(cut, lower -> orphans(connection, lower));
    Sql.update(connection, NAME, name, asOf);
    var columns = Columns.of(closed);
    Sql.update(
        connection,
        KEEP,
        name,
        columns.topics(),
        columns.partitions(),
        columns.epochs(),
        columns.numbers());
    return closed;
  }

  /** The cut of that name; empty marks if there is none. */
  public static CutVector read(Connection connection, String name) throws SQLException {
    return vector(Sql.query(connection, READ, Cuts::position, name));
  }

  private CutVector cursors(Connection connection) throws SQLException {
    return vector(Sql.query(connection, CURSORS, Cuts::position, consumer));
  }

  private static List<Position> orphans(Connection connection, CutVector cut) throws SQLException {
    var columns = Columns.of(cut);
    return Sql.query(
        connection,
        ORPHANS,
        Cuts::position,
        columns.topics(),
        columns.partitions(),
        columns.epochs(),
        columns.numbers());
  }

  private static CutVector vector(List<Position> ends) {
    var marks = new TreeMap<Partition, Mark>();
    for (var end : ends) marks.put(Partition.of(end), new Mark(end.epoch(), end.number()));
    return new CutVector(marks);
  }

  private static Position position(ResultSet row) throws SQLException {
    return new Position(
        row.getString("topic"),
        row.getInt("partition"),
        row.getInt("epoch"),
        row.getLong("number"));
  }

  private record Columns(String[] topics, Integer[] partitions, Integer[] epochs, Long[] numbers) {
    static Columns of(CutVector cut) {
      var entries = List.copyOf(cut.marks().entrySet());
      var columns =
          new Columns(
              new String[entries.size()],
              new Integer[entries.size()],
              new Integer[entries.size()],
              new Long[entries.size()]);
      for (int i = 0; i < entries.size(); i++) {
        var entry = entries.get(i);
        columns.topics[i] = entry.getKey().topic();
        columns.partitions[i] = entry.getKey().number();
        columns.epochs[i] = entry.getValue().epoch();
        columns.numbers[i] = entry.getValue().number();
      }
      return columns;
    }
  }
}
