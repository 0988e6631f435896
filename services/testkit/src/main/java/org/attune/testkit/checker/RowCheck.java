package org.attune.testkit.checker;

import org.attune.platform.event.EventKey;

/** Looks at a service's events one after the other, owner by owner, each in order. */
interface RowCheck {
  /** Looks at an event that is intact and was not erased, unless {@link #wantsAll}. */
  void row(HistoryRow row);

  /** True if damaged and erased events are looked at too. */
  default boolean wantsAll() {
    return false;
  }

  /** All events of an owner were seen. */
  default void ownerEnds(EventKey owner) {}

  /** All events of the service were seen. */
  default void end() {}
}
