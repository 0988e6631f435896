package org.attune.protocol.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.lint.Linter;
import org.attune.protocol.model.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calendar of a participant of the example studies, across the clock change of spring. */
class ParticipantCalendarTest {
  private static final LocalDate CONSENT = LocalDate.parse("2027-03-21");
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
  private static final byte[] SECRET = new byte[32];
  private static final UUID ANN = new UUID(0, 1);

  private static Protocol study(String name, String when) {
    var directory = Path.of("..", "..", "docs", "studies", name);
    var files = new TreeMap<>(Bundle.read(directory).files());
    files.computeIfPresent(
        "study.yaml",
        (_, text) ->
            when.isEmpty()
                ? text
                : text.replaceFirst("\n  when: .*\n", "\n  when: " + when + "\n"));
    var linting = Linter.lint(new Bundle(files));
    return linting
        .protocol()
        .orElseThrow(() -> new IllegalArgumentException(linting.findings().toString()));
  }

  private static List<Slot> slots(Protocol protocol, Map<String, LocalDate> anchors) {
    return new ParticipantCalendar(protocol, ANN, MADRID, PromptHours.of(protocol), SECRET)
        .slots(anchors);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "kindness-pilot!!2027-03-21",
        "abct-mbsr-tau!!2027-03-28",
        "abct-mbsr-tau!'\"ema.before.ended && baseline.phq9_total >= 10.0\"'!2027-03-28",
        "abct-mbsr-tau!'\"ema.before.ended || baseline.complete\"'!2027-03-21",
      })
  void randomization_is_expected_on_the_first_day_on_which_its_condition_can_be_true(
      String name, String when, String expected) {
    var protocol = study(name, when == null ? "" : when);
    assertThat(EarliestAnchors.of(protocol, Map.of("consent", CONSENT)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("consent", CONSENT, "randomization", LocalDate.parse(expected)));
  }

  @Test
  void a_study_without_arms_has_no_randomization() {
    assertThat(EarliestAnchors.of(study("daily-connection", ""), Map.of("consent", CONSENT)))
        .containsOnlyKeys("consent");
  }

  @Test
  void a_session_is_done_on_the_day_on_which_it_opens_in_the_arm_that_has_it() {
    var protocol =
        studyWith(
            "kindness-pilot",
            text ->
                text.replaceFirst(
                    "(?m)^(ema:\n)",
                    "$1  - id: letter\n    arms: [kindness]\n"
                        + "    from: {after: session.s3.done, at: P1D}\n    for: P2D\n"
                        + "    prompts: {at: [\"18:00\"]}\n    expires: PT20M\n"
                        + "    questionnaire: moment\n"));
    var randomized = LocalDate.parse("2027-03-21");
    var consent = Map.of("consent", CONSENT);
    assertThat(EarliestAnchors.of(protocol, consent, Optional.of("kindness")))
        .containsEntry("randomization", randomized)
        .containsEntry("session.s3.done", randomized.plusDays(1 + 14));
    assertThat(EarliestAnchors.of(protocol, consent, Optional.of("usual")))
        .doesNotContainKey("session.s3.done");
    var anchors = EarliestAnchors.of(protocol, consent);
    assertThat(slots(protocol.inArm(Optional.of("kindness")), anchors))
        .filteredOn(slot -> slot.schedule().equals("letter"))
        .extracting(Slot::localDate)
        .containsExactly(randomized.plusDays(16), randomized.plusDays(17));
    assertThat(slots(protocol.inArm(Optional.of("usual")), anchors))
        .isEqualTo(slots(protocol.inArm(Optional.empty()), anchors))
        .noneMatch(slot -> slot.schedule().equals("letter"));
  }

  @Test
  void every_schedule_runs_from_its_anchor_to_its_last_day_in_order() {
    var protocol = study("abct-mbsr-tau", "");
    var slots = slots(protocol, EarliestAnchors.of(protocol, Map.of("consent", CONSENT)));
    assertThat(slots).hasSize(7 * 5 + 14 * 5);
    assertThat(slots).isSortedAccordingTo(Comparator.comparing(Slot::at));
    assertThat(slots.getFirst().localDate()).isEqualTo("2027-03-22");
    assertThat(slots.getLast().localDate()).isEqualTo("2027-06-05");
    var ids = new HashSet<UUID>();
    for (var slot : slots) {
      assertThat(ids.add(slot.slotId())).isTrue();
      assertThat(slot.local().toLocalTime())
          .isBetween(LocalTime.parse("09:00"), LocalTime.parse("21:00"));
      int offset = slot.localDate().isBefore(LocalDate.parse("2027-03-28")) ? 60 : 120;
      assertThat(slot.utcOffsetMinutes()).as(slot.toString()).isEqualTo(offset);
    }
  }

  @Test
  void a_schedule_whose_anchor_has_not_happened_has_no_slots() {
    var slots = slots(study("abct-mbsr-tau", ""), Map.of("consent", CONSENT));
    assertThat(slots).hasSize(35).extracting(Slot::schedule).containsOnly("before");
  }

  /** A second schedule below the first, with what {@code more} says of it. */
  private static Protocol besideDaily(String more) {
    return studyWith(
        "daily-connection",
        text ->
            text.replaceFirst(
                "(?m)^(ema:\n(?:  .*\n)+)",
                "$1  - id: second\n    for: P14D\n    expires: PT20M\n    remind: []\n"
                    + "    questionnaire: evening\n"
                    + more));
  }

  private static Protocol studyWith(String name, UnaryOperator<String> change) {
    var files = new TreeMap<>(Bundle.read(Path.of("..", "..", "docs", "studies", name)).files());
    files.computeIfPresent("study.yaml", (_, text) -> change.apply(text));
    var linting = Linter.lint(new Bundle(files));
    return linting
        .protocol()
        .orElseThrow(() -> new IllegalArgumentException(linting.findings().toString()));
  }

  @Test
  void a_schedule_that_keeps_a_distance_gives_way_on_every_day_and_those_above_it_stay() {
    var alone = slots(study("daily-connection", ""), Map.of("consent", CONSENT));
    var protocol =
        besideDaily(
            "    from: {after: consent, at: P1D}\n    distance: PT25M\n"
                + "    prompts: {random: 3, between: \"10:00\", and: \"20:00\", apart: PT1H}\n");
    var both = slots(protocol, Map.of("consent", CONSENT));
    assertThat(both).filteredOn(slot -> !slot.schedule().equals("second")).isEqualTo(alone);
    var second = both.stream().filter(slot -> slot.schedule().equals("second")).toList();
    assertThat(second).hasSize(14 * 3);
    for (var slot : second) {
      for (var other : alone) {
        assertThat(Duration.between(slot.at(), other.at()).abs())
            .isGreaterThanOrEqualTo(Duration.ofMinutes(25));
      }
    }
  }

  @Test
  void a_schedule_may_count_from_the_end_of_another_or_a_completed_assessment() {
    var first = study("daily-connection", "").ema().getFirst();
    var protocol =
        besideDaily(
            "    from: {after: ema."
                + first.id()
                + ".ended, at: P2D}\n"
                + "    prompts: {at: [\"12:00\"]}\n");
    var ended = first.lastDay(CONSENT);
    var anchors = EarliestAnchors.of(protocol, Map.of("consent", CONSENT));
    assertThat(anchors).containsEntry("ema." + first.id() + ".ended", ended);
    assertThat(slots(protocol, anchors))
        .filteredOn(slot -> slot.schedule().equals("second"))
        .hasSize(14)
        .first()
        .satisfies(slot -> assertThat(slot.localDate()).isEqualTo(ended.plusDays(2)));
  }
}
