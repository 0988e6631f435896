package org.attune.testkit.checker;

import java.util.Arrays;
import java.util.List;
import org.attune.platform.entropy.Digests;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.EventIds;
import org.jspecify.annotations.Nullable;

/**
 * Promise I8 over one service: each digest is that of salt and payload, the fold of the digests is
 * the ledger's chain. Passes on to the other checks what is intact.
 */
final class ChainCheck implements HistoryReader.Reading {
  private final String service;
  private final List<RowCheck> next;
  private final Findings findings;
  private HistoryReader.@Nullable Ledger ledger;
  private @Nullable EventKey owner;
  private byte[] chain = new byte[0];
  private long lastSeq;
  private long rows;

  ChainCheck(String service, List<RowCheck> next, Findings findings) {
    this.service = service;
    this.next = next;
    this.findings = findings;
  }

  @Override
  public void owner(EventKey begins, HistoryReader.@Nullable Ledger of) {
    ownerEnds();
    owner = begins;
    ledger = of;
    chain = new byte[0];
    lastSeq = 0;
  }

  @Override
  public void row(HistoryRow row) {
    if (lastSeq == row.seq()) { // the same row beside a second log position
      numberedTwice(row);
      return;
    }
    lastSeq = row.seq();
    chain = Digests.sha256(chain, row.digest());
    rows++;
    boolean intact = isIntact(row);
    for (var check : next) {
      if (check.wantsAll() || (intact && !row.isErased())) check.row(row);
    }
  }

  private void numberedTwice(HistoryRow row) {
    findings.broken(Promise.I2, row.where(), "The event has a second number in the log.");
  }

  private boolean isIntact(HistoryRow row) {
    var payload = row.payload();
    var salt = row.salt();
    if ((payload == null) != (salt == null)) {
      findings.broken(Promise.I8, row.where(), "Payload and salt were not erased together.");
      return false;
    }
    if (payload == null || salt == null) return true;
    if (!row.eventId().equals(EventIds.of(service, row.key(), row.seq(), salt))) {
      findings.broken(Promise.I8, row.where(), "The event id is not that of this row.");
    }
    if (Arrays.equals(row.digest(), Digests.sha256(salt, payload))) return true;
    findings.broken(
        Promise.I8,
        row.where(),
        "The digest is not that of salt and payload: the row was changed.");
    return false;
  }

  /** All rows were read. */
  void end() {
    ownerEnds();
    for (var check : next) check.end();
    findings.count("events", rows);
  }

  private void ownerEnds() {
    var ended = owner;
    if (ended == null) return;
    for (var check : next) check.ownerEnds(ended);
    var where = service + " ledger " + ended;
    var of = ledger;
    if (of == null) {
      findings.broken(Promise.I8, where, "There is history without a ledger row.");
      return;
    }
    if (of.lastSeq() != lastSeq) {
      findings.broken(
          Promise.I8,
          where,
          "The ledger ends at #%d, the history at #%d.".formatted(of.lastSeq(), lastSeq));
    }
    if (!Arrays.equals(of.chain(), chain)) {
      findings.broken(Promise.I8, where, "The chain does not end in the ledger's head.");
    }
  }
}
