package org.attune.testkit.checker;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.attune.enrollment.v1.LeavingWay;
import org.attune.platform.event.EventKey;
import org.attune.protocol.schedule.PromptHours;

/**
 * Promise I5 for one owner: what is sent is sent in its window, in the hours that quiet hours
 * leave, and not after leaving was applied.
 */
final class SendingCheck {
  private final Leavings leavings;
  private final Set<LeavingWay> ways;
  private final Duration leavingLagMax;
  private final Findings findings;
  private boolean leavingApplied;

  /**
   * @param ways of leaving after which nothing of this kind is sent
   */
  SendingCheck(Leavings leavings, Set<LeavingWay> ways, Duration leavingLagMax, Findings findings) {
    this.leavings = leavings;
    this.ways = ways;
    this.leavingLagMax = leavingLagMax;
    this.findings = findings;
  }

  /** Sees every event of an owner, to know when the leaving was applied. */
  void sees(HistoryRow row) {
    var cause = row.cause();
    if (cause == null) return;
    leavings
        .of(row.key(), ways)
        .filter(leaving -> leaving.position().equals(cause))
        .ifPresent(_ -> leavingApplied = true);
  }

  /** Something was sent about an occasion. */
  void sent(HistoryRow row, SlotLife life) {
    if (row.at().isBefore(life.opensAt())) {
      broken(row, "It was sent at %s, due at %s.".formatted(row.at(), life.opensAt()));
    }
    if (!row.at().isBefore(life.closesAt())) {
      broken(
          row, "It was sent at %s, its window closed at %s.".formatted(row.at(), life.closesAt()));
    }
    if (leavingApplied) broken(row, "It was sent after the participant's leaving was applied.");
    else leavings.of(row.key(), ways).ifPresent(leaving -> after(row, leaving.at()));
  }

  private void after(HistoryRow row, Instant leftAt) {
    if (row.at().isAfter(leftAt.plus(leavingLagMax))) {
      broken(row, "It was sent at %s, the participant left at %s.".formatted(row.at(), leftAt));
    }
  }

  /** Something was sent by the local clock of {@code zone}. */
  void hours(HistoryRow row, PromptHours hours, String zone) {
    var local = row.at().atZone(ZoneId.of(zone)).toLocalTime();
    if (!hours.holds(local)) {
      broken(row, "It was sent at %s local time, in quiet hours.".formatted(local));
    }
  }

  private void broken(HistoryRow row, String sentence) {
    findings.broken(Promise.I5, row.where(), sentence);
  }

  void ownerEnds(EventKey owner) {
    leavingApplied = false;
  }
}
