package org.attune.interventions.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.attune.interventions.domain.InterventionsEvent.AbsenceReason;
import org.attune.interventions.domain.InterventionsEvent.Attendance;
import org.attune.interventions.domain.InterventionsEvent.AttendanceRecorded;
import org.attune.interventions.domain.InterventionsEvent.EngagementRecorded;
import org.attune.interventions.domain.InterventionsEvent.GroupJoined;
import org.attune.interventions.domain.InterventionsEvent.GroupLeft;
import org.attune.interventions.domain.InterventionsEvent.MembershipEvent;
import org.attune.interventions.domain.InterventionsEvent.ModuleUnlocked;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEndReason;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEnded;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeStarted;

/**
 * One participant's way through the programme of the arm.
 *
 * <pre>
 *   nothing --ProgrammeStarted--&gt; Running --ProgrammeEnded--&gt; Ended
 *                                 ModuleUnlocked, EngagementRecorded, AttendanceRecorded: stay;
 *                                 Ended takes late EngagementRecorded and AttendanceRecorded
 * </pre>
 *
 * @param version protocol version the programme is taken from
 * @param unlocked what is available, by module
 * @param engagements by id
 * @param attendance by session of the group
 * @param ended empty while it runs
 */
public record Course(
    String programme,
    int version,
    LocalDate firstDay,
    LocalDate lastDay,
    SortedMap<String, Unlocked> unlocked,
    SortedMap<UUID, Engagement> engagements,
    SortedMap<String, Attended> attendance,
    Optional<End> ended) {
  /**
   * Time spent with a module.
   *
   * @param completionPercent 0 to 100, of the whole module
   * @param endedAt corrected device time
   */
  public record Engagement(String module, int seconds, int completionPercent, Instant endedAt) {
    /** Whether the participant came to the module's end. */
    public boolean isFinished() {
      return completionPercent == FINISHED_PERCENT;
    }
  }

  /**
   * A module that is available.
   *
   * @param variant chosen then, for good; empty for what everybody else reads
   */
  public record Unlocked(Instant at, Optional<String> variant) {}

  private static final int FINISHED_PERCENT = 100;

  /** Stretches in which the participant came to the end of {@code module}. */
  public Stream<Engagement> finished(String module) {
    return engagements.values().stream()
        .filter(engagement -> engagement.module().equals(module) && engagement.isFinished());
  }

  /** Whether the participant was at a session, and why not. */
  public record Attended(Attendance attendance, Optional<AbsenceReason> reason) {
    /** Whether the participant was there, be it for a part of it. */
    boolean isThere() {
      return attendance == Attendance.PRESENT || attendance == Attendance.PARTIAL;
    }
  }

  /** When and why a programme ended. */
  public record End(Instant at, ProgrammeEndReason reason) {}

  /** The course after {@code history}, oldest event first; empty without a programme. */
  public static Optional<Course> after(List<InterventionsEvent> history) {
    Optional<Course> course = Optional.empty();
    for (var event : history) {
      if (!(event instanceof MembershipEvent)) course = Optional.of(next(course, event));
    }
    return course;
  }

  /**
   * The course after one more event.
   *
   * @throws IllegalStateException if the diagram above has no such arrow: the history is corrupt
   */
  public static Course next(Optional<Course> before, InterventionsEvent event) {
    return switch (event) {
      case ProgrammeStarted e when before.isEmpty() ->
          new Course(
              e.programme(),
              e.protocolVersion(),
              e.firstDay(),
              e.lastDay(),
              new TreeMap<>(),
              new TreeMap<>(),
              new TreeMap<>(),
              Optional.empty());
      case ModuleUnlocked e when before.isPresent() && before.get().ended.isEmpty() ->
          before.get().unlock(e.module(), new Unlocked(e.at(), e.variant()));
      case EngagementRecorded e when before.isPresent() ->
          before
              .get()
              .engage(
                  e.engagementId(),
                  new Engagement(e.module(), e.seconds(), e.completionPercent(), e.endedAt()));
      case AttendanceRecorded e when before.isPresent() ->
          before.get().attend(e.session(), new Attended(e.attendance(), e.absenceReason()));
      case ProgrammeEnded e when before.isPresent() && before.get().ended.isEmpty() ->
          before.get().end(new End(e.at(), e.reason()));
      case ProgrammeStarted _,
          ModuleUnlocked _,
          EngagementRecorded _,
          AttendanceRecorded _,
          ProgrammeEnded _,
          GroupJoined _,
          GroupLeft _ ->
          throw new IllegalStateException(
              "no arrow by " + event.getClass().getSimpleName() + " from here");
    };
  }

  private Course unlock(String module, Unlocked since) {
    var more = new TreeMap<>(unlocked);
    more.put(module, since);
    return new Course(programme, version, firstDay, lastDay, more, engagements, attendance, ended);
  }

  private Course engage(UUID id, Engagement engagement) {
    var more = new TreeMap<>(engagements);
    more.put(id, engagement);
    return new Course(programme, version, firstDay, lastDay, unlocked, more, attendance, ended);
  }

  private Course attend(String session, Attended attended) {
    var more = new TreeMap<>(attendance);
    more.put(session, attended);
    return new Course(programme, version, firstDay, lastDay, unlocked, engagements, more, ended);
  }

  private Course end(End end) {
    return new Course(
        programme, version, firstDay, lastDay, unlocked, engagements, attendance, Optional.of(end));
  }
}
