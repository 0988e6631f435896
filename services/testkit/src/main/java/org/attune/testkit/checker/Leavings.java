package org.attune.testkit.checker;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.attune.enrollment.v1.LeavingWay;
import org.attune.enrollment.v1.ParticipantLeft;
import org.attune.platform.event.EventKey;

/**
 * Who left, in a way that ends messages, as enrollment recorded it. One entry per leaver and way.
 */
final class Leavings implements RowCheck {
  /** Ways after which no assessment is asked for. */
  static final Set<LeavingWay> END_ASSESSMENTS =
      Set.of(LeavingWay.WITHDRAW_FOLLOWUP, LeavingWay.WITHDRAW_DATA);

  /** Ways after which no momentary prompt is sent. */
  static final Set<LeavingWay> END_PROMPTS =
      Set.of(LeavingWay.STOP_PROMPTS, LeavingWay.WITHDRAW_FOLLOWUP, LeavingWay.WITHDRAW_DATA);

  /**
   * The first leaving of a participant in one of some ways.
   *
   * @param position in the log; empty if it has none
   */
  record Leaving(Instant at, String position) {}

  private final Map<EventKey, SequencedMap<LeavingWay, Leaving>> byOwner = new HashMap<>();

  @Override
  public void row(HistoryRow row) {
    if (!row.type().equals("ParticipantLeft")) return;
    var left = row.as(ParticipantLeft.class);
    var position = row.position();
    byOwner
        .computeIfAbsent(row.key(), _ -> new LinkedHashMap<>())
        .putIfAbsent(
            left.getWay(), new Leaving(left.getAt(), position == null ? "" : position.toString()));
  }

  /** The first leaving in one of these ways, in the order of the history. */
  Optional<Leaving> of(EventKey owner, Set<LeavingWay> ways) {
    var leavings = byOwner.get(owner);
    if (leavings == null) return Optional.empty();
    return leavings.entrySet().stream()
        .filter(entry -> ways.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
