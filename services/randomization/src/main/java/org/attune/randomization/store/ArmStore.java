package org.attune.randomization.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.RecordCodec;
import org.attune.randomization.domain.Balance.Placed;
import org.attune.randomization.domain.RandomizationEvent;
import org.attune.randomization.domain.RandomizationEvent.AllocationKept;
import org.attune.randomization.domain.RandomizationEvent.ArmAllocated;
import org.attune.randomization.domain.RandomizationEvent.ParticipantUnblinded;

/** Who has which arm, and who was told so; the latter stands in the history alone. */
public final class ArmStore {
  private static final String ARM =
      "select arm from allocation where study = ? and participant = ?";

  private static final String OF_PARTICIPANT =
      """
      select payload from history
      where study = ? and participant = ? and type = 'ParticipantUnblinded' order by seq
      """;

  private static final String OF_STUDY =
      """
      select h.payload from history h
      join candidate c on c.study = h.study and c.participant = h.participant
      where h.study = ? and h.type = 'ParticipantUnblinded' and (? or c.site = ?)
      order by h.occurred_at, h.participant, h.seq
      """;

  private static final String PLACED =
      """
      select payload from history
      where study = ? and type in ('ArmAllocated', 'AllocationKept') and payload is not null
      """;

  private final RecordCodec codec;

  public ArmStore(RecordCodec codec) {
    this.codec = codec;
  }

  /** The arm of a participant; empty if there is none. */
  public Optional<String> arm(Connection connection, EventKey key) throws SQLException {
    return Sql.find(connection, ARM, row -> row.getString("arm"), key.study(), key.participant());
  }

  /** Unblindings of a participant, the oldest first. */
  public List<ParticipantUnblinded> ofParticipant(Connection connection, EventKey key)
      throws SQLException {
    return unblinded(read(connection, OF_PARTICIPANT, key.study(), key.participant()));
  }

  /**
   * Unblindings of a study, the oldest first.
   *
   * @param site of the participants; {@code *} for all
   */
  public List<ParticipantUnblinded> ofStudy(Connection connection, String study, String site)
      throws SQLException {
    return unblinded(read(connection, OF_STUDY, study, site.equals("*"), site));
  }

  /** All allocations of a study, those of the erased among them, in any order. */
  public List<Placed> placed(Connection connection, String study) throws SQLException {
    return read(connection, PLACED, study).stream().map(ArmStore::placed).toList();
  }

  private static Placed placed(RandomizationEvent event) {
    if (event instanceof ArmAllocated allocated) {
      return new Placed(allocated.arm(), allocated.strata());
    }
    var kept = (AllocationKept) event; // the query asks for these two alone
    return new Placed(kept.arm(), kept.strata());
  }

  private List<RandomizationEvent> read(Connection connection, String sql, Object... values)
      throws SQLException {
    return Sql.query(
        connection,
        sql,
        row -> codec.decode(row.getBytes("payload"), RandomizationEvent.class),
        values);
  }

  private static List<ParticipantUnblinded> unblinded(List<RandomizationEvent> events) {
    return events.stream().map(ParticipantUnblinded.class::cast).toList();
  }
}
