package org.attune.testkit.checker;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of one planned occasion, a slot or a visit, while its owner's events go by. */
final class SlotLife {
  private final UUID id;
  private String plannedWhere;
  private Instant opensAt;
  private Instant closesAt;
  private @Nullable String endedWhere;

  SlotLife(UUID id, String plannedWhere, Instant opensAt, Instant closesAt) {
    this.id = id;
    this.plannedWhere = plannedWhere;
    this.opensAt = opensAt;
    this.closesAt = closesAt;
  }

  /** A later plan moves what has not ended. */
  void move(String where, Instant opens, Instant closes) {
    if (endedWhere != null) return;
    plannedWhere = where;
    opensAt = opens;
    closesAt = closes;
  }

  void end(String where) {
    endedWhere = where;
  }

  UUID id() {
    return id;
  }

  String plannedWhere() {
    return plannedWhere;
  }

  Instant opensAt() {
    return opensAt;
  }

  Instant closesAt() {
    return closesAt;
  }

  @Nullable String endedWhere() {
    return endedWhere;
  }
}
