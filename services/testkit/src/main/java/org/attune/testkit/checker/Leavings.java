package org.attune.testkit.checker;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.enrollment.v1.LeavingWay;
import org.attune.enrollment.v1.ParticipantLeft;
import org.attune.platform.event.EventKey;

/** Who left, in a way that ends prompts, as enrollment recorded it. One entry per leaver. */
final class Leavings implements RowCheck {
  private static final Set<LeavingWay> ENDS_PROMPTS =
      Set.of(LeavingWay.STOP_PROMPTS, LeavingWay.WITHDRAW_FOLLOWUP, LeavingWay.WITHDRAW_DATA);

  /**
   * The first leaving of a participant.
   *
   * @param position in the log; empty if it has none
   */
  record Leaving(Instant at, String position) {}

  private final Map<EventKey, Leaving> byOwner = new HashMap<>();

  @Override
  public void row(HistoryRow row) {
    if (!row.type().equals("ParticipantLeft")) return;
    var left = row.as(ParticipantLeft.class);
    if (!ENDS_PROMPTS.contains(left.getWay())) return;
    var position = row.position();
    byOwner.putIfAbsent(
        row.key(), new Leaving(left.getAt(), position == null ? "" : position.toString()));
  }

  Optional<Leaving> of(EventKey owner) {
    return Optional.ofNullable(byOwner.get(owner));
  }
}
