package org.attune.ema.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.ema.domain.OneSlot.ANN;
import static org.attune.ema.domain.OneSlot.AT_10;
import static org.attune.ema.domain.OneSlot.CLOSES;
import static org.attune.ema.domain.OneSlot.LATE_UNTIL;
import static org.attune.ema.domain.OneSlot.SLOT;
import static org.attune.ema.domain.OneSlot.STUDY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.ema.domain.EmaEvent.DeliveryOutcome;
import org.attune.ema.domain.EmaEvent.PromptSent;
import org.attune.ema.domain.EmaEvent.ReminderSent;
import org.attune.ema.domain.Terms.Running;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever people, phones, channels and late ticks do: what holds of every slot. */
class SlotLawsTest {
  private static final int LIVES = 2_000;

  /** One slot's life, lived at random. */
  private static final class Life {
    final Random random;
    final List<EmaEvent> history = new ArrayList<>();
    final List<Instant> handedOver = new ArrayList<>();
    Slot slot = OneSlot.planned();
    Terms terms = OneSlot.terms();
    Instant now = AT_10.minus(Duration.ofHours(1));
    Optional<Instant> due = Optional.of(AT_10);

    Life(Random random) {
      this.random = random;
    }

    void live() {
      for (int step = 0; step < 30; step++) {
        now = now.plusSeconds(random.nextInt(600));
        switch (random.nextInt(12)) {
          case 0 -> did(SlotRules.open(STUDY, ANN, slot, terms, now, now, now));
          case 1, 2 -> answers();
          case 3 -> did(SlotRules.dismiss(STUDY, ANN, slot, terms, now));
          case 4 -> terms = withRunning(random.nextBoolean() ? Running.PAUSED : Running.RUNNING);
          case 5 -> leavesPerhaps();
          default -> tickIfDue();
        }
      }
      now = LATE_UNTIL.plus(Duration.ofDays(1));
      while (due.isPresent()) tickIfDue();
    }

    void answers() {
      if (random.nextInt(3) > 0) return;
      var skew = Duration.ofSeconds(random.nextInt(7_200) - 3_600);
      var completed = now.minusSeconds(random.nextInt(1_800));
      var upload =
          OneSlot.upload(new UUID(1, random.nextInt(3)), completed.plus(skew), now.plus(skew));
      did(SlotRules.answer(STUDY, ANN, slot, terms, upload, now));
    }

    void leavesPerhaps() {
      if (random.nextInt(8) > 0) return;
      terms =
          new Terms(
              terms.zone(),
              terms.hours(),
              terms.lateUntil(),
              terms.running(),
              Optional.of(CancelReason.LEFT),
              terms.refusal());
      due = slot.state().isTerminal() ? Optional.empty() : Optional.of(now);
    }

    void tickIfDue() {
      if (due.isEmpty() || due.get().isAfter(now)) return;
      due = Optional.empty();
      switch (OneSlot.due(slot, terms, now)) {
        case SlotStep.Nothing() -> {}
        case SlotStep.Wait(var until) -> due = Optional.of(until);
        case SlotStep.Send() -> {
          handedOver.add(now);
          slot = claimed(slot);
          due = Optional.of(earlier(now.plusSeconds(60), CLOSES));
          delivered();
        }
        case SlotStep.Remind(var reminder) -> {
          handedOver.add(now);
          record(
              List.of(
                  new ReminderSent(
                      STUDY, ANN, SLOT, reminder, "email", DeliveryOutcome.ACCEPTED, now)));
          due = Optional.of(SlotRules.afterSending(slot, now));
        }
        case SlotStep.Settle(var events, var until) -> {
          record(events);
          due = until;
        }
      }
    }

    void delivered() {
      switch (random.nextInt(4)) {
        case 0 -> terms = withRefusal(Optional.of("REJECTED"));
        case 1 -> terms = withRefusal(Optional.empty()); // no reply
        default -> {
          record(List.of(new PromptSent(STUDY, ANN, SLOT, "email", DeliveryOutcome.ACCEPTED, now)));
          due = Optional.of(SlotRules.afterSending(slot, now));
        }
      }
    }

    void did(Decision decision) {
      if (!(decision instanceof Decision.Accepted(var events))) return;
      record(events);
      if (slot.state().isTerminal()) due = Optional.empty();
    }

    void record(List<EmaEvent> events) {
      for (var event : events) {
        slot = slot.next(event);
        history.add(event);
      }
    }

    Terms withRunning(Running running) {
      return new Terms(
          terms.zone(), terms.hours(), terms.lateUntil(), running, terms.over(), terms.refusal());
    }

    Terms withRefusal(Optional<String> refusal) {
      return new Terms(
          terms.zone(), terms.hours(), terms.lateUntil(), terms.running(), terms.over(), refusal);
    }

    private static Instant earlier(Instant one, Instant other) {
      return one.isBefore(other) ? one : other;
    }

    private static Slot claimed(Slot s) {
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
          SlotState.SENDING,
          s.reminded(),
          s.shownAt(),
          s.openedAt(),
          s.answerId(),
          s.kept(),
          s.completedLate(),
          s.reason(),
          s.tellsArm());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void every_slot_ends_in_exactly_one_terminal_state_and_nothing_is_sent_outside_its_window(
      long seed) {
    var random = new Random(seed);
    for (int i = 0; i < LIVES; i++) {
      var life = new Life(random);
      life.live();
      assertThat(life.slot.state().isTerminal()).as("seed %d, life %d", seed, i).isTrue();
      assertThat(life.handedOver)
          .as("seed %d, life %d", seed, i)
          .allSatisfy(
              at -> {
                assertThat(at).isAfterOrEqualTo(AT_10);
                assertThat(at).isBefore(CLOSES);
              });
      assertOneEnd(life, "seed %d, life %d".formatted(seed, i));
    }
  }

  private static void assertOneEnd(Life life, String which) {
    int ends = 0;
    int sent = 0;
    var slot = OneSlot.planned();
    for (var event : life.history) {
      boolean wasOver = slot.state().isTerminal();
      slot = slot.next(event);
      if (!wasOver && slot.state().isTerminal()) ends++;
      if (event instanceof PromptSent) sent++;
    }
    assertThat(ends).as(which).isEqualTo(1);
    assertThat(sent).as(which).isLessThanOrEqualTo(1);
    assertThat(slot.state()).as(which).isEqualTo(life.slot.state());
  }
}
