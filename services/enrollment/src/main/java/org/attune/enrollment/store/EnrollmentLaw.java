package org.attune.enrollment.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.enrollment.domain.EnrollmentEvent;
import org.attune.enrollment.domain.EnrollmentState;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.service.StateLaw;

/**
 * Promise I9 for enrollment: a participant's row is the fold of its history, and in a study that
 * counts enrollments the count is their number.
 */
public final class EnrollmentLaw implements StateLaw {
  private static final String ENROLLED =
      "select count(*)::int from history where study = ? and type = 'ParticipantEnrolled'";

  private static final String COUNTED = "select enrolled from recruitment where study = ?";

  private final History history;
  private final ParticipantStore participants;

  public EnrollmentLaw(History history, ParticipantStore participants) {
    this.history = history;
    this.participants = participants;
  }

  @Override
  public SortedMap<String, String> folded(Connection connection, EventKey key) throws SQLException {
    if (key.isStudy()) return count(connection, key, ENROLLED);
    var events = history.read(connection, key, EnrollmentEvent.class);
    return row(EnrollmentState.after(events));
  }

  @Override
  public SortedMap<String, String> stored(Connection connection, EventKey key) throws SQLException {
    return key.isStudy()
        ? count(connection, key, COUNTED)
        : row(participants.find(connection, key));
  }

  private static SortedMap<String, String> row(EnrollmentState state) {
    var rows = new TreeMap<String, String>();
    if (state.origin().isPresent()) rows.put("participant", state.toString());
    return rows;
  }

  /** The count, where one is kept: a study with arms leaves it at 0. */
  private static SortedMap<String, String> count(Connection connection, EventKey key, String sql)
      throws SQLException {
    var rows = new TreeMap<String, String>();
    var kept = Sql.find(connection, COUNTED, row -> row.getInt(1), key.study()).orElse(0);
    if (kept == 0) return rows;
    int count = Sql.find(connection, sql, row -> row.getInt(1), key.study()).orElse(0);
    rows.put("enrolled", Integer.toString(count));
    return rows;
  }
}
