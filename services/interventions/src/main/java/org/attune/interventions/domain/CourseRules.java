package org.attune.interventions.domain;

import static org.attune.interventions.domain.Decision.accept;
import static org.attune.interventions.domain.Decision.refuse;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.interventions.domain.Facts.Allocation;
import org.attune.interventions.domain.InterventionsEvent.EngagementRecorded;
import org.attune.interventions.domain.InterventionsEvent.ModuleKind;
import org.attune.interventions.domain.InterventionsEvent.ModuleUnlocked;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeAccess;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEndReason;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEnded;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeStarted;
import org.attune.protocol.model.Programme;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.LocalDays;

/** Decides what a programme offers and takes. Pure and total: same arguments, same decision. */
public final class CourseRules {
  /** Local time at which a module becomes available on its day. */
  public static final LocalTime UNLOCK_HOUR = LocalTime.of(6, 0);

  private CourseRules() {}

  /** Whose course it is. */
  public record Owner(String study, UUID participant) {}

  /**
   * Time spent, as a device reports it.
   *
   * @param startedAt corrected device time
   * @param endedAt corrected device time, not before {@code startedAt}
   * @param seconds time spent, at most what lies between the two
   * @param completionPercent 0 to 100
   * @param rating 1 to 5
   * @param at study time of arrival
   */
  public record RecordEngagement(
      UUID engagement,
      String module,
      Instant startedAt,
      Instant endedAt,
      int seconds,
      int completionPercent,
      Optional<Integer> rating,
      Instant at) {}

  /** Starts the programme of the arm the day after allocation; empty for an arm without one. */
  public static Optional<ProgrammeStarted> start(
      Owner owner, Allocation allocation, Protocol protocol, ZoneId zone, Instant now) {
    return start(owner, allocation, allocation.date().plusDays(1), protocol, zone, now);
  }

  /**
   * Starts the programme of the arm; empty for an arm without one.
   *
   * @param first first day: that of the participant's group, if the arm forms groups
   */
  public static Optional<ProgrammeStarted> start(
      Owner owner,
      Allocation allocation,
      LocalDate first,
      Protocol protocol,
      ZoneId zone,
      Instant now) {
    return programme(protocol, allocation.arm())
        .map(
            programme ->
                new ProgrammeStarted(
                    owner.study(),
                    owner.participant(),
                    programme.id(),
                    first,
                    first.plusDays(programme.days() - 1L),
                    zone.getId(),
                    protocol.version(),
                    waits(protocol, allocation.arm())
                        ? ProgrammeAccess.CROSSED_OVER
                        : ProgrammeAccess.ALLOCATED,
                    now));
  }

  /** Whether an arm has no programme of its own and crosses over to one: a waiting list. */
  public static boolean waits(Protocol protocol, String arm) {
    return protocol
        .arm(arm)
        .filter(a -> a.intervention().isEmpty() && a.crossesTo().isPresent())
        .isPresent();
  }

  /** Which variant of a module a participant reads, as far as is known of the participant. */
  @FunctionalInterface
  public interface Choice {
    Optional<String> variant(String module);
  }

  /** What is due at {@code now}: modules that become available, then the end. */
  public static List<InterventionsEvent> due(
      Owner owner, Course course, Programme programme, Choice choice, ZoneId zone, Instant now) {
    var events = new ArrayList<InterventionsEvent>();
    if (course.ended().isPresent()) return events;
    for (var module : Module.of(programme)) {
      if (course.unlocked().containsKey(module.id())) continue;
      if (unlocksAt(course, module, zone).isAfter(now)) continue;
      events.add(
          new ModuleUnlocked(
              owner.study(),
              owner.participant(),
              programme.id(),
              module.id(),
              module.kind(),
              course.firstDay().plus(module.unlocks()),
              choice.variant(module.id()),
              now));
    }
    if (!endsAt(course, zone).isAfter(now)) {
      events.add(end(owner, course, programme, ProgrammeEndReason.COMPLETED, now));
    }
    return events;
  }

  /** When something is due next; empty once the course has ended. */
  public static Optional<Instant> next(Course course, Programme programme, ZoneId zone) {
    if (course.ended().isPresent()) return Optional.empty();
    var end = endsAt(course, zone);
    return Optional.of(
        Module.of(programme).stream()
            .filter(module -> !course.unlocked().containsKey(module.id()))
            .map(module -> unlocksAt(course, module, zone))
            .reduce(end, (a, b) -> a.isBefore(b) ? a : b));
  }

