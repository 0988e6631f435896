package org.attune.protocol.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
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
    return new ParticipantCalendar(protocol, ANN, MADRID, SECRET).slots(anchors);
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
    assertThat(EarliestAnchors.of(protocol, CONSENT))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("consent", CONSENT, "randomization", LocalDate.parse(expected)));
  }

  @Test
  void a_study_without_arms_has_no_randomization() {
    assertThat(EarliestAnchors.of(study("daily-connection", ""), CONSENT))
        .containsOnlyKeys("consent");
  }

  @Test
  void every_schedule_runs_from_its_anchor_to_its_last_day_in_order() {
    var protocol = study("abct-mbsr-tau", "");
    var slots = slots(protocol, EarliestAnchors.of(protocol, CONSENT));
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
}
