package org.attune.enrollment.vault;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.attune.platform.data.Sql;
import org.attune.platform.entropy.Digests;
import org.attune.platform.entropy.Entropy;
import org.attune.platform.event.EventKey;

/**
 * What names a person, and nothing else does: addresses, typed signatures, staff contacts.
 *
 * <p>Each owner (a participant, or the study for its staff) has a data key of its own, wrapped by
 * the {@link VaultKey}; deleting that row makes all its fields unreadable. Each field is sealed
 * with {@code study|participant|field|version} as associated data; the version rises with each
 * write, and with it the nonce. Write only with the owner locked in this service's history.
 */
public final class Vault {
  /** The participant's e-mail address. */
  public static final String EMAIL = "email";

  /** The participant's telephone number, E.164. */
  public static final String PHONE = "phone";

  /** The subscription of the participant's device to push messages. */
  public static final String PUSH = "push";

  /** The name typed under the consent form. */
  public static final String SIGNATURE = "signature";

  private static final int SECRET_BYTES = 16;

  private static final String KEY =
      "select key_id, wrapped from vault_key where study = ? and participant = ?";

  private static final String KEEP_KEY =
      "insert into vault_key (study, participant, key_id, wrapped) values (?, ?, ?, ?)";

  private static final String FIELD =
      "select version, sealed from vault_field where study = ? and participant = ? and field = ?";

  private static final String KEEP_FIELD =
      """
      insert into vault_field (study, participant, field, version, sealed) values (?, ?, ?, ?, ?)
      on conflict (study, participant, field)
      do update set version = excluded.version, sealed = excluded.sealed
      """;

  private static final String HAS =
      """
      select 1 from vault_field
      where study = ? and participant = ? and field = ? and length(sealed) > 0
      """;

  private static final String DROP =
      "update vault_field set sealed = '' where study = ? and participant = ? and field = ?";

  private final VaultKey vaultKey;
  private final KnownAddresses addresses;
  private final Entropy entropy;

  public Vault(VaultKey vaultKey, Entropy entropy) {
    this.vaultKey = vaultKey;
    this.addresses = new KnownAddresses(vaultKey);
    this.entropy = entropy;
  }

  private record Field(int version, byte[] sealed) {}

  private record WrappedKey(String keyId, byte[] wrapped) {}

  /** Keeps a text, in place of the one before. */
  public void put(Connection connection, EventKey owner, String field, String text)
      throws SQLException {
    var key = dataKey(connection, owner);
    var before = field(connection, owner, field);
    int version = before.map(Field::version).orElse(0) + 1;
    var place = place(owner, field, version);
    var nonce = entropy.bytes("vault-nonce", place, Sealing.NONCE_BYTES);
    var sealed = Sealing.seal(key, nonce, place, text.getBytes(StandardCharsets.UTF_8));
    Sql.write(connection, KEEP_FIELD, owner.study(), owner.participant(), field, version, sealed);
    if (field.equals(EMAIL)) addresses.keep(connection, owner, text);
  }

  /** Participants whose e-mail address this is, at most so many; case is no difference. */
  public List<EventKey> withAddress(Connection connection, String email, int most)
      throws SQLException {
    return addresses.owners(connection, email, most);
  }

  /** Lets somebody be found by an e-mail address that was kept before that could be. */
  public void indexAddress(Connection connection, EventKey owner) throws SQLException {
    var email = find(connection, owner, EMAIL);
    if (email.isPresent()) addresses.keep(connection, owner, email.get());
  }

  /** Empties a field; its version stays, so that no later text is sealed under a used nonce. */
  public void drop(Connection connection, EventKey owner, String field) throws SQLException {
    Sql.write(connection, DROP, owner.study(), owner.participant(), field);
    if (field.equals(EMAIL)) addresses.forget(connection, owner);
  }

  /** The text kept in a field, if there is one. */
  public Optional<String> find(Connection connection, EventKey owner, String field)
      throws SQLException {
    var kept = field(connection, owner, field);
    if (kept.isEmpty() || kept.get().sealed().length == 0) return Optional.empty();
    var key = find(connection, owner).orElseThrow();
    return Optional.of(
        open(owner, key.keyId(), key.wrapped(), field, kept.get().version(), kept.get().sealed()));
  }

  /** True if there is a text in a field. */
  public boolean has(Connection connection, EventKey owner, String field) throws SQLException {
    return Sql.find(
            connection, HAS, row -> row.getInt(1), owner.study(), owner.participant(), field)
        .isPresent();
  }

  /**
   * The text of a field whose row and key row were read already.
   *
   * @throws IllegalStateException if the rows belong elsewhere, were changed, or were sealed under
   *     another vault key
   */
  public String open(
      EventKey owner, String keyId, byte[] wrapped, String field, int version, byte[] sealed) {
    var key = unwrap(owner, new WrappedKey(keyId, wrapped));
    return new String(
        Sealing.open(key, place(owner, field, version), sealed), StandardCharsets.UTF_8);
  }

  /**
   * 128 bits that only this owner's data key gives: the same for the same purpose and name, so that
   * a command that arrives twice gets the same code, while the database holds only its hash.
   */
  public byte[] secret(Connection connection, EventKey owner, String purpose, String name)
      throws SQLException {
    var text = (purpose + "|" + name).getBytes(StandardCharsets.UTF_8);
    var mac = Digests.hmacSha256(dataKey(connection, owner), text);
    return Arrays.copyOf(mac, SECRET_BYTES);
  }

  private byte[] dataKey(Connection connection, EventKey owner) throws SQLException {
    var known = find(connection, owner);
    if (known.isPresent()) return unwrap(owner, known.get());
    var key = entropy.bytes("vault-data-key", owner.toString(), Sealing.KEY_BYTES);
    var nonce = entropy.bytes("vault-wrap-nonce", owner.toString(), Sealing.NONCE_BYTES);
    var wrapped = Sealing.seal(vaultKey.bytes(), nonce, keyPlace(owner), key);
    Sql.write(connection, KEEP_KEY, owner.study(), owner.participant(), vaultKey.id(), wrapped);
    return key;
  }

  private byte[] unwrap(EventKey owner, WrappedKey key) {
    if (!key.keyId().equals(vaultKey.id())) {
      throw new IllegalStateException(
          "the database was sealed with vault key " + key.keyId() + ", this is " + vaultKey);
    }
    return Sealing.open(vaultKey.bytes(), keyPlace(owner), key.wrapped());
  }

  private static Optional<WrappedKey> find(Connection connection, EventKey owner)
      throws SQLException {
    return Sql.find(
        connection,
        KEY,
        row -> new WrappedKey(row.getString("key_id"), row.getBytes("wrapped")),
        owner.study(),
        owner.participant());
  }

  private static Optional<Field> field(Connection connection, EventKey owner, String field)
      throws SQLException {
    return Sql.find(
        connection,
        FIELD,
        row -> new Field(row.getInt("version"), row.getBytes("sealed")),
        owner.study(),
        owner.participant(),
        field);
  }

  private static String place(EventKey owner, String field, int version) {
    return owner.study() + "|" + owner.participant() + "|" + field + "|" + version;
  }

  private static String keyPlace(EventKey owner) {
    return owner.study() + "|" + owner.participant() + "|data-key";
  }
}
