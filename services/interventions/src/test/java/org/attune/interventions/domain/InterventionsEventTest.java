package org.attune.interventions.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.interventions.domain.Trial.ANN;
import static org.attune.interventions.domain.Trial.STUDY;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.attune.interventions.domain.GroupEvent.FacilitatorAssigned;
import org.attune.interventions.domain.GroupEvent.FacilitatorNamed;
import org.attune.interventions.domain.GroupEvent.GroupDissolved;
import org.attune.interventions.domain.GroupEvent.GroupOpened;
import org.attune.interventions.domain.GroupEvent.GroupPostponed;
import org.attune.interventions.domain.GroupEvent.GroupStarted;
import org.attune.interventions.domain.GroupEvent.MeetingArranged;
import org.attune.interventions.domain.InterventionsEvent.AbsenceReason;
import org.attune.interventions.domain.InterventionsEvent.Attendance;
import org.attune.interventions.domain.InterventionsEvent.AttendanceRecorded;
import org.attune.interventions.domain.InterventionsEvent.EngagementRecorded;
import org.attune.interventions.domain.InterventionsEvent.GroupJoined;
import org.attune.interventions.domain.InterventionsEvent.GroupLeavingReason;
import org.attune.interventions.domain.InterventionsEvent.GroupLeft;
import org.attune.interventions.domain.InterventionsEvent.ModuleKind;
import org.attune.interventions.domain.InterventionsEvent.ModuleUnlocked;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeAccess;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEndReason;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEnded;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeStarted;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.RecordCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events as bytes and back. */
class InterventionsEventTest {
  private static final RecordCodec CODEC = new RecordCodec(EventCatalog.standard());
  private static final Instant AT = Instant.parse("2026-03-17T05:00:00.000001Z");
  private static final UUID GROUP = new UUID(0, 9);
  private static final LocalDate DAY = LocalDate.parse("2026-03-17");

  static Stream<InterventionsEvent> events() {
    return Stream.of(
        new ProgrammeStarted(
            STUDY,
            ANN,
            "abct",
            DAY,
            DAY.plusDays(55),
            "Europe/Madrid",
            1,
            ProgrammeAccess.CROSSED_OVER,
            AT),
        new ModuleUnlocked(
            STUDY, ANN, "abct", "s1", ModuleKind.SESSION, DAY, Optional.of("gentler"), AT),
        engagement(Optional.of(5)),
        engagement(Optional.empty()),
        new GroupJoined(STUDY, ANN, GROUP, "abct", "", AT),
        new GroupLeft(STUDY, ANN, GROUP, GroupLeavingReason.MOVED, AT),
        attendance(Attendance.PARTIAL, Optional.empty()),
        attendance(Attendance.ABSENT, Optional.of(AbsenceReason.NOT_SAID)),
        new ProgrammeEnded(STUDY, ANN, "abct", ProgrammeEndReason.COMPLETED, 8, 3, AT));
  }

  static Stream<GroupEvent> groupEvents() {
    return Stream.of(
        new GroupOpened(STUDY, GROUP, "s1", "abct", "abct", 1, 4, 16, AT, AT),
        new GroupPostponed(STUDY, GROUP, AT, AT),
        new GroupStarted(STUDY, GROUP, DAY, 3, true, AT),
        new GroupDissolved(STUDY, GROUP, AT),
        new FacilitatorNamed(STUDY, "f-1", "s1", "a-1", AT),
        new FacilitatorAssigned(STUDY, GROUP, "f-1", "a-1", AT),
        meeting(Optional.of(DAY), Optional.of("Room 2"), Optional.empty()),
        meeting(Optional.empty(), Optional.empty(), Optional.of("https://meet.example.org/a")));
  }

  private static MeetingArranged meeting(
      Optional<LocalDate> movedTo, Optional<String> place, Optional<String> link) {
    return new MeetingArranged(STUDY, GROUP, "s1", movedTo, "18:30", 90, place, link, "f-1", AT);
  }

  private static AttendanceRecorded attendance(
      Attendance attendance, Optional<AbsenceReason> reason) {
    return new AttendanceRecorded(
        STUDY, ANN, GROUP, "abct", "s1", DAY, attendance, reason, "f-1", AT);
  }

  private static EngagementRecorded engagement(Optional<Integer> rating) {
    return new EngagementRecorded(
        STUDY,
        ANN,
        new UUID(0, 1),
        "abct",
        "safe-place",
        ModuleKind.PRACTICE,
        AT,
        AT,
        900,
        100,
        rating,
        AT,
        AT);
  }

  @ParameterizedTest
  @MethodSource("events")
  void an_event_is_read_as_it_was_written(InterventionsEvent event) {
    var bytes = CODEC.encode((Record) event);
    assertThat(CODEC.decode(bytes, InterventionsEvent.class)).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("events")
  void every_event_is_restricted(InterventionsEvent event) {
    assertThat(CODEC.type((Record) event).topic()).isEqualTo("interventions.restricted.v1");
  }

  @ParameterizedTest
  @MethodSource("groupEvents")
  void an_event_about_a_group_is_restricted_and_read_as_it_was_written(GroupEvent event) {
    var bytes = CODEC.encode((Record) event);
    assertThat(CODEC.decode(bytes, GroupEvent.class)).isEqualTo(event);
    assertThat(CODEC.type((Record) event).topic()).isEqualTo("interventions.restricted.v1");
  }

  @Test
  void no_event_is_left_out_here() {
    assertThat(events().map(Object::getClass).distinct())
        .hasSize(InterventionsEvent.class.getPermittedSubclasses().length);
    assertThat(groupEvents().map(Object::getClass).distinct())
        .hasSize(GroupEvent.class.getPermittedSubclasses().length);
  }
}