  /** Ends the course before its time; empty if it has ended. */
  public static Optional<ProgrammeEnded> stop(
      Owner owner, Course course, Programme programme, ProgrammeEndReason reason, Instant now) {
    return course.ended().isPresent()
        ? Optional.empty()
        : Optional.of(end(owner, course, programme, reason, now));
  }

  /**
   * Records time spent with a module that was available then. Once available, a module may be
   * engaged with as often as the participant likes, until the programme ends.
   *
   * @param course empty for a participant without a programme, who is answered as one who names a
   *     module that does not exist
   */
  public static Decision<InterventionsEvent> engage(
      Owner owner,
      Optional<Course> course,
      Optional<Protocol> protocol,
      ZoneId zone,
      RecordEngagement command) {
    if (course.isEmpty() || protocol.isEmpty()) return unknown();
    var known = course.get();
    if (known.engagements().containsKey(command.engagement())) return accept();
    var module =
        programme(known, protocol.get()).flatMap(programme -> find(programme, command.module()));
    if (module.isEmpty()) return unknown();
    if (module.get().isHeldInGroup()) {
      return refuse(Refusal.HELD_IN_GROUP, "The facilitator says who was at a group's session.");
    }
    var unlocked =
        Optional.ofNullable(known.unlocked().get(command.module())).map(Course.Unlocked::at);
    var end = known.ended().map(Course.End::at).orElseGet(() -> endsAt(known, zone));
    boolean available =
        unlocked.isPresent()
            && !command.startedAt().isBefore(unlocked.get())
            && command.startedAt().isBefore(end);
    if (!available) return refuse(Refusal.NOT_AVAILABLE, "It was not available at that time.");
    var until = LocalDate.ofInstant(command.endedAt(), zone).plus(protocol.get().lateAnswers());
    if (!command.at().isBefore(LocalDays.end(until, zone))) {
      return refuse(Refusal.TOO_LATE, "It arrived too long after it ended.");
    }
    return accept(recorded(owner, known, module.get().kind(), command));
  }

  /** The programme of an arm, or the one that it waits for. */
  public static Optional<Programme> programme(Protocol protocol, String arm) {
    return protocol.programmeOf(arm);
  }

  /** The programme that a course goes through. */
  public static Optional<Programme> programme(Course course, Protocol protocol) {
    return Optional.ofNullable(protocol.programmes().get(course.programme()));
  }

  /** Local {@link #UNLOCK_HOUR} of the module's day. */
  public static Instant unlocksAt(Course course, Module module, ZoneId zone) {
    return LocalDays.at(course.firstDay().plus(module.unlocks()), UNLOCK_HOUR, zone);
  }

  private static Instant endsAt(Course course, ZoneId zone) {
    return LocalDays.end(course.lastDay(), zone);
  }

  private static Optional<Module> find(Programme programme, String id) {
    return Module.of(programme).stream().filter(module -> module.id().equals(id)).findFirst();
  }

  private static Decision<InterventionsEvent> unknown() {
    return refuse(Refusal.MODULE_UNKNOWN, "There is no such module.");
  }

  private static EngagementRecorded recorded(
      Owner owner, Course course, ModuleKind kind, RecordEngagement command) {
    return new EngagementRecorded(
        owner.study(),
        owner.participant(),
        command.engagement(),
        course.programme(),
        command.module(),
        kind,
        command.startedAt(),
        command.endedAt(),
        command.seconds(),
        command.completionPercent(),
        command.rating(),
        command.at(),
        command.at());
  }

  private static ProgrammeEnded end(
      Owner owner, Course course, Programme programme, ProgrammeEndReason reason, Instant now) {
    var touched = new HashSet<String>();
    for (var engagement : course.engagements().values()) touched.add(engagement.module());
    course
        .attendance()
        .forEach(
            (session, attended) -> {
              if (attended.isThere()) touched.add(session);
            });
    var modules = Module.of(programme).stream().filter(m -> touched.contains(m.id())).toList();
    int sessions = (int) modules.stream().filter(m -> m.kind() == ModuleKind.SESSION).count();
    return new ProgrammeEnded(
        owner.study(),
        owner.participant(),
        programme.id(),
        reason,
        sessions,
        modules.size() - sessions,
        now);
  }
}
