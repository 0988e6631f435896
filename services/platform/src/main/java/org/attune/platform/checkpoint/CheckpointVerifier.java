package org.attune.platform.checkpoint;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.attune.platform.entropy.Digests;
import org.attune.platform.event.EventKey;

/**
 * Says which checkpoints do not fit: first every checkpoint in order, then every history. Pure;
 * keeps one head per history.
 */
final class CheckpointVerifier {
  private static final byte[] NOTHING = {};

  private final String service;
  private final PublicKey key;
  private final TreeMap<EventKey, Head> heads = new TreeMap<>();
  private final List<Misfit> misfits = new ArrayList<>();
  private long number;
  private byte[] digest = NOTHING;

  CheckpointVerifier(String service, PublicKey key) {
    this.service = service;
    this.key = key;
  }

  /**
   * Takes the next checkpoint, oldest first.
   *
   * @param moved the heads that are new in it
   */
  void next(Checkpoint checkpoint, List<Head> moved) {
    if (checkpoint.number() != number + 1) {
      misfit(checkpoint, "Checkpoint %d before it is missing.".formatted(number + 1));
    } else if (!Arrays.equals(checkpoint.previous(), digest)) {
      misfit(checkpoint, "It does not follow from the checkpoint before it.");
    }
    if (!checkpoint.isSignedBy(service, key)) {
      misfit(checkpoint, "Its signature is not that of %s.".formatted(service));
    }
    moved.forEach(head -> heads.put(head.owner(), head));
    var all = new HeadDigest(checkpoint.previous());
    heads.values().forEach(all::add);
    boolean counted = all.heads() == checkpoint.ledgers();
    if (!counted || !Arrays.equals(all.end(), checkpoint.digest())) {
      misfit(checkpoint, "Its digest is not that of the heads it covers.");
    }
    number = checkpoint.number();
    digest = checkpoint.digest();
  }

  /**
   * Compares a history with what was covered of it.
   *
   * @param covered in order of sequence number
   * @param history all its rows that are left, in order
   */
  void history(EventKey owner, List<Covered> covered, List<Link> history) {
    byte[] chain = NOTHING;
    long fits = 0;
    int row = 0;
    for (var promise : covered) {
      var head = promise.head();
      for (; row < history.size() && history.get(row).seq() <= head.lastSeq(); row++) {
        if (history.get(row).seq() != row + 1) break;
        chain = Digests.sha256(chain, history.get(row).digest());
      }
      if (row < head.lastSeq()) {
        misfit(promise, owner, "History row #%d, which it covers, is missing.".formatted(row + 1));
        return; // whatever follows cannot fit either
      }
      if (!Arrays.equals(chain, head.chain())) {
        var span = "History rows #%d to #%d are not those it covers.";
        misfit(promise, owner, span.formatted(fits + 1, head.lastSeq()));
        return;
      }
      fits = head.lastSeq();
    }
  }

  /** What was found so far. */
  List<Misfit> misfits() {
    return List.copyOf(misfits);
  }

  private void misfit(Checkpoint checkpoint, String sentence) {
    misfits.add(new Misfit(checkpoint.number(), "checkpoint " + checkpoint.number(), sentence));
  }

  private void misfit(Covered covered, EventKey owner, String sentence) {
    misfits.add(new Misfit(covered.checkpoint(), owner.toString(), sentence));
  }
}
