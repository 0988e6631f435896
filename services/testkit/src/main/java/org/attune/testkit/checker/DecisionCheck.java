package org.attune.testkit.checker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.attune.ema.v1.AvailabilityDecided;
import org.attune.ema.v1.OptionDelivered;
import org.attune.ema.v1.OptionDrawn;
import org.attune.ema.v1.PromptsCancelled;
import org.attune.ema.v1.PromptsPlanned;
import org.attune.platform.event.EventKey;
import org.attune.protocol.model.DecisionPoint;

/**
 * Promise I15 over the history of ema: each slot of a schedule with decision points that is not
 * cancelled has exactly one decision of each of them, and nothing is drawn or shown while its
 * participant is unavailable. Keeps the decisions of one participant at a time.
 */
final class DecisionCheck implements RowCheck {
  private record Planned(String schedule, int protocolVersion, String where) {}

  private record Occasion(UUID slot, String point) {}

  /** A decision as far as it has come. */
  private static final class Life {
    final String where;
    final boolean available;
    String option = "";
    boolean shown;

    Life(String where, boolean available) {
      this.where = where;
      this.available = available;
    }
  }

  private final StudyFold studies;
  private final boolean ended;
  private final Findings findings;
  private final Map<UUID, Planned> slots = new LinkedHashMap<>();
  private final Set<UUID> cancelled = new HashSet<>();
  private final Map<Occasion, Life> decisions = new HashMap<>();

  DecisionCheck(StudyFold studies, boolean ended, Findings findings) {
    this.studies = studies;
    this.ended = ended;
    this.findings = findings;
  }

  @Override
  public void row(HistoryRow row) {
    switch (row.type()) {
      case "PromptsPlanned" -> {
        var plan = row.as(PromptsPlanned.class);
        var planned = new Planned(plan.getSchedule(), plan.getProtocolVersion(), row.where());
        for (var slot : plan.getSlots()) slots.put(slot.getSlotId(), planned);
      }
      case "PromptsCancelled" -> cancelled.addAll(row.as(PromptsCancelled.class).getSlotIds());
      case "AvailabilityDecided" -> decided(row, row.as(AvailabilityDecided.class));
      case "OptionDrawn" -> drawn(row, row.as(OptionDrawn.class));
      case "OptionDelivered" -> shown(row, row.as(OptionDelivered.class));
      default -> {} // what else happens to slots decides nothing
    }
  }

  private void decided(HistoryRow row, AvailabilityDecided decided) {
    var slot = decided.getSlotId();
    if (cancelled.contains(slot)) broken(row, "Its slot " + slot + " was cancelled.");
    if (!slots.containsKey(slot)) broken(row, "Its slot " + slot + " was never planned.");
    if (decided.getAvailable() == (decided.getReason() != null)) {
      broken(row, "It is unavailable without a reason, or available with one.");
    }
    var life = new Life(row.where(), decided.getAvailable());
    var before = decisions.putIfAbsent(new Occasion(slot, decided.getPoint()), life);
    if (before != null) broken(row, "The decision was made already with " + before.where + ".");
  }

  private void drawn(HistoryRow row, OptionDrawn drawn) {
    var life = decisions.get(new Occasion(drawn.getSlotId(), drawn.getPoint()));
    if (life == null || !life.available) {
      broken(row, "An option was drawn for somebody who was not found available.");
      return;
    }
    if (!life.option.isEmpty()) broken(row, "It was drawn already.");
    life.option = drawn.getOption();
  }

  private void shown(HistoryRow row, OptionDelivered delivered) {
    var life = decisions.get(new Occasion(delivered.getSlotId(), delivered.getPoint()));
    boolean given =
        life != null
            && life.option.equals(delivered.getOption())
            && !life.option.equals(DecisionPoint.NONE);
    if (life == null || !given) {
      broken(row, "An option was shown that was not given.");
      return;
    }
    if (life.shown) broken(row, "It was shown already.");
    life.shown = true;
  }

  @Override
  public void ownerEnds(EventKey owner) {
    if (ended) slots.forEach((slot, planned) -> complete(owner, slot, planned));
    for (var life : decisions.values()) {
      if (life.available && life.option.isEmpty()) {
        findings.broken(Promise.I15, life.where, "It is available, and nothing was drawn.");
      }
    }
    findings.count("decisions", decisions.size());
    slots.clear();
    cancelled.clear();
    decisions.clear();
  }

  private void complete(EventKey owner, UUID slot, Planned planned) {
    if (cancelled.contains(slot)) return;
    var protocol = studies.protocol(owner.study(), planned.protocolVersion());
    if (protocol.isEmpty()) return;
    for (var point : protocol.get().microRandomization()) {
      if (!point.schedule().equals(planned.schedule())) continue;
      if (decisions.containsKey(new Occasion(slot, point.id()))) continue;
      findings.broken(
          Promise.I15,
          planned.where(),
          "The slot %s has no decision of '%s'.".formatted(slot, point.id()));
    }
  }

  private void broken(HistoryRow row, String sentence) {
    findings.broken(Promise.I15, row.where(), sentence);
  }
}
