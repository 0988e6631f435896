package org.attune.enrollment.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.enrollment.domain.EnrollmentCommand.Redeem.Device;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** Devices of participants, with the hashes of their tokens. */
public final class DeviceStore {
  private static final String FIND =
      """
      select number, revoked_at from device where study = ? and participant = ? and device = ?
      """;

  private static final String BY_TOKEN =
      """
      select d.study, d.participant, p.site from device d join participant p using (study, participant)
      where d.token_hash = ? and d.revoked_at is null
      """;

  private static final String ADD =
      """
      insert into device (study, participant, device, number, token_hash) values (?, ?, ?, ?, ?)
      """;

  private static final String REVOKE =
      """
      update device set revoked_at = coalesce(revoked_at, ?)
      where study = ? and participant = ? and device = ?
      """;

  private static final String LIST =
      """
      select device, number, revoked_at from device where study = ? and participant = ?
      order by number
      """;

  private static final String COUNT =
      """
      select count(*) as known, count(*) filter (where revoked_at is null) as admitted from device
      where study = ? and participant = ?
      """;

  /**
   * Devices of a participant.
   *
   * @param all that ever came in
   * @param admitted that still may
   */
  public record Count(int all, int admitted) {}

  public Count count(Connection connection, EventKey key) throws SQLException {
    return Sql.find(
            connection,
            COUNT,
            row -> new Count(row.getInt("known"), row.getInt("admitted")),
            key.study(),
            key.participant())
        .orElseThrow();
  }

  /** Whose token it is. */
  public record Owner(EventKey key, String site) {}

  /** What is known of a device. */
  public record Known(Device state, int number) {}

  public Known find(Connection connection, EventKey key, UUID device) throws SQLException {
    return Sql.find(
            connection,
            FIND,
            row ->
                new Known(
                    Sql.instantOrNull(row, "revoked_at") == null ? Device.KNOWN : Device.REVOKED,
                    row.getInt("number")),
            key.study(),
            key.participant(),
            device)
        .orElse(new Known(Device.UNSEEN, 0));
  }

  /**
   * One device of a participant.
   *
   * @param number from 1
   * @param shutOut it may not come in any more
   */
  public record Listed(UUID device, int number, boolean shutOut) {}

  /** All devices of a participant, in the order in which they came. */
  public List<Listed> list(Connection connection, EventKey key) throws SQLException {
    return Sql.query(
        connection,
        LIST,
        row ->
            new Listed(
                row.getObject("device", UUID.class),
                row.getInt("number"),
                Sql.instantOrNull(row, "revoked_at") != null),
        key.study(),
        key.participant());
  }

  /** Whose token this is, unless it was revoked. */
  public Optional<Owner> byToken(Connection connection, byte[] tokenHash) throws SQLException {
    return Sql.find(
        connection,
        BY_TOKEN,
        row ->
            new Owner(
                new EventKey(row.getString("study"), row.getString("participant")),
                row.getString("site")),
        tokenHash);
  }

  public void add(Connection connection, EventKey key, UUID device, int number, byte[] tokenHash)
      throws SQLException {
    Sql.write(connection, ADD, key.study(), key.participant(), device, number, tokenHash);
  }

  /**
   * Shuts a device out.
   *
   * @return false if the participant has no such device
   */
  public boolean revoke(Connection connection, EventKey key, UUID device, Instant at)
      throws SQLException {
    return Sql.update(connection, REVOKE, at, key.study(), key.participant(), device) > 0;
  }
}
