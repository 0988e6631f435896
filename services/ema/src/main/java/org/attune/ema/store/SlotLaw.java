package org.attune.ema.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent;
import org.attune.ema.domain.EmaEvent.AvailabilityDecided;
import org.attune.ema.domain.EmaEvent.LateAnswerKept;
import org.attune.ema.domain.EmaEvent.OptionDelivered;
import org.attune.ema.domain.EmaEvent.OptionDrawn;
import org.attune.ema.domain.EmaEvent.PromptAnswered;
import org.attune.ema.domain.EmaEvent.PromptDeclined;
import org.attune.ema.domain.EmaEvent.PromptExpired;
import org.attune.ema.domain.EmaEvent.PromptFailed;
import org.attune.ema.domain.EmaEvent.PromptLapsed;
import org.attune.ema.domain.EmaEvent.PromptOpened;
import org.attune.ema.domain.EmaEvent.PromptReported;
import org.attune.ema.domain.EmaEvent.PromptSent;
import org.attune.ema.domain.EmaEvent.PromptShown;
import org.attune.ema.domain.EmaEvent.PromptsCancelled;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.EmaEvent.ReminderSent;
import org.attune.ema.domain.EmaEvent.SafetyRuleMet;
import org.attune.ema.domain.EmaEvent.ScheduleEnded;
import org.attune.ema.domain.Slot;
import org.attune.ema.domain.SlotState;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.service.StateLaw;

/**
 * The slots, ended schedules, safety rules met and decisions that a history implies are those in
 * the tables.
 */
public final class SlotLaw implements StateLaw {
  private final History history;
  private final SlotStore slots;
  private final CourseStore courses;
  private final RuleMetStore rules;
  private final DecisionLaw decisions;

  public SlotLaw(History history, SlotStore slots, CourseStore courses, RuleMetStore rules) {
    this.history = history;
    this.slots = slots;
    this.courses = courses;
    this.rules = rules;
    decisions = new DecisionLaw(history);
  }

  @Override
  public SortedMap<String, String> folded(Connection connection, EventKey key) throws SQLException {
    return key.isStudy()
        ? decisions.foldedStudy(connection, key)
        : folded(history.read(connection, key, EmaEvent.class));
  }

  /** The rows that a history implies. */
  static SortedMap<String, String> folded(List<EmaEvent> events) {
    var rows = new TreeMap<String, String>();
    var slots = new LinkedHashMap<UUID, Slot>();
    for (var event : events) {
      switch (event) {
        case PromptsPlanned plan -> {
          for (var slot : plan.slots()) {
            var known = slots.get(slot.slotId());
            slots.put(slot.slotId(), known == null ? Slot.planned(plan, slot) : known.next(plan));
          }
        }
        case PromptsCancelled e -> e.slotIds().forEach(id -> slots.compute(id, next(e)));
        case ScheduleEnded e -> rows.put("schedule/" + e.schedule(), "ended");
        case PromptSent e -> slots.compute(e.slotId(), next(e));
        case ReminderSent e -> slots.compute(e.slotId(), next(e));
        case PromptShown e -> slots.compute(e.slotId(), next(e));
        case PromptReported _ -> {} // evidence alone
        case PromptOpened e -> slots.compute(e.slotId(), next(e));
        case PromptAnswered e -> slots.compute(e.slotId(), next(e));
        case LateAnswerKept e -> slots.compute(e.slotId(), next(e));
        case SafetyRuleMet e -> put(rows, RuleMetStore.Met.of(e));
        case PromptDeclined e -> slots.compute(e.slotId(), next(e));
        case PromptLapsed e -> slots.compute(e.slotId(), next(e));
        case PromptExpired e -> slots.compute(e.slotId(), next(e));
        case PromptFailed e -> slots.compute(e.slotId(), next(e));
        case AvailabilityDecided e -> DecisionLaw.fold(rows, e);
        case OptionDrawn e -> DecisionLaw.fold(rows, e);
        case OptionDelivered e -> DecisionLaw.fold(rows, e);
      }
    }
    for (var slot : slots.values()) rows.put("slot/" + slot.slotId(), text(slot));
    return rows;
  }

  private static void put(SortedMap<String, String> rows, RuleMetStore.Met met) {
    rows.put("met/" + met.answerId() + "/" + met.rule(), met.slotId().toString());
  }

  private static java.util.function.BiFunction<UUID, Slot, Slot> next(EmaEvent event) {
    return (_, slot) -> slot.next(event);
  }

  @Override
  public SortedMap<String, String> stored(Connection connection, EventKey key) throws SQLException {
    if (key.isStudy()) return decisions.storedStudy(connection, key);
    var rows = new TreeMap<String, String>();
    decisions.stored(connection, key, rows);
    for (var course : courses.all(connection, key)) {
      if (course.ended()) rows.put("schedule/" + course.schedule(), "ended");
    }
    for (var met : rules.all(connection, key)) put(rows, met);
    for (var slot : slots.all(connection, key)) rows.put("slot/" + slot.slotId(), text(slot));
    return rows;
  }

  /** A claim is no fact: a slot that is being sent reads as planned. */
  private static String text(Slot slot) {
    var state = slot.state() == SlotState.SENDING ? SlotState.PLANNED : slot.state();
    return String.join(
        "|",
        slot.schedule(),
        slot.localDate().toString(),
        Integer.toString(slot.index()),
        slot.questionnaire(),
        "v" + slot.protocolVersion(),
        slot.scheduledAt().toString(),
        slot.expiresAt().toString(),
        slot.reminders().toString(),
        state.name(),
        Integer.toString(slot.reminded()),
        String.valueOf(slot.shownAt()),
        String.valueOf(slot.openedAt()),
        String.valueOf(slot.answerId()),
        slot.kept().toString(),
        Boolean.toString(slot.completedLate()),
        String.valueOf(slot.reason()));
  }
}
