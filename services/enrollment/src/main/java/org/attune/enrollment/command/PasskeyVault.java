package org.attune.enrollment.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.attune.enrollment.passkey.Credential;
import org.attune.enrollment.store.PasskeyStore.Known;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.entropy.Digests;
import org.attune.platform.event.EventKey;

/** Ids and keys of passkeys as fields of the vault: nothing else says which phone is whose. */
final class PasskeyVault {
  private static final String FIELD = "passkey/";
  private static final String BETWEEN = " ";

  private final Vault vault;

  PasskeyVault(Vault vault) {
    this.vault = vault;
  }

  /** By what a passkey is found: SHA-256 of its id, which is long and unpredictable. */
  static byte[] hash(String id) {
    return Digests.sha256(Base64.getUrlDecoder().decode(id));
  }

  /**
   * 128 bits in Base64 for URLs by which authenticators know whose passkey it is (W3C Web
   * Authentication Level 3, 14.6.1): the same for all of one participant, and told nowhere else.
   */
  String userHandle(Connection c, EventKey key) throws SQLException {
    return Secrets.text(vault.secret(c, key, "passkey-user", ""));
  }

  void keep(Connection c, EventKey key, UUID passkey, Credential credential) throws SQLException {
    vault.put(c, key, FIELD + passkey, credential.id() + BETWEEN + credential.key());
  }

  void drop(Connection c, EventKey key, UUID passkey) throws SQLException {
    vault.drop(c, key, FIELD + passkey);
  }

  Credential find(Connection c, EventKey key, Known known) throws SQLException {
    var parts = vault.find(c, key, FIELD + known.passkey()).orElseThrow().split(BETWEEN);
    return new Credential(parts[0], parts[1], known.backupEligible(), known.counter());
  }

  List<String> ids(Connection c, EventKey key, List<Known> kept) throws SQLException {
    var ids = new ArrayList<String>(kept.size());
    for (var known : kept) ids.add(find(c, key, known).id());
    return ids;
  }
}
