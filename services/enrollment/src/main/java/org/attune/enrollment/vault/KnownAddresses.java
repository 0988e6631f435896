package org.attune.enrollment.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.attune.platform.data.Sql;
import org.attune.platform.entropy.Digests;
import org.attune.platform.event.EventKey;

/**
 * Finds who gave an e-mail address. Kept is a keyed hash (HMAC-SHA256, RFC 2104) under the vault's
 * key: without that key nobody can try addresses. Case is no difference, as mail servers have it
 * (RFC 5321 section 2.3.11 would allow one).
 */
final class KnownAddresses {
  private static final String LABEL = "attune known address|";

  private static final String KEEP =
      """
      insert into known_address (study, participant, digest) values (?, ?, ?)
      on conflict (study, participant) do update set digest = excluded.digest
      """;

  private static final String FORGET =
      "delete from known_address where study = ? and participant = ?";

  private static final String OWNERS =
      "select study, participant from known_address where digest = ? order by study, participant"
          + " limit ?";

  private final VaultKey key;

  KnownAddresses(VaultKey key) {
    this.key = key;
  }

  /** Keeps a participant's address, in place of the one before. */
  void keep(Connection connection, EventKey owner, String address) throws SQLException {
    Sql.write(connection, KEEP, owner.study(), owner.participant(), digest(address));
  }

  /** Nobody finds a participant by an address any more. */
  void forget(Connection connection, EventKey owner) throws SQLException {
    Sql.write(connection, FORGET, owner.study(), owner.participant());
  }

  /** Who gave this address last, at most so many. */
  List<EventKey> owners(Connection connection, String address, int most) throws SQLException {
    return Sql.query(
        connection,
        OWNERS,
        row -> new EventKey(row.getString("study"), row.getString("participant")),
        digest(address),
        most);
  }

  private byte[] digest(String address) {
    var text = LABEL + address.strip().toLowerCase(Locale.ROOT);
    return Digests.hmacSha256(key.bytes(), text.getBytes(UTF_8));
  }
}
