package org.attune.enrollment.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** Links that let devices in, with the hashes of their codes. Write with the participant locked. */
public final class LinkStore {
  private static final String FIND =
      """
      select device, expires_at, used_by from device_link
      where study = ? and participant = ? and link = ?
      """;

  private static final String BY_CODE =
      "select study, participant, link from device_link where code_hash = ?";

  private static final String COUNT =
      """
      select count(*) as links from device_link
      where study = ? and participant = ? and made_at > ? and used_by is null
      """;

  private static final String ADD =
      """
      insert into device_link (study, participant, link, code_hash, device, made_at, expires_at)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String USE =
      "update device_link set used_by = ? where study = ? and participant = ? and link = ?";

  private static final String FORGET =
      "delete from device_link where study = ? and participant = ? and expires_at < ?";

  /** A link that a code belongs to. */
  public record Found(EventKey key, UUID link) {}

  /**
   * What is known of a link.
   *
   * @param device the only one that it lets in; empty if any
   * @param usedBy the device that it let in
   */
  public record Known(Optional<UUID> device, Instant expiresAt, Optional<UUID> usedBy) {}

  public Optional<Found> byCode(Connection connection, byte[] codeHash) throws SQLException {
    return Sql.find(
        connection,
        BY_CODE,
        row ->
            new Found(
                new EventKey(row.getString("study"), row.getString("participant")),
                row.getObject("link", UUID.class)),
        codeHash);
  }

  public Optional<Known> find(Connection connection, EventKey key, UUID link) throws SQLException {
    return Sql.find(
        connection,
        FIND,
        row ->
            new Known(
                Optional.ofNullable(row.getObject("device", UUID.class)),
                Sql.instant(row, "expires_at"),
                Optional.ofNullable(row.getObject("used_by", UUID.class))),
        key.study(),
        key.participant(),
        link);
  }

  /** Links that were made after {@code since} and that nobody has used. */
  public int unused(Connection connection, EventKey key, Instant since) throws SQLException {
    return Sql.find(
            connection, COUNT, row -> row.getInt("links"), key.study(), key.participant(), since)
        .orElse(0);
  }

  /**
   * Keeps a link.
   *
   * @param device the only one that it lets in; empty if any
   */
  public void add(
      Connection connection,
      EventKey key,
      UUID link,
      byte[] codeHash,
      Optional<UUID> device,
      Instant madeAt,
      Instant expiresAt)
      throws SQLException {
    Sql.write(
        connection, ADD, key.study(), key.participant(), link, codeHash, device, madeAt, expiresAt);
  }

  public void use(Connection connection, EventKey key, UUID link, UUID device) throws SQLException {
    Sql.write(connection, USE, device, key.study(), key.participant(), link);
  }

  /** Forgets links that lapsed before {@code at}. */
  public void forget(Connection connection, EventKey key, Instant at) throws SQLException {
    Sql.write(connection, FORGET, key.study(), key.participant(), at);
  }
}
