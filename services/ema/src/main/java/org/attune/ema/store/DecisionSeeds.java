package org.attune.ema.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.platform.data.Database;
import org.attune.platform.data.Sql;
import org.attune.platform.entropy.Entropy;
import org.attune.protocol.decision.DecisionCommitment;

/**
 * The seed of each study's draws: 256 bits, made once. It is not the secret of {@link SecretStore},
 * which nobody ever learns; this one is committed to when the study opens and revealed after its
 * lock. At rest it is as safe as the database's disk.
 */
public final class DecisionSeeds {
  private static final String FIND =
      "select seed, policies, commitment, revealed from decision_seed where study = ?";

  private static final String LOCK = FIND + " for update";

  private static final String CREATE =
      "insert into decision_seed (study, seed) values (?, ?) on conflict do nothing";

  private static final String COMMIT =
      "update decision_seed set policies = ?, commitment = ? where study = ?";

  private static final String REVEAL = "update decision_seed set revealed = true where study = ?";

  private final Entropy entropy;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  public DecisionSeeds(Entropy entropy) {
    this.entropy = entropy;
  }

  /**
   * The seed of a study.
   *
   * @param seed lower-case hex of 32 bytes
   * @param policies that were committed to, canonical; empty before that
   * @param commitment lower-case hex; empty before that
   */
  public record Seed(
      String seed, Optional<String> policies, Optional<String> commitment, boolean revealed) {
    public byte[] bytes() {
      return HexFormat.of().parseHex(seed);
    }
  }

  /** The study's seed, made if there is none. */
  public byte[] of(Connection c, String study) throws SQLException {
    var remembered = known.get(study);
    if (remembered != null) return HexFormat.of().parseHex(remembered);
    var seed = lock(c, study);
    Database.afterCommit(() -> known.put(study, seed.seed()));
    return seed.bytes();
  }

  /** The study's seed, made if there is none, and nobody else's until the transaction ends. */
  public Seed lock(Connection c, String study) throws SQLException {
    var found = Sql.find(c, LOCK, DecisionSeeds::read, study);
    if (found.isPresent()) return found.get();
    var seed = entropy.bytes("decision-seed", study, DecisionCommitment.SEED_BYTES);
    Sql.update(c, CREATE, study, seed);
    return Sql.find(c, LOCK, DecisionSeeds::read, study).orElseThrow();
  }

  /** The study's seed, if it has one. */
  public static Optional<Seed> find(Connection c, String study) throws SQLException {
    return Sql.find(c, FIND, DecisionSeeds::read, study);
  }

  /** Notes what was committed to. */
  public void commit(Connection c, String study, String policies, String commitment)
      throws SQLException {
    Sql.write(c, COMMIT, policies, commitment, study);
  }

  /** Notes that the seed is no secret any more. */
  public void reveal(Connection c, String study) throws SQLException {
    Sql.write(c, REVEAL, study);
  }

  private static Seed read(ResultSet row) throws SQLException {
    return new Seed(
        HexFormat.of().formatHex(row.getBytes("seed")),
        Optional.ofNullable(row.getString("policies")),
        Optional.ofNullable(row.getString("commitment")),
        row.getBoolean("revealed"));
  }
}
