package org.attune.testkit.checker;

import org.attune.platform.event.EventKey;
import org.attune.platform.event.UndecodableEventException;

/** Promise I11: an event that its own digest vouches for must be readable. */
final class ReadableRows implements RowCheck {
  private final RowCheck check;
  private final Findings findings;

  ReadableRows(RowCheck check, Findings findings) {
    this.check = check;
    this.findings = findings;
  }

  @Override
  public void row(HistoryRow row) {
    try {
      check.row(row);
    } catch (UndecodableEventException e) {
      findings.broken(Promise.I11, row.where(), "It does not read: " + e.getMessage() + ".");
    }
  }

  @Override
  public boolean wantsAll() {
    return check.wantsAll();
  }

  @Override
  public void ownerEnds(EventKey owner) {
    check.ownerEnds(owner);
  }

  @Override
  public void end() {
    check.end();
  }
}
