package org.attune.interventions.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.interventions.domain.Trial.MADRID;
import static org.attune.interventions.domain.Trial.NOON;
import static org.attune.interventions.domain.Trial.OWNER;
import static org.attune.interventions.domain.Trial.STUDY;
import static org.attune.interventions.domain.Trial.WITH_PROGRAMME;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.interventions.domain.AttendanceRules.RecordAttendance;
import org.attune.interventions.domain.AttendanceRules.Sitting;
import org.attune.interventions.domain.CourseRules.RecordEngagement;
import org.attune.interventions.domain.GroupEvent.MeetingArranged;
import org.attune.interventions.domain.GroupRules.Seeker;
import org.attune.interventions.domain.InterventionsEvent.AbsenceReason;
import org.attune.interventions.domain.InterventionsEvent.Attendance;
import org.attune.interventions.domain.InterventionsEvent.AttendanceRecorded;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEndReason;
import org.attune.protocol.model.Programme;
import org.attune.protocol.model.Protocol;
import org.junit.jupiter.api.Test;

/** Who was at the weekly sessions of a group that began in Madrid on Tuesday 17 March 2026. */
class AttendanceRulesTest {
  private static final Protocol PROTOCOL = Trial.inGroups(3, "start");
  private static final LocalDate FIRST = LocalDate.parse("2026-03-17");
  private static final Instant FIRST_DAY = Instant.parse("2026-03-16T23:00:00Z");
  private static final Instant APRIL = Instant.parse("2026-04-10T12:00:00Z");
  private static final Group GROUP =
      Group.opened(GroupRules.open(new Seeker(OWNER, "abct", "s1"), PROTOCOL, new UUID(0, 1), NOON))
          .start(FIRST);
  private static final Programme PROGRAMME = GroupRules.programme(GROUP, PROTOCOL);

  private final List<InterventionsEvent> history = new ArrayList<>();
  private Meetings meetings = Meetings.NONE;

  private AttendanceRulesTest() {
    history.add(GroupRules.join(OWNER, GROUP, NOON));
    history.add(
        CourseRules.start(OWNER, WITH_PROGRAMME, FIRST, PROTOCOL, MADRID, NOON).orElseThrow());
  }

  private Sitting sitting() {
    return new Sitting(
        Membership.after(history),
        Optional.of(GROUP),
        meetings,
        Course.after(history),
        PROGRAMME,
        MADRID);
  }

  /** Records what is accepted, and holds the law that saying it again changes nothing. */
  private Decision<InterventionsEvent> say(String session, Attendance attendance, Instant at) {
    var reason =
        attendance == Attendance.ABSENT
            ? Optional.of(AbsenceReason.ILLNESS)
            : Optional.<AbsenceReason>empty();
    var command = new RecordAttendance(OWNER, session, attendance, reason, "f-1", at);
    var decision = AttendanceRules.record(sitting(), command);
    if (decision instanceof Decision.Accepted<InterventionsEvent>(var events)) {
      history.addAll(events);
      assertThat(AttendanceRules.record(sitting(), command))
          .as("second delivery")
          .isEqualTo(Decision.accept());
    }
    return decision;
  }

  private static Refusal refusal(Decision<?> decision) {
    return ((Decision.Refused<?>) decision).reason();
  }

  @Test
  void attendance_counts_from_the_day_of_the_session() {
    assertThat(refusal(say("s1", Attendance.PRESENT, FIRST_DAY.minusSeconds(1))))
        .isEqualTo(Refusal.SESSION_NOT_HELD_YET);
    assertThat(say("s1", Attendance.PRESENT, FIRST_DAY)).isInstanceOf(Decision.Accepted.class);
    assertThat(((AttendanceRecorded) history.getLast()).heldOn()).isEqualTo(FIRST);
    assertThat(refusal(say("s2", Attendance.PRESENT, FIRST_DAY)))
        .isEqualTo(Refusal.SESSION_NOT_HELD_YET);
  }

  @Test
  void attendance_at_a_meeting_that_was_moved_counts_from_its_new_day() {
    var friday = LocalDate.parse("2026-03-20");
    meetings =
        meetings.arrange(
            new MeetingArranged(
                STUDY,
                GROUP.id(),
                "s1",
                Optional.of(friday),
                "18:30",
                120,
                Optional.of("Room 2"),
                Optional.empty(),
                "f-1",
                NOON));
    var before = Instant.parse("2026-03-19T22:59:59Z");
    assertThat(refusal(say("s1", Attendance.PRESENT, before)))
        .isEqualTo(Refusal.SESSION_NOT_HELD_YET);
    say("s1", Attendance.PRESENT, before.plusSeconds(1));
    assertThat(((AttendanceRecorded) history.getLast()).heldOn()).isEqualTo(friday);
  }

  @Test
  void a_different_second_statement_is_refused() {
    say("s1", Attendance.ABSENT, FIRST_DAY);
    assertThat(refusal(say("s1", Attendance.PARTIAL, APRIL)))
        .isEqualTo(Refusal.ATTENDANCE_ALREADY_RECORDED);
  }

  @Test
  void a_session_that_does_not_exist_is_refused() {
    assertThat(refusal(say("s9", Attendance.PRESENT, APRIL))).isEqualTo(Refusal.SESSION_UNKNOWN);
    assertThat(refusal(say("soothing-breath", Attendance.PRESENT, APRIL)))
        .isEqualTo(Refusal.SESSION_UNKNOWN);
  }

  @Test
  void of_whoever_left_only_sessions_until_the_day_of_leaving_count() {
    var left = Instant.parse("2026-03-24T09:00:00Z"); // the day of the second session
    history.add(Membership.after(history).orElseThrow().leave(OWNER, left).orElseThrow());
    assertThat(say("s1", Attendance.PRESENT, APRIL)).isInstanceOf(Decision.Accepted.class);
    assertThat(say("s2", Attendance.ABSENT, APRIL)).isInstanceOf(Decision.Accepted.class);
    assertThat(refusal(say("s3", Attendance.ABSENT, APRIL))).isEqualTo(Refusal.LEFT_BEFORE);
  }

  @Test
  void a_programme_counts_the_sessions_that_somebody_was_at() {
    say("s1", Attendance.PRESENT, APRIL);
    say("s2", Attendance.PARTIAL, APRIL);
    say("s3", Attendance.ABSENT, APRIL);
    var course = Course.after(history).orElseThrow();
    var ended =
        CourseRules.stop(OWNER, course, PROGRAMME, ProgrammeEndReason.LEFT, APRIL).orElseThrow();
    assertThat(ended.sessionsAttended()).isEqualTo(2);
  }

  @Test
  void nobody_reports_time_with_a_session_of_a_group() {
    var command =
        new RecordEngagement(
            new UUID(0, 5), "s1", APRIL, APRIL.plusSeconds(60), 60, 100, Optional.empty(), APRIL);
    assertThat(
            refusal(
                CourseRules.engage(
                    OWNER, Course.after(history), Optional.of(PROTOCOL), MADRID, command)))
        .isEqualTo(Refusal.HELD_IN_GROUP);
  }
}
