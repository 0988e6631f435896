package org.attune.testkit.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.platform.event.EventKey;
import org.attune.testkit.checker.Recorded.InstrumentAnswered;
import org.attune.testkit.checker.Recorded.ItemAnswer;
import org.attune.testkit.checker.Recorded.PlannedVisit;
import org.attune.testkit.checker.Recorded.SafetyAlertRaised;
import org.attune.testkit.checker.Recorded.SafetyRuleMet;
import org.attune.testkit.checker.Recorded.SafetyStaffTold;
import org.attune.testkit.checker.Recorded.VisitMissed;
import org.attune.testkit.checker.Recorded.VisitsPlanned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Ann's baseline in docs/studies/abct-mbsr-tau, where {@code phq9.i9 >= 1} is the safety rule
 * 'self-harm'. An answer that nobody is told of breaks promise I16.
 */
class ConcernCheckIT {
  private static final String STUDY = "abct-mbsr-tau";
  private static final UUID ANN_ID = new UUID(0x8000, 0x8000_0000_0000_0001L);
  private static final EventKey ANN = EventKey.of(STUDY, ANN_ID);
  private static final UUID BASELINE = new UUID(1, 1);
  private static final UUID ANSWER = new UUID(2, 1);
  private static final UUID ALERT = new UUID(3, 1);
  private static final Optional<UUID> OF_NO_PROMPT = Optional.empty();

  private RecordedWorld world;

  @BeforeEach
  void open() throws Exception {
    world = new RecordedWorld();
    world.open(STUDY, at("06:00"), at("06:30"));
    var baseline =
        new PlannedVisit(
            BASELINE,
            "baseline",
            LocalDate.of(2027, 2, 1),
            at("07:00"),
            at("20:00"),
            List.of(),
            Optional.empty(),
            true);
    world.record(
        "outcomes",
        ANN,
        new VisitsPlanned(
            STUDY,
            ANN_ID,
            "consent",
            LocalDate.of(2027, 2, 1),
            "Europe/Madrid",
            1,
            List.of(baseline),
            at("06:40")),
        new VisitMissed(STUDY, ANN_ID, BASELINE, "baseline", 0, at("20:00")));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static Instant at(String time) {
    return Instant.parse("2027-02-01T" + time + ":00Z");
  }

  private static InstrumentAnswered answered(double lastItem) {
    var item =
        new ItemAnswer(
            "phq9_9",
            Optional.of(lastItem),
            Optional.empty(),
            Optional.empty(),
            9,
            Optional.empty(),
            Optional.empty(),
            0);
    return new InstrumentAnswered(
        STUDY,
        ANN_ID,
        BASELINE,
        "baseline",
        ANSWER,
        "phq9",
        1,
        List.of(item),
        at("09:00"),
        at("09:00"),
        at("09:00"),
        Optional.of(at("09:00")),
        Optional.of(0L));
  }

  private static SafetyRuleMet met(UUID slot) {
    return new SafetyRuleMet(
        STUDY,
        ANN_ID,
        slot,
        ANSWER,
        "s1",
        "self-harm",
        "urgent",
        "moment",
        List.of("clinician"),
        60,
        at("09:00"));
  }

  private static SafetyAlertRaised raised(Optional<UUID> slot) {
    return new SafetyAlertRaised(
        STUDY,
        ANN_ID,
        ALERT,
        "s1",
        "self-harm",
        "urgent",
        "phq9",
        ANSWER,
        List.of("clinician"),
        60,
        at("09:00"),
        slot,
        Optional.empty());
  }

  private static SafetyStaffTold told() {
    return new SafetyStaffTold(STUDY, ANN_ID, ALERT, 1, List.of(), at("09:01"));
  }

  /** What breaks promise I16, in words. */
  private List<String> broken() {
    world.settle();
    return world.check().broken().stream()
        .filter(broken -> broken.promise() == Promise.I16)
        .map(Broken::sentence)
        .toList();
  }

  private void record(Record... events) {
    world.record("outcomes", ANN, events);
  }

  @Test
  void an_alert_for_each_answer_that_meets_a_rule_is_clean() {
    record(answered(1), raised(OF_NO_PROMPT), told());
    assertThat(broken()).isEmpty();
  }

  @Test
  void an_answer_that_meets_no_rule_needs_no_alert() {
    record(answered(0));
    assertThat(broken()).isEmpty();
  }

  @Test
  void an_answer_that_was_not_noticed_is_found() {
    record(answered(1));
    assertThat(broken()).containsExactly("It meets the rule self-harm, and that was not noticed.");
  }

  @Test
  void an_alert_that_nobody_was_told_of_is_found_once_the_study_is_over() {
    record(answered(1), raised(OF_NO_PROMPT));
    assertThat(broken()).containsExactly("Nobody was told of it.");
    world.terms = World.Terms.live();
    assertThat(broken()).isEmpty();
  }

  @Test
  void what_ema_noticed_and_nobody_raised_is_found() {
    var slot = new UUID(1, 9);
    world.record("ema", ANN, met(slot));
    assertThat(broken()).containsExactly("No alert was raised for the rule self-harm.");
    record(raised(Optional.of(slot)), told());
    assertThat(broken()).isEmpty();
  }
}
