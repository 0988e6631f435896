package org.attune.interventions.domain;

import static org.attune.interventions.domain.Decision.accept;
import static org.attune.interventions.domain.Decision.refuse;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.attune.interventions.domain.CourseRules.Owner;
import org.attune.interventions.domain.InterventionsEvent.AbsenceReason;
import org.attune.interventions.domain.InterventionsEvent.Attendance;
import org.attune.interventions.domain.InterventionsEvent.AttendanceRecorded;
import org.attune.protocol.model.Programme;
import org.attune.protocol.model.Programme.Session;

/** Decides what counts as attendance at a session of a group. Pure and total. */
public final class AttendanceRules {
  private AttendanceRules() {}

  /**
   * What a facilitator states about one person and one session.
   *
   * @param reason present exactly if absent
   * @param by staff id
   * @param at study time of arrival
   */
  public record RecordAttendance(
      Owner owner,
      String session,
      Attendance attendance,
      Optional<AbsenceReason> reason,
      String by,
      Instant at) {}

  /**
   * Whom it is stated about.
   *
   * @param membership empty for whoever was in no group
   * @param group of that membership
   * @param meetings what was arranged about that group's meetings
   * @param course of that participant; empty before the group starts
   * @param site the group's time zone
   */
  public record Sitting(
      Optional<Membership> membership,
      Optional<Group> group,
      Meetings meetings,
      Optional<Course> course,
      Programme programme,
      ZoneId site) {}

  /**
   * Records attendance once per participant and session, from the meeting's day on. The same said
   * again is accepted and changes nothing; something else is refused. Of whoever left, only
   * sessions until the day of leaving count.
   */
  public static Decision<InterventionsEvent> record(Sitting sitting, RecordAttendance command) {
    var session =
        sitting.programme().sessions().stream()
            .filter(s -> s.id().equals(command.session()) && isHeldInGroup(s))
            .findFirst();
    if (session.isEmpty()) {
      return refuse(Refusal.SESSION_UNKNOWN, "The group has no such session.");
    }
    if (sitting.course().isEmpty()
        || sitting.group().isEmpty()
        || sitting.group().get().firstDay().isEmpty()) {
      return refuse(Refusal.SESSION_NOT_HELD_YET, "The group has not started.");
    }
    var group = sitting.group().get();
    var heldOn =
        sitting
            .meetings()
            .heldOn(group.firstDay().orElseThrow(), command.session(), session.get().unlocks());
    if (LocalDate.ofInstant(command.at(), sitting.site()).isBefore(heldOn)) {
      return refuse(Refusal.SESSION_NOT_HELD_YET, "The session is on %s.".formatted(heldOn));
    }
    var known = sitting.course().get().attendance().get(command.session());
    if (known != null) return again(known, command);
    if (hadLeft(sitting, heldOn)) {
      return refuse(Refusal.LEFT_BEFORE, "The participant left before the day of this session.");
    }
    return accept(
        new AttendanceRecorded(
            command.owner().study(),
            command.owner().participant(),
            group.id(),
            group.programme(),
            command.session(),
            heldOn,
            command.attendance(),
            command.reason(),
            command.by(),
            command.at()));
  }

  private static Decision<InterventionsEvent> again(
      Course.Attended known, RecordAttendance command) {
    if (known.equals(new Course.Attended(command.attendance(), command.reason()))) return accept();
    return refuse(
        Refusal.ATTENDANCE_ALREADY_RECORDED,
        "Something else was recorded for this participant and session.");
  }

  private static boolean hadLeft(Sitting sitting, LocalDate heldOn) {
    return sitting
        .membership()
        .flatMap(Membership::leftAt)
        .filter(left -> LocalDate.ofInstant(left, sitting.site()).isBefore(heldOn))
        .isPresent();
  }

  /** Whether a facilitator holds the session for a group. */
  public static boolean isHeldInGroup(Session session) {
    return session.delivery().equals(Module.GROUP);
  }
}
