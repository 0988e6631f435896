package org.attune.enrollment.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantErased;
import org.attune.enrollment.domain.Stage;
import org.attune.platform.data.Sql;

/** What is left of the erased: how far they had come, so that participants can be counted. */
public final class ErasedStore {
  private static final String KEEP =
      """
      insert into erased_participant
        (study, participant, site, protocol_version, reached, reason, erased_at)
      values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
      """;

  private static final String ALL =
      """
      select study, participant, site, protocol_version, reached, reason, erased_at
      from erased_participant order by erased_at, study, participant
      """;

  public void keep(Connection connection, ParticipantErased event) throws SQLException {
    Sql.update(
        connection,
        KEEP,
        event.study(),
        event.participantId().toString(),
        event.site(),
        event.protocolVersion(),
        event.reached(),
        event.reason(),
        event.at());
  }

  /** Everybody who was erased, oldest first. */
  public List<ParticipantErased> all(Connection connection) throws SQLException {
    return Sql.query(
        connection,
        ALL,
        row ->
            new ParticipantErased(
                row.getString("study"),
                UUID.fromString(row.getString("participant")),
                row.getString("site"),
                row.getInt("protocol_version"),
                Stage.valueOf(row.getString("reached")),
                row.getString("reason"),
                Sql.instant(row, "erased_at")));
  }
}
