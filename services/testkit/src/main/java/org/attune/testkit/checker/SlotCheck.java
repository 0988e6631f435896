package org.attune.testkit.checker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.attune.ema.v1.DeliveryOutcome;
import org.attune.ema.v1.PromptAnswered;
import org.attune.ema.v1.PromptExpired;
import org.attune.ema.v1.PromptFailed;
import org.attune.ema.v1.PromptSent;
import org.attune.ema.v1.PromptsCancelled;
import org.attune.ema.v1.PromptsPlanned;
import org.attune.platform.event.EventKey;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.PromptHours;

/** Promises I4 and I5 over the history of ema. Keeps the slots of one participant at a time. */
final class SlotCheck implements RowCheck {
  private record Plan(String schedule, String zone, int protocolVersion) {}

  private final StudyFold studies;
  private final boolean ended;
  private final SendingCheck sending;
  private final Findings findings;
  private final Lives slots;
  private final Map<UUID, Plan> plans = new HashMap<>();
  private final Set<UUID> accepted = new HashSet<>();

  SlotCheck(StudyFold studies, boolean ended, SendingCheck sending, Findings findings) {
    this.studies = studies;
    this.ended = ended;
    this.sending = sending;
    this.findings = findings;
    slots = new Lives("slot", findings);
  }

  @Override
  public void row(HistoryRow row) {
    sending.sees(row);
    switch (row.type()) {
      case "PromptsPlanned" -> plan(row, row.as(PromptsPlanned.class));
      case "PromptSent" -> sent(row);
      case "ReminderSent" -> slots.happens(row, slot(row)).ifPresent(life -> inTime(row, life));
      case "PromptShown", "PromptOpened", "PromptLapsed" -> slots.happens(row, slot(row));
      case "PromptAnswered" -> {
        var answer = row.as(PromptAnswered.class);
        slots.end(row, List.of(answer.getSlotId()), answer.getCompleteness().name());
      }
      case "PromptDeclined" -> slots.end(row, List.of(slot(row)), "declined");
      case "PromptExpired" -> {
        var expired = row.as(PromptExpired.class);
        slots.end(row, List.of(expired.getSlotId()), expired.getReason().name());
      }
      case "PromptFailed" -> {
        var failed = row.as(PromptFailed.class);
        slots.end(row, List.of(failed.getSlotId()), failed.getCause());
      }
      case "PromptsCancelled" -> {
        var cancelled = row.as(PromptsCancelled.class);
        slots.end(row, cancelled.getSlotIds(), cancelled.getReason().name());
      }
      default -> {} // late answers and reports are evidence; other events are about no slot
    }
  }

  private void plan(HistoryRow row, PromptsPlanned planned) {
    for (var slot : planned.getSlots()) {
      slots.plan(row, slot.getSlotId(), slot.getScheduledAt(), slot.getExpiresAt());
      plans.put(
          slot.getSlotId(),
          new Plan(planned.getSchedule(), planned.getZone(), planned.getProtocolVersion()));
    }
  }

  private void sent(HistoryRow row) {
    var sent = row.as(PromptSent.class);
    slots.happens(row, sent.getSlotId()).ifPresent(life -> inTime(row, life));
    boolean visible =
        sent.getOutcome() == DeliveryOutcome.ACCEPTED
            || sent.getOutcome() == DeliveryOutcome.UNCERTAIN;
    if (visible && !accepted.add(sent.getSlotId())) {
      findings.broken(Promise.I2, row.where(), "The prompt was handed to a channel before.");
    }
  }

  private void inTime(HistoryRow row, SlotLife life) {
    sending.sent(row, life);
    var plan = plans.get(life.id());
    if (plan == null) return;
    studies
        .protocol(row.key().study(), plan.protocolVersion())
        .filter(protocol -> !isStarted(protocol, plan.schedule()))
        .ifPresent(protocol -> sending.hours(row, PromptHours.of(protocol), plan.zone()));
  }

  /** Whoever starts prompts does so at any hour: nothing is sent. */
  private static boolean isStarted(Protocol protocol, String schedule) {
    return protocol
        .ema(schedule)
        .filter(found -> found.times() instanceof EmaPlan.Started)
        .isPresent();
  }

  private static UUID slot(HistoryRow row) {
    return UUID.fromString(row.asWritten().get("slotId").toString());
  }

  @Override
  public void ownerEnds(EventKey owner) {
    slots.ownerEnds(ended);
    sending.ownerEnds(owner);
    plans.clear();
    accepted.clear();
  }
}
