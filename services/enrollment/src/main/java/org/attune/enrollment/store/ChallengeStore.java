package org.attune.enrollment.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/**
 * Challenges that were used, by their SHA-256. They live by the database's clock, as tokens live by
 * the machines': a challenge is asked for before it is known whose study time would hold. Write
 * with the participant locked.
 */
public final class ChallengeStore {
  private static final String NOW = "select clock_timestamp() as now";

  private static final String USED_BY = "select used_by from passkey_challenge where challenge = ?";

  private static final String SINCE =
      """
      select count(*)::int as uses from passkey_challenge
      where study = ? and participant = ? and used_at > ?
      """;

  private static final String USE =
      """
      insert into passkey_challenge (study, participant, challenge, used_by, used_at, expires_at)
      values (?, ?, ?, ?, ?, ?)
      """;

  private static final String FORGET =
      "delete from passkey_challenge where study = ? and participant = ? and expires_at < ?";

  /** The database's clock. */
  public Instant now(Connection connection) throws SQLException {
    return Sql.find(connection, NOW, row -> Sql.instant(row, "now")).orElseThrow();
  }

  /** By whom a challenge was used; empty if by nobody yet. */
  public Optional<byte[]> usedBy(Connection connection, byte[] challenge) throws SQLException {
    return Sql.find(connection, USED_BY, row -> row.getBytes("used_by"), challenge);
  }

  /** How many challenges of a participant were used after {@code at}. */
  public int usedSince(Connection connection, EventKey key, Instant at) throws SQLException {
    return Sql.find(
            connection, SINCE, row -> row.getInt("uses"), key.study(), key.participant(), at)
        .orElse(0);
  }

  /** Notes that a challenge was used, which it can be once, and forgets those that lapsed. */
  public void use(
      Connection connection,
      EventKey key,
      byte[] challenge,
      byte[] usedBy,
      Instant at,
      Instant expiresAt)
      throws SQLException {
    Sql.write(connection, FORGET, key.study(), key.participant(), at);
    Sql.write(connection, USE, key.study(), key.participant(), challenge, usedBy, at, expiresAt);
  }
}
