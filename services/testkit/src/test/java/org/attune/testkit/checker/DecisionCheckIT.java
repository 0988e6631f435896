package org.attune.testkit.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.platform.event.EventKey;
import org.attune.testkit.checker.Recorded.AvailabilityDecided;
import org.attune.testkit.checker.Recorded.OptionDelivered;
import org.attune.testkit.checker.Recorded.OptionDrawn;
import org.attune.testkit.checker.Recorded.PromptAnswered;
import org.attune.testkit.checker.Recorded.PromptsCancelled;
import org.attune.testkit.checker.Recorded.PromptsPlanned;
import org.attune.testkit.checker.Recorded.Slot;
import org.attune.testkit.checker.Recorded.Why;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Ann answers two prompts of docs/studies/soothing-mrt: at the first she is given a breath, at the
 * second she is calm; a third is cancelled. One thing done to that breaks promise I15.
 */
class DecisionCheckIT {
  private static final String STUDY = "soothing-mrt";
  private static final UUID ANN_ID = new UUID(0x8000, 0x8000_0000_0000_0001L);
  private static final EventKey ANN = EventKey.of(STUDY, ANN_ID);
  private static final UUID FIRST = new UUID(1, 1);
  private static final UUID SECOND = new UUID(1, 2);
  private static final UUID THIRD = new UUID(1, 3);

  private RecordedWorld world;

  @BeforeEach
  void record_prompts() throws Exception {
    world = new RecordedWorld();
    world.open(STUDY, at("06:00"), at("06:30"));
    world.sql("ema", "insert into slot_count values (?, ?, 1)", STUDY, ANN.participant());
    world.record(
        "ema",
        ANN,
        new PromptsPlanned(
            STUDY,
            ANN_ID,
            "daily",
            LocalDate.of(2027, 2, 1),
            "Europe/Madrid",
            "2026a",
            1,
            "momentary",
            List.of(slot(FIRST, 1, "10:00"), slot(SECOND, 2, "15:00"), slot(THIRD, 3, "18:00")),
            at("09:00")),
        answered(FIRST, "10:07"),
        answered(SECOND, "15:07"),
        new PromptsCancelled(STUDY, ANN_ID, List.of(THIRD), Recorded.Cancel.LEFT, at("16:00")));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static Instant at(String time) {
    return Instant.parse("2027-02-01T" + time + ":00Z");
  }

  private static Slot slot(UUID id, int index, String time) {
    var at = at(time);
    return new Slot(id, index, at, "", 60, at.plus(Duration.ofMinutes(30)), List.of());
  }

  private static PromptAnswered answered(UUID slot, String time) {
    return new PromptAnswered(
        STUDY,
        ANN_ID,
        slot,
        new UUID(9, slot.getLeastSignificantBits()),
        Recorded.Completeness.COMPLETE,
        List.of(),
        Optional.empty(),
        at(time),
        at(time),
        0,
        at(time),
        Recorded.Arrival.IN_TIME,
        at(time));
  }

  private static AvailabilityDecided decided(UUID slot, Optional<Why> why) {
    return new AvailabilityDecided(
        STUDY,
        ANN_ID,
        new UUID(5, slot.getLeastSignificantBits()),
        slot,
        "soothing",
        why.isEmpty(),
        why,
        List.of(),
        "1:00",
        Optional.empty(),
        at("20:00"));
  }

  private static OptionDrawn drawn(UUID slot) {
    return new OptionDrawn(
        STUDY,
        ANN_ID,
        new UUID(5, slot.getLeastSignificantBits()),
        slot,
        "soothing",
        List.of(),
        Optional.empty(),
        0.25,
        "soothing-breath",
        "1:00",
        at("20:00"));
  }

  private static OptionDelivered shown(UUID slot) {
    return new OptionDelivered(
        STUDY,
        ANN_ID,
        new UUID(5, slot.getLeastSignificantBits()),
        slot,
        "soothing",
        "soothing-breath",
        at("20:00"),
        at("20:00"));
  }

  private void record(Record... events) {
    world.record("ema", ANN, events);
    world.settle();
  }

  private void breaks(String sentence) {
    var verdict = world.check();
    assertThat(verdict.broken())
        .as(verdict.toString())
        .anySatisfy(
            broken -> {
              assertThat(broken.promise()).isEqualTo(Promise.I15);
              assertThat(broken.sentence()).contains(sentence);
            });
  }

  @Test
  void one_decision_for_each_slot_that_was_not_cancelled_is_clean() {
    record(
        decided(FIRST, Optional.empty()),
        drawn(FIRST),
        shown(FIRST),
        decided(SECOND, Optional.of(Why.CONDITION_FALSE)));
    assertThat(world.check().broken()).isEmpty();
  }

  @Test
  void a_slot_without_a_decision_is_found() {
    record(decided(FIRST, Optional.empty()), drawn(FIRST));
    breaks("The slot " + SECOND + " has no decision of 'soothing'");
  }

  @Test
  void a_second_decision_is_found() {
    record(
        decided(FIRST, Optional.empty()),
        drawn(FIRST),
        decided(SECOND, Optional.of(Why.CONDITION_FALSE)),
        decided(SECOND, Optional.of(Why.CONDITION_FALSE)));
    breaks("The decision was made already");
  }

  @Test
  void a_decision_of_a_cancelled_slot_is_found() {
    record(decided(THIRD, Optional.of(Why.CONDITION_FALSE)));
    breaks("was cancelled");
  }

  @Test
  void a_draw_for_somebody_unavailable_is_found() {
    record(decided(SECOND, Optional.of(Why.CONDITION_FALSE)), drawn(SECOND));
    breaks("not found available");
  }

  @Test
  void a_draw_before_availability_is_found() {
    record(drawn(FIRST), decided(FIRST, Optional.empty()));
    breaks("not found available");
  }

  @Test
  void showing_what_was_not_given_is_found() {
    record(decided(SECOND, Optional.of(Why.CONDITION_FALSE)), shown(SECOND));
    breaks("was not given");
  }

  @Test
  void availability_without_a_draw_and_two_draws_are_found() {
    record(decided(FIRST, Optional.empty()));
    breaks("nothing was drawn");
    record(drawn(FIRST), drawn(FIRST));
    breaks("drawn already");
  }
}
