package org.attune.testkit.checker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.attune.ema.v1.PromptsCancelled;
import org.attune.ema.v1.PromptsPlanned;
import org.attune.ema.v1.ScheduleEnded;
import org.attune.platform.event.EventKey;
import org.attune.protocol.model.EmaPlan;

/**
 * Promise I7 over the history of ema: prompts of a schedule that some arms alone have are planned
 * for participants of these arms, and all their events are on the restricted topic; those of all
 * other schedules never are. Keeps the slots of one participant at a time.
 */
final class SlotArmCheck implements RowCheck {
  private static final String RESTRICTED = "ema.restricted.v1";

  private final StudyFold studies;
  private final Allocated allocated;
  private final Findings findings;
  private final Map<UUID, Boolean> tellsArm = new HashMap<>();
  private final Map<String, Boolean> schedules = new HashMap<>();

  SlotArmCheck(StudyFold studies, Allocated allocated, Findings findings) {
    this.studies = studies;
    this.allocated = allocated;
    this.findings = findings;
  }

  @Override
  public void row(HistoryRow row) {
    switch (row.type()) {
      case "PromptsPlanned" -> plan(row, row.as(PromptsPlanned.class));
      case "PromptsCancelled" -> about(row, row.as(PromptsCancelled.class).getSlotIds());
      case "ScheduleEnded" -> {
        var ended = schedules.get(row.as(ScheduleEnded.class).getSchedule());
        if (ended != null) isWhereItBelongs(row, ended);
      }
      case "PromptSent",
          "ReminderSent",
          "PromptShown",
          "PromptReported",
          "PromptOpened",
          "PromptAnswered",
          "LateAnswerKept",
          "PromptDeclined",
          "PromptLapsed",
          "PromptExpired",
          "PromptFailed" ->
          about(row, List.of(UUID.fromString(row.asWritten().get("slotId").toString())));
      default -> {} // decisions are restricted whatever they are about
    }
  }

  private void plan(HistoryRow row, PromptsPlanned planned) {
    var plan =
        studies
            .protocol(row.key().study(), planned.getProtocolVersion())
            .flatMap(protocol -> protocol.ema(planned.getSchedule()));
    if (plan.isEmpty()) return;
    boolean tells = plan.get().tellsArm();
    schedules.put(planned.getSchedule(), tells);
    for (var slot : planned.getSlots()) tellsArm.put(slot.getSlotId(), tells);
    isWhereItBelongs(row, tells);
    if (tells && !hasIt(row.key(), plan.get())) {
      findings.broken(
          Promise.I7, row.where(), "The participant's arm does not have this schedule.");
    }
  }

  private boolean hasIt(EventKey owner, EmaPlan plan) {
    return allocated.arm(owner).filter(plan.arms()::contains).isPresent();
  }

  private void about(HistoryRow row, List<UUID> slots) {
    for (var slot : slots) {
      var tells = tellsArm.get(slot);
      if (tells != null) isWhereItBelongs(row, tells);
    }
  }

  private void isWhereItBelongs(HistoryRow row, boolean tells) {
    if (row.topic().equals(RESTRICTED) == tells) return;
    findings.broken(
        Promise.I7,
        row.where(),
        tells
            ? "Some arms alone have this prompt, and a public topic tells of it."
            : "Everybody has this prompt, and a restricted topic tells of it.");
  }

  @Override
  public void ownerEnds(EventKey owner) {
    tellsArm.clear();
    schedules.clear();
  }
}
