package org.attune.analytics.export;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import org.attune.platform.data.Sql;
import org.attune.platform.entropy.Digests;
import org.attune.platform.entropy.Entropy;

/** The key by which a study's pseudonyms are exported: drawn once, then kept. */
final class ExportKeys {
  private static final int KEY_BYTES = 32;
  private static final int BLOCK_BYTES = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private static final String DRAW =
      "insert into export_key (study, key) values (?, ?) on conflict do nothing";
  private static final String FIND = "select key from export_key where study = ?";
  private static final String USE =
      """
      select set_config('attune.export_inner', ?, true), set_config('attune.export_outer', ?, true)
      """;

  private final Entropy entropy;

  ExportKeys(Entropy entropy) {
    this.entropy = entropy;
  }

  byte[] of(Connection connection, String study) throws SQLException {
    var known = Sql.find(connection, FIND, row -> row.getBytes(1), study);
    if (known.isPresent()) return known.get();
    Sql.update(connection, DRAW, study, entropy.bytes("export-key", study, KEY_BYTES));
    return Sql.find(connection, FIND, row -> row.getBytes(1), study).orElseThrow();
  }

  /** Makes {@code exported_id} work for the rest of the transaction. */
  static void use(Connection connection, byte[] key) throws SQLException {
    Sql.query(connection, USE, row -> "", padded(key, INNER), padded(key, OUTER));
  }

  /** First digits of the key's SHA-256: tells whether two packages share their identities. */
  static String fingerprint(byte[] key) {
    return HexFormat.of().formatHex(Digests.sha256(key)).substring(0, 16);
  }

  private static String padded(byte[] key, byte pad) {
    var block = java.util.Arrays.copyOf(key, BLOCK_BYTES);
    for (int i = 0; i < BLOCK_BYTES; i++) block[i] ^= pad;
    return HexFormat.of().formatHex(block);
  }
}
