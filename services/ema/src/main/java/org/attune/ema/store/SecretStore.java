package org.attune.ema.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.platform.data.Database;
import org.attune.platform.data.Sql;
import org.attune.platform.entropy.Entropy;

/**
 * The secret of each study that makes its random prompt times: 256 bits, made once and never
 * revealed. It lies as it is in this service's schema, which no other role can read; at rest it is
 * as safe as the database's disk.
 */
public final class SecretStore {
  private static final int BYTES = 32;

  private static final String FIND = "select secret from study_secret where study = ?";

  private static final String CREATE =
      "insert into study_secret (study, secret) values (?, ?) on conflict do nothing";

  private final Entropy entropy;
  private final Map<String, byte[]> known = new ConcurrentHashMap<>();

  public SecretStore(Entropy entropy) {
    this.entropy = entropy;
  }

  /** The study's secret, made if there is none. */
  public byte[] of(Connection c, String study) throws SQLException {
    var remembered = known.get(study);
    if (remembered != null) return remembered.clone();
    var found = find(c, study);
    if (found.isEmpty()) {
      Sql.write(c, CREATE, study, entropy.bytes("study-secret", study, BYTES));
      found = find(c, study);
    }
    var secret = found.orElseThrow();
    Database.afterCommit(() -> known.put(study, secret));
    return secret.clone();
  }

  private static Optional<byte[]> find(Connection c, String study) throws SQLException {
    return Sql.find(c, FIND, row -> row.getBytes(1), study);
  }
}
