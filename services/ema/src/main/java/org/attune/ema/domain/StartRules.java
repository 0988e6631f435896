package org.attune.ema.domain;

import static org.attune.ema.domain.Decision.refuse;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.DeliveryOutcome;
import org.attune.ema.domain.EmaEvent.PromptOpened;
import org.attune.ema.domain.EmaEvent.PromptSent;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.Terms.Running;
import org.attune.protocol.model.EmaPlan;

/**
 * Decides whether a participant may start a prompt because something happened (event-contingent
 * sampling). Pure and total.
 *
 * <p>What counts is when it was started, by corrected device time: a phone that was offline may say
 * so later, as long as an answer could still count.
 */
public final class StartRules {
  private static final String NO_CHANNEL = "none";

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private StartRules() {}

  /**
   * What a device asks for.
   *
   * @param slotId made by the device; the same start twice has the same
   * @param startedAt by the device
   * @param deviceNow what the device's clock said when it sent this
   */
  public record Start(UUID slotId, String schedule, Instant startedAt, Instant deviceNow) {
    /** When it was started, as study time, at microseconds as histories keep them. */
    public Instant at(Instant now) {
      return Upload.happened(startedAt, deviceNow, now, Instant.MIN);
    }
  }

  /**
   * What a start is decided by.
   *
   * @param plan the schedule, if the participant's protocol has it
   * @param anchor local date from which it counts, if that has happened
   * @param protocolVersion version of the protocol
   * @param zone where the participant is
   * @param tzdbVersion version of the tz database
   * @param lateAnswers how long after its window an answer may arrive
   * @param running whether the study runs
   * @param isOver true if the participant is asked nothing any more
   * @param before all slots of the schedule from the day before on, in any order
   */
  public record Setting(
      Optional<EmaPlan> plan,
      Optional<LocalDate> anchor,
      int protocolVersion,
      ZoneId zone,
      String tzdbVersion,
      Duration lateAnswers,
      Running running,
      boolean isOver,
      List<Slot> before) {}

  /** The id is that of a prompt which another participant started. */
  public static Decision idTaken() {
    return refuse(
        Refusal.NOT_STARTABLE,
        "The participant cannot start a prompt under this id; let the device make another.");
  }

  /** The participant says that the moment has come, and has not said so before. */
  public static Decision start(
      String study, UUID participant, Start start, Setting setting, Instant now) {
    if (setting.running() == Running.LOCKED) {
      return refuse(Refusal.STUDY_LOCKED, "Nothing changes in this study any more.");
    }
    if (setting.isOver() || setting.running() == Running.CLOSED) {
      return refuse(Refusal.SLOT_CANCELLED, "Nothing is asked any more.");
    }
    var at = start.at(now);
    var date = LocalDate.ofInstant(at, setting.zone());
    if (!(setting.plan().map(EmaPlan::times).orElse(null) instanceof EmaPlan.Started limits)
        || setting.anchor().isEmpty()
        || setting.plan().get().promptsOn(date, setting.anchor().get()) == 0) {
      return refuse(
          Refusal.NOT_STARTABLE,
          "The participant cannot start prompts of schedule %s on %s."
              .formatted(start.schedule(), date));
    }
    var plan = setting.plan().get();
    var expiresAt = at.plus(plan.expires());
    if (!now.isBefore(expiresAt.plus(setting.lateAnswers()))) {
      return refuse(Refusal.WINDOW_CLOSED, "The window closed at " + expiresAt + ".");
    }
    return limited(limits, at, date, setting.before())
        .orElseGet(() -> started(study, participant, start, setting, plan, at, date, now));
  }

  private static Optional<Decision> limited(
      EmaPlan.Started limits, Instant at, LocalDate date, List<Slot> before) {
    var counted = before.stream().filter(slot -> slot.state() != SlotState.CANCELLED).toList();
    long today = counted.stream().filter(slot -> slot.localDate().equals(date)).count();
    if (today >= limits.count()) {
      return Optional.of(
          refuse(
              Refusal.TOO_MANY_STARTED,
              "%d were started on %s, which is the most.".formatted(today, date)));
    }
    for (var slot : counted) {
      var apart = Duration.between(slot.scheduledAt(), at).abs();
      if (apart.compareTo(limits.apart()) >= 0) continue;
      return Optional.of(
          refuse(
              Refusal.STARTED_TOO_SOON,
              "One was started at %s; the next can be started from %s on."
                  .formatted(slot.scheduledAt(), slot.scheduledAt().plus(limits.apart()))));
    }
    return Optional.empty();
  }

  /** Nothing is sent: the app shows it, if its window has not closed meanwhile. */
  private static Decision started(
      String study,
      UUID participant,
      Start start,
      Setting setting,
      EmaPlan plan,
      Instant at,
      LocalDate date,
      Instant now) {
    int index =
        1
            + setting.before().stream()
                .filter(slot -> slot.localDate().equals(date))
                .mapToInt(Slot::index)
                .max()
                .orElse(0);
    var local = at.atZone(setting.zone());
    var slot =
        new PlannedSlot(
            start.slotId(),
            index,
            at,
            LOCAL.format(local),
            Math.floorDiv(local.getOffset().getTotalSeconds(), 60),
            at.plus(plan.expires()),
            List.of());
    var events = new ArrayList<EmaEvent>();
    events.add(
        new PromptsPlanned(
            study,
            participant,
            plan.id(),
            date,
            setting.zone().getId(),
            setting.tzdbVersion(),
            setting.protocolVersion(),
            plan.questionnaire(),
            List.of(slot),
            now));
    if (now.isBefore(slot.expiresAt())) {
      events.add(
          new PromptSent(
              study, participant, start.slotId(), NO_CHANNEL, DeliveryOutcome.NO_CHANNEL, now));
    }
    events.add(new PromptOpened(study, participant, start.slotId(), at, now));
    return new Decision.Accepted(List.copyOf(events));
  }
}
