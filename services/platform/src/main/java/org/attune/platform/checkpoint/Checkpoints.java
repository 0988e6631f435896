package org.attune.platform.checkpoint;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.attune.platform.data.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs the ends of a service's histories, and tells whether what was signed still stands: whoever
 * changes, removes or chains anew a row that a checkpoint covers would have to sign as the service.
 */
public final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  private final String service;
  private final Database database;
  private final PrivateKey key;
  private final Clock clock;

  /**
   * @param clock real time: a checkpoint says when the machine signed
   */
  public Checkpoints(String service, Database database, PrivateKey key, Clock clock) {
    this.service = service;
    this.database = database;
    this.key = key;
    this.clock = clock;
  }

  /**
   * Writes a checkpoint if any history has grown since the last one. Several instances of a service
   * write one after the other.
   *
   * @return true if one was written
   */
  public boolean write() {
    return database.inTransaction(connection -> write(new CheckpointRows(connection)));
  }

  private boolean write(CheckpointRows rows) throws SQLException {
    rows.lock();
    var last = rows.last();
    long number = last.map(Checkpoint::number).orElse(0L) + 1;
    byte[] previous = last.map(Checkpoint::digest).orElse(new byte[0]);
    var digest = new HeadDigest(previous);
    boolean moved = false;
    for (var chunk = rows.ledgers(CheckpointRows.NOBODY); !chunk.isEmpty(); ) {
      var heads =
          chunk.stream()
              .filter(CheckpointRows.Ledger::moved)
              .map(CheckpointRows.Ledger::head)
              .toList();
      if (!heads.isEmpty()) rows.add(number, heads);
      moved |= !heads.isEmpty();
      chunk.forEach(ledger -> digest.add(ledger.head()));
      chunk = rows.ledgers(chunk.getLast().head().owner());
    }
    if (!moved) return false;
    var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    long ledgers = digest.heads();
    var checkpoint = Checkpoint.sign(service, key, number, at, ledgers, digest.end(), previous);
    rows.add(checkpoint);
    Database.afterCommit(() -> tell(checkpoint));
    return true;
  }

  /** A copy outside the database: it betrays who removes the newest checkpoints. */
  private void tell(Checkpoint checkpoint) {
    var digest = HexFormat.of().formatHex(checkpoint.digest());
    LOG.info(
        "{} signed checkpoint {} over {} histories: {}",
        service,
        checkpoint.number(),
        checkpoint.ledgers(),
        digest);
  }

  /**
   * What contradicts the checkpoints of a service; empty if all fit. Reads only.
   *
   * @param key the public half of the service's signing key
   */
  public static List<Misfit> verify(Connection connection, String service, PublicKey key)
      throws SQLException {
    var rows = new CheckpointRows(connection);
    var verifier = new CheckpointVerifier(service, key);
    for (var chunk = rows.after(0); !chunk.isEmpty(); ) {
      for (var checkpoint : chunk) verifier.next(checkpoint, rows.movedIn(checkpoint.number()));
      chunk = rows.after(chunk.getLast().number());
    }
    for (var chunk = rows.owners(CheckpointRows.NOBODY); !chunk.isEmpty(); ) {
      for (var owner : chunk) verifier.history(owner, rows.covered(owner), rows.links(owner));
      chunk = rows.owners(chunk.getLast());
    }
    return verifier.misfits();
  }
}
