package org.attune.enrollment.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** Passkeys of participants, without their keys. Write with the participant locked. */
public final class PasskeyStore {
  private static final String LIST =
      """
      select passkey, number, backup_eligible, counter, made_at, used_at, removed_at from passkey
      where study = ? and participant = ? order by number
      """;

  private static final String FIND =
      """
      select passkey, number, backup_eligible, counter, made_at, used_at, removed_at from passkey
      where study = ? and participant = ? and passkey = ?
      """;

  private static final String BY_CREDENTIAL =
      "select study, participant, passkey from passkey where credential = ?";

  private static final String ADD =
      """
      insert into passkey
        (study, participant, passkey, number, credential, backup_eligible, counter, made_at)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String USE =
      """
      update passkey set counter = ?, used_at = ?
      where study = ? and participant = ? and passkey = ?
      """;

  private static final String REMOVE =
      """
      update passkey set credential = null, removed_at = ?
      where study = ? and participant = ? and passkey = ?
      """;

  /** Whose a passkey is. */
  public record Found(EventKey key, UUID passkey) {}

  /**
   * What is known of a passkey.
   *
   * @param number which of this participant, from 1
   * @param counter signatures that it counted; 0 where it does not count
   * @param usedAt when it last let a device in
   * @param kept false once it was removed
   */
  public record Known(
      UUID passkey,
      int number,
      boolean backupEligible,
      long counter,
      Instant madeAt,
      Optional<Instant> usedAt,
      boolean kept) {}

  /** All passkeys of a participant that ever were, in the order in which they were made. */
  public List<Known> list(Connection connection, EventKey key) throws SQLException {
    return Sql.query(connection, LIST, PasskeyStore::known, key.study(), key.participant());
  }

  /** A passkey of a participant, also one that was removed. */
  public Optional<Known> find(Connection connection, EventKey key, UUID passkey)
      throws SQLException {
    return Sql.find(connection, FIND, PasskeyStore::known, key.study(), key.participant(), passkey);
  }

  private static Known known(ResultSet row) throws SQLException {
    return new Known(
        row.getObject("passkey", UUID.class),
        row.getInt("number"),
        row.getBoolean("backup_eligible"),
        row.getLong("counter"),
        Sql.instant(row, "made_at"),
        Optional.ofNullable(Sql.instantOrNull(row, "used_at")),
        Sql.instantOrNull(row, "removed_at") == null);
  }

  /**
   * Whose passkey it is, unless it was removed.
   *
   * @param credential SHA-256 of its id
   */
  public Optional<Found> byCredential(Connection connection, byte[] credential)
      throws SQLException {
    return Sql.find(
        connection,
        BY_CREDENTIAL,
        row ->
            new Found(
                new EventKey(row.getString("study"), row.getString("participant")),
                row.getObject("passkey", UUID.class)),
        credential);
  }

  /**
   * Keeps a passkey.
   *
   * @param credential SHA-256 of its id
   */
  public void add(Connection connection, EventKey key, Known passkey, byte[] credential)
      throws SQLException {
    Sql.write(
        connection,
        ADD,
        key.study(),
        key.participant(),
        passkey.passkey(),
        passkey.number(),
        credential,
        passkey.backupEligible(),
        passkey.counter(),
        passkey.madeAt());
  }

  /** Notes that a passkey let a device in. */
  public void use(Connection connection, EventKey key, UUID passkey, long counter, Instant at)
      throws SQLException {
    Sql.write(connection, USE, counter, at, key.study(), key.participant(), passkey);
  }

  /** Forgets by what a passkey is known. */
  public void remove(Connection connection, EventKey key, UUID passkey, Instant at)
      throws SQLException {
    Sql.write(connection, REMOVE, at, key.study(), key.participant(), passkey);
  }
}
