package org.attune.testkit.checker;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.EventType;
import org.attune.platform.event.Position;
import org.attune.platform.event.Topics;
import org.jspecify.annotations.Nullable;

/**
 * Promises I2 and I3 within one service's history: sequence numbers gapless from 1, log numbers and
 * times in their order, each event numbered, one effect per cause.
 */
final class OrderCheck implements RowCheck {
  private final EventCatalog catalog;
  private final boolean monotone;
  private final Findings findings;
  private final Map<String, Position> lastOfTopic = new HashMap<>();
  private final Map<String, Long> lastOfCause = new HashMap<>();
  private long lastSeq;
  private @Nullable Instant lastAt;

  OrderCheck(EventCatalog catalog, boolean monotone, Findings findings) {
    this.catalog = catalog;
    this.monotone = monotone;
    this.findings = findings;
  }

  @Override
  public boolean wantsAll() {
    return true;
  }

  @Override
  public void row(HistoryRow row) {
    if (row.seq() != lastSeq + 1) {
      findings.broken(
          Promise.I3, row.where(), "After #%d comes #%d.".formatted(lastSeq, row.seq()));
    }
    time(row);
    position(row);
    cause(row);
    lastSeq = row.seq();
  }

  private void time(HistoryRow row) {
    var before = lastAt;
    if (monotone && before != null && row.at().isBefore(before)) {
      findings.broken(
          Promise.I3, row.where(), "It is of " + row.at() + ", the event before it of " + before);
    }
    lastAt = row.at();
  }

  private void position(HistoryRow row) {
    var topics = catalog.type(row.type()).kinds().stream().map(EventType::topic).toList();
    if (!topics.contains(row.topic())) {
      findings.broken(Promise.I7, row.where(), "It does not belong on " + row.topic() + ".");
    }
    var position = row.position();
    if (position == null) {
      findings.broken(Promise.I2, row.where(), "It never got a number in the log.");
      return;
    }
    if (!position.topic().equals(row.topic())
        || position.partition() != Topics.partition(row.key())) {
      findings.broken(Promise.I3, row.where(), "It stands in a partition that is not its key's.");
    }
    var before = lastOfTopic.put(position.topic(), position);
    if (before != null && !isAfter(position, before)) {
      findings.broken(
          Promise.I3,
          row.where(),
          "Its number is not above that of the event before it, " + before);
    }
  }

  private static boolean isAfter(Position position, Position before) {
    return position.epoch() >= before.epoch() && position.number() > before.number();
  }

  /** The effects of one cause are recorded in one transaction, so they stand side by side. */
  private void cause(HistoryRow row) {
    var cause = row.cause();
    if (cause == null) return;
    var before = lastOfCause.put(cause, row.seq());
    if (before != null && before != row.seq() - 1) {
      findings.broken(
          Promise.I2, row.where(), cause + " had an effect already at #" + before + ".");
    }
  }

  @Override
  public void ownerEnds(EventKey owner) {
    lastOfTopic.clear();
    lastOfCause.clear();
    lastSeq = 0;
    lastAt = null;
  }
}
