package org.attune.interventions.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.interventions.domain.Trial.MADRID;
import static org.attune.interventions.domain.Trial.NOON;
import static org.attune.interventions.domain.Trial.OWNER;
import static org.attune.interventions.domain.Trial.STUDY;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.attune.interventions.domain.GroupEvent.GroupDissolved;
import org.attune.interventions.domain.GroupEvent.GroupStarted;
import org.attune.interventions.domain.GroupEvent.MeetingArranged;
import org.attune.interventions.domain.GroupRules.Seeker;
import org.attune.interventions.domain.MeetingRules.Agenda;
import org.attune.interventions.domain.MeetingRules.Arrange;
import org.attune.interventions.domain.MeetingRules.Arrange.ArrangeAll;
import org.attune.interventions.domain.MeetingRules.Arrange.ArrangeOne;
import org.attune.interventions.domain.MeetingRules.Wish;
import org.attune.protocol.model.Protocol;
import org.junit.jupiter.api.Test;

/**
 * When and where a group in Madrid meets: eight weekly sessions of two hours from Tuesday 17 March
 * 2026 on, in a programme that runs until 11 May. Cast and setting: {@link Trial}.
 */
class MeetingRulesTest {
  private static final Protocol PROTOCOL = Trial.inGroups(3, "start");
  private static final UUID ID = new UUID(0, 1);
  private static final LocalDate FIRST = LocalDate.parse("2026-03-17");
  private static final LocalDate LAST = LocalDate.parse("2026-05-11");
  private static final Instant MONDAY = NOON;

  /** The last second of the day of the first session, and the first of the next. */
  private static final Instant FIRST_ENDING = Instant.parse("2026-03-17T22:59:59Z");

  private static final Instant FIRST_OVER = Instant.parse("2026-03-17T23:00:00Z");
  private static final Wish EVENINGS = wish("18:30", "Room 2");
  private static final Wish MORNINGS = wish("09:00", "Garden");

  private final List<GroupEvent> history = new ArrayList<>();
  private final Set<String> attended = new HashSet<>();

  private MeetingRulesTest() {
    history.add(GroupRules.open(new Seeker(OWNER, "abct", "s1"), PROTOCOL, ID, NOON));
  }

  private static Wish wish(String begins, String place) {
    return new Wish(
        LocalTime.parse(begins), Optional.empty(), Optional.of(place), Optional.empty());
  }

  private void starts() {
    history.add(new GroupStarted(STUDY, ID, FIRST, 3, false, NOON));
  }

  private Agenda agenda() {
    var groups = Groups.after(history);
    var group = groups.groups().values().iterator().next();
    return new Agenda(
        STUDY,
        group,
        GroupRules.programme(group, PROTOCOL),
        groups.meetings(group),
        attended,
        MADRID);
  }

  /** Records what is accepted, and holds the law that saying it again changes nothing. */
  private Decision<GroupEvent> say(Arrange command) {
    var decision = MeetingRules.arrange(agenda(), command);
    if (decision instanceof Decision.Accepted<GroupEvent>(var events)) {
      history.addAll(events);
      assertThat(MeetingRules.arrange(agenda(), command))
          .as("second delivery")
          .isEqualTo(Decision.accept());
    }
    return decision;
  }

  private Decision<GroupEvent> all(Wish wish, Instant at) {
    return say(new ArrangeAll(Optional.empty(), wish, "f-1", at));
  }

  private Decision<GroupEvent> from(String session, Wish wish, Instant at) {
    return say(new ArrangeAll(Optional.of(session), wish, "f-1", at));
  }

  private Decision<GroupEvent> one(String session, String date, Wish wish) {
    var day = Optional.of(date).filter(text -> !text.isEmpty()).map(LocalDate::parse);
    return say(new ArrangeOne(session, day, wish, "f-1", MONDAY));
  }

  private static List<String> arranged(Decision<GroupEvent> decision) {
    return ((Decision.Accepted<GroupEvent>) decision)
        .events().stream().map(event -> ((MeetingArranged) event).session()).toList();
  }

  private static Refusal refusal(Decision<?> decision) {
    return ((Decision.Refused<?>) decision).reason();
  }

  private Meeting meeting(String session) {
    return agenda().meetings().of(session).orElseThrow();
  }

  private LocalDate heldOn(String session) {
    var agenda = agenda();
    return agenda.sessions().stream()
        .filter(known -> known.id().equals(session))
        .findFirst()
        .flatMap(agenda::heldOn)
        .orElseThrow();
  }

