package org.attune.testkit.checker;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.attune.platform.event.EventKey;
import org.attune.randomization.v1.ArmAllocated;

/** Who is in which arm, as randomization recorded it. One entry per participant. */
final class Allocated implements RowCheck {
  private final Map<EventKey, String> arms = new HashMap<>();

  @Override
  public void row(HistoryRow row) {
    if (row.type().equals("ArmAllocated")) {
      arms.put(row.key(), row.as(ArmAllocated.class).getArm());
    }
  }

  /** The arm of a participant; empty if there is none. */
  Optional<String> arm(EventKey owner) {
    return Optional.ofNullable(arms.get(owner));
  }
}
