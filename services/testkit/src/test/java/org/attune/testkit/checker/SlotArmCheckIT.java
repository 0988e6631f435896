package org.attune.testkit.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Restricted;
import org.attune.testkit.checker.Recorded.ArmAllocated;
import org.attune.testkit.checker.Recorded.PromptsCancelled;
import org.attune.testkit.checker.Recorded.PromptsPlanned;
import org.attune.testkit.checker.Recorded.Slot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Ann is in the arm 'usual' of docs/studies/kindness-evenings, which alone is asked {@code
 * usual_evening}; {@code week} is everybody's. Where these are recorded is promise I7.
 */
class SlotArmCheckIT {
  private static final String STUDY = "kindness-evenings";
  private static final UUID ANN_ID = new UUID(0x8000, 0x8000_0000_0000_0001L);
  private static final EventKey ANN = EventKey.of(STUDY, ANN_ID);

  private RecordedWorld world;

  @BeforeEach
  void open() throws Exception {
    world = new RecordedWorld();
    world.open(STUDY, at("06:00"), at("06:30"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static Instant at(String time) {
    return Instant.parse("2027-02-01T" + time + ":00Z");
  }

  private void allocate(String arm) {
    world.record(
        "randomization",
        ANN,
        new ArmAllocated(
            STUDY,
            ANN_ID,
            arm,
            "stratified-blocks",
            List.of(),
            "s1",
            0,
            0,
            0,
            4,
            List.of(),
            "00",
            0,
            "1",
            LocalDate.of(2027, 2, 1),
            "Europe/Dublin",
            1,
            at("08:00")));
  }

  private static PromptsPlanned planned(String schedule) {
    var slot =
        new Slot(
            new UUID(1, 1),
            1,
            at("20:15"),
            "",
            0,
            at("20:15").plus(Duration.ofHours(1)),
            List.of());
    return new PromptsPlanned(
        STUDY,
        ANN_ID,
        schedule,
        LocalDate.of(2027, 2, 1),
        "Europe/Dublin",
        "2026a",
        1,
        "moment",
        List.of(slot),
        at("09:00"));
  }

  private static PromptsCancelled cancelled() {
    return new PromptsCancelled(
        STUDY, ANN_ID, List.of(new UUID(1, 1)), Recorded.Cancel.LEFT, at("10:00"));
  }

  /** What breaks promise I7, in words. */
  private List<String> broken(Record... events) {
    world.record("ema", ANN, events);
    world.settle();
    return world.check().broken().stream()
        .filter(broken -> broken.promise() == Promise.I7)
        .map(Broken::sentence)
        .toList();
  }

  @Test
  void prompts_of_ones_own_arm_on_the_restricted_topic_are_clean() {
    allocate("usual");
    assertThat(broken(new Restricted(planned("usual_evening")), new Restricted(cancelled())))
        .isEmpty();
  }

  @Test
  void prompts_of_everybody_on_the_public_topic_are_clean() {
    assertThat(broken(planned("week"), cancelled())).isEmpty();
  }

  @Test
  void prompts_of_another_arm_are_found() {
    allocate("kindness");
    assertThat(broken(new Restricted(planned("usual_evening"))))
        .containsExactly("The participant's arm does not have this schedule.");
  }

  @Test
  void a_public_word_of_what_one_arm_alone_has_is_found() {
    allocate("usual");
    assertThat(broken(new Restricted(planned("usual_evening")), cancelled()))
        .containsExactly("Some arms alone have this prompt, and a public topic tells of it.");
  }

  @Test
  void what_everybody_has_on_the_restricted_topic_is_found() {
    assertThat(broken(new Restricted(planned("week"))))
        .containsExactly("Everybody has this prompt, and a restricted topic tells of it.");
  }
}