  @Test
  void all_meetings_to_come_get_an_hour_and_a_place_and_last_as_long_as_planned() {
    starts();
    assertThat(arranged(all(EVENINGS, FIRST_ENDING)))
        .containsExactly("s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8");
    assertThat(meeting("s8"))
        .isEqualTo(
            new Meeting(
                Optional.empty(),
                LocalTime.of(18, 30),
                120,
                Optional.of("Room 2"),
                Optional.empty(),
                1));
    assertThat(heldOn("s2")).isEqualTo("2026-03-24");
  }

  @Test
  void a_day_that_is_over_at_the_site_is_left_alone_unless_it_is_named() {
    starts();
    assertThat(arranged(all(EVENINGS, FIRST_OVER))).startsWith("s2").hasSize(7);
    assertThat(arranged(from("s1", EVENINGS, FIRST_OVER))).containsExactly("s1");
    assertThat(arranged(from("s7", MORNINGS, FIRST_OVER))).containsExactly("s7", "s8");
  }

  @Test
  void a_group_that_gathers_may_know_its_hour_but_no_day() {
    assertThat(arranged(all(EVENINGS, MONDAY))).hasSize(8);
    assertThat(refusal(one("s1", "2026-03-18", EVENINGS))).isEqualTo(Refusal.GROUP_NOT_STARTED);
    starts();
    assertThat(heldOn("s1")).isEqualTo(FIRST);
  }

  @Test
  void one_meeting_is_moved_within_the_programme_and_what_follows_is_not() {
    starts();
    all(EVENINGS, MONDAY);
    assertThat(arranged(one("s2", "2026-03-26", MORNINGS))).containsExactly("s2");
    assertThat(heldOn("s2")).isEqualTo("2026-03-26");
    assertThat(heldOn("s3")).isEqualTo("2026-03-31");
    assertThat(meeting("s2").revision()).isEqualTo(2);
    assertThat(one("s2", "2026-03-16", MORNINGS))
        .isEqualTo(
            Decision.refuse(
                Refusal.OUTSIDE_PROGRAMME,
                "The group's programme runs from 2026-03-17 to 2026-05-11."));
    assertThat(refusal(one("s2", "2026-05-12", MORNINGS))).isEqualTo(Refusal.OUTSIDE_PROGRAMME);
    one("s2", FIRST.toString(), MORNINGS);
    assertThat(heldOn("s2")).isEqualTo(FIRST);
    one("s2", LAST.toString(), MORNINGS);
    assertThat(heldOn("s2")).isEqualTo(LAST);
  }

  @Test
  void a_meeting_that_was_moved_keeps_its_day_until_another_is_said() {
    starts();
    one("s2", "2026-03-26", EVENINGS);
    all(MORNINGS, MONDAY);
    one("s2", "", wish("10:00", "Hall"));
    assertThat(heldOn("s2")).isEqualTo("2026-03-26");
    one("s2", "2026-03-24", MORNINGS);
    assertThat(meeting("s2").movedTo()).as("back to its own day").isEmpty();
  }

  @Test
  void a_meeting_at_which_attendance_was_stated_stays_as_it_was() {
    starts();
    all(EVENINGS, MONDAY);
    attended.add("s1");
    assertThat(arranged(from("s1", MORNINGS, FIRST_OVER))).startsWith("s2").hasSize(7);
    assertThat(refusal(one("s1", "", MORNINGS))).isEqualTo(Refusal.MEETING_HELD);
    assertThat(one("s1", "", EVENINGS)).as("said again").isEqualTo(Decision.accept());
    assertThat(meeting("s1").revision()).isEqualTo(1);
  }

  @Test
  void what_the_group_does_not_hold_is_refused() {
    starts();
    assertThat(refusal(one("s9", "", EVENINGS))).isEqualTo(Refusal.SESSION_UNKNOWN);
    assertThat(refusal(from("soothing-breath", EVENINGS, MONDAY)))
        .isEqualTo(Refusal.SESSION_UNKNOWN);
  }

  @Test
  void a_group_that_was_dissolved_does_not_meet() {
    history.add(new GroupDissolved(STUDY, ID, NOON));
    assertThat(refusal(all(EVENINGS, MONDAY))).isEqualTo(Refusal.GROUP_UNKNOWN);
  }
}
