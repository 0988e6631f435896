package org.attune.testkit.checker;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Promise I4 for the occasions of one owner: each planned one has exactly one terminal event with a
 * reason, and nothing but evidence follows it.
 */
final class Lives {
  private final String word;
  private final Findings findings;
  private final Map<UUID, SlotLife> byId = new LinkedHashMap<>();

  /**
   * @param word what an occasion is called, {@code slot} or {@code visit}
   */
  Lives(String word, Findings findings) {
    this.word = word;
    this.findings = findings;
  }

  void plan(HistoryRow row, UUID id, Instant opensAt, Instant closesAt) {
    var known = byId.get(id);
    if (known == null) byId.put(id, new SlotLife(id, row.where(), opensAt, closesAt));
    else known.move(row.where(), opensAt, closesAt);
  }

  /** Something happened to an occasion that must be planned and must not have ended. */
  Optional<SlotLife> happens(HistoryRow row, UUID id) {
    var life = byId.get(id);
    if (life == null) {
      findings.broken(Promise.I4, row.where(), "The %s %s was never planned.".formatted(word, id));
      return Optional.empty();
    }
    var ended = life.endedWhere();
    if (ended != null) {
      findings.broken(
          Promise.I4,
          row.where(),
          "The %s %s had ended already with %s.".formatted(word, id, ended));
    }
    return Optional.of(life);
  }

  /**
   * Occasions ended.
   *
   * @param reason why; UNKNOWN or blank is none
   */
  void end(HistoryRow row, List<UUID> ids, String reason) {
    for (var id : ids) happens(row, id).ifPresent(life -> life.end(row.where()));
    if (reason.isBlank() || reason.equals("UNKNOWN")) {
      findings.broken(Promise.I4, row.where(), "It ends a " + word + " without a reason.");
    }
  }

  /** All events of the owner were seen. */
  void ownerEnds(boolean studiesEnded) {
    findings.count(word + "s", byId.size());
    if (studiesEnded) {
      for (var life : byId.values()) {
        if (life.endedWhere() != null) continue;
        findings.broken(
            Promise.I4, life.plannedWhere(), "The %s %s never ended.".formatted(word, life.id()));
      }
    }
    byId.clear();
  }
}
