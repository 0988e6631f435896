package org.attune.ema.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.ema.domain.EmaEvent.Completeness;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.Terms.Running;
import org.attune.protocol.schedule.PromptHours;

/**
 * The cast of the rule tests: one slot in Madrid on 2 March 2026, sent at 10:00 UTC (11:00 local),
 * reminded at 10:10 and 10:20, closed at 10:30; quiet from 22:00 until 08:00; late answers count
 * until 16 March 10:30.
 */
final class OneSlot {
  static final String STUDY = "kindness";
  static final UUID ANN = new UUID(0, 1);
  static final UUID SLOT = new UUID(0, 2);
  static final UUID ANSWER = new UUID(0, 3);
  static final UUID OTHER_ANSWER = new UUID(0, 4);
  static final Instant AT_10 = Instant.parse("2026-03-02T10:00:00Z");
  static final Instant CLOSES = AT_10.plus(Duration.ofMinutes(30));
  static final Instant LATE_UNTIL = CLOSES.plus(Duration.ofDays(14));

  private OneSlot() {}

  static Instant minute(int minute) {
    return AT_10.plus(Duration.ofMinutes(minute));
  }

  static PromptsPlanned plan(Instant scheduledAt) {
    return new PromptsPlanned(
        STUDY,
        ANN,
        "before",
        LocalDate.parse("2026-03-02"),
        "Europe/Madrid",
        "2025b",
        1,
        "momentary",
        List.of(
            new PlannedSlot(
                SLOT,
                1,
                scheduledAt,
                "2026-03-02T11:00:00",
                60,
                scheduledAt.plus(Duration.ofMinutes(30)),
                List.of(
                    scheduledAt.plus(Duration.ofMinutes(10)),
                    scheduledAt.plus(Duration.ofMinutes(20))))),
        scheduledAt.minus(Duration.ofDays(3)));
  }

  static Slot planned() {
    var plan = plan(AT_10);
    return Slot.planned(plan, plan.slots().getFirst());
  }

  static Slot sending() {
    return in(SlotState.SENDING);
  }

  static Slot sent() {
    return in(SlotState.SENT);
  }

  static Slot in(SlotState state) {
    var s = planned();
    return new Slot(
        s.slotId(),
        s.schedule(),
        s.localDate(),
        s.index(),
        s.questionnaire(),
        s.protocolVersion(),
        s.scheduledAt(),
        s.expiresAt(),
        s.reminders(),
        state,
        0,
        null,
        null,
        null,
        List.of(),
        false,
        null,
        false);
  }

  static Terms terms() {
    return terms(Running.RUNNING);
  }

  static Terms terms(Running running) {
    return new Terms(
        ZoneId.of("Europe/Madrid"),
        PromptHours.outside(LocalTime.of(22, 0), LocalTime.of(8, 0)),
        LATE_UNTIL,
        running,
        Optional.empty(),
        Optional.empty());
  }

  /** The participant rests until then. */
  static Terms pausedUntil(Instant until) {
    var t = terms();
    return new Terms(
        t.zone(),
        t.hours(),
        t.lateUntil(),
        t.running(),
        t.over(),
        t.refusal(),
        Optional.empty(),
        Optional.of(until));
  }

  static Terms refusedWith(String refusal) {
    var t = terms();
    return new Terms(
        t.zone(), t.hours(), t.lateUntil(), t.running(), t.over(), Optional.of(refusal));
  }

  static Terms over(CancelReason reason) {
    var t = terms();
    return new Terms(
        t.zone(), t.hours(), t.lateUntil(), t.running(), Optional.of(reason), t.refusal());
  }

  static Upload upload(UUID id, Instant completedAt, Instant deviceNow) {
    return new Upload(
        id, Completeness.COMPLETE, List.of(), Optional.empty(), completedAt, deviceNow);
  }

  static SlotStep due(Slot slot, Terms terms, Instant now) {
    return SlotRules.due(STUDY, ANN, slot, terms, now);
  }

  static Decision answer(Slot slot, Terms terms, Upload upload, Instant now) {
    return SlotRules.answer(STUDY, ANN, slot, terms, upload, now);
  }

  static List<EmaEvent> events(Decision decision) {
    return switch (decision) {
      case Decision.Accepted(var events) -> events;
      case Decision.Refused(var reason, var detail) ->
          throw new AssertionError("refused: " + reason + ", " + detail);
    };
  }

  static Slot after(Slot slot, List<EmaEvent> events) {
    var after = slot;
    for (var event : new ArrayList<>(events)) after = after.next(event);
    return after;
  }
}
