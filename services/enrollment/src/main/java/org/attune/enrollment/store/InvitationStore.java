package org.attune.enrollment.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** Invitation ids, whom they invite, and the hashes of their codes. */
public final class InvitationStore {
  private static final String FIND =
      "select participant from invitation where study = ? and invitation = ?";

  private static final String BY_CODE =
      "select study, participant, invitation from invitation where code_hash = ?";

  private static final String ADD =
      """
      insert into invitation (study, invitation, participant, code_hash) values (?, ?, ?, ?)
      """;

  private static final String LAPSE =
      "update invitation set lapsed = true where study = ? and invitation = ?";

  /** An invitation that a code belongs to. */
  public record Found(EventKey key, UUID invitation) {}

  /** Whom an invitation id invites. */
  public Optional<UUID> participant(Connection connection, String study, UUID invitation)
      throws SQLException {
    return Sql.find(connection, FIND, row -> UUID.fromString(row.getString(1)), study, invitation);
  }

  public Optional<Found> byCode(Connection connection, byte[] codeHash) throws SQLException {
    return Sql.find(
        connection,
        BY_CODE,
        row ->
            new Found(
                new EventKey(row.getString("study"), row.getString("participant")),
                row.getObject("invitation", UUID.class)),
        codeHash);
  }

  public void add(Connection connection, EventKey key, UUID invitation, byte[] codeHash)
      throws SQLException {
    Sql.write(connection, ADD, key.study(), invitation, key.participant(), codeHash);
  }

  /** Marks an invitation that nobody opened in time. */
  public void lapse(Connection connection, String study, UUID invitation) throws SQLException {
    Sql.write(connection, LAPSE, study, invitation);
  }
}
