package org.attune.interventions.domain;

import static org.attune.interventions.domain.Decision.accept;
import static org.attune.interventions.domain.Decision.refuse;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.interventions.domain.GroupEvent.MeetingArranged;
import org.attune.protocol.model.Programme;
import org.attune.protocol.model.Programme.Session;

/** Decides when and where a group meets. Pure and total: same arguments, same decision. */
public final class MeetingRules {
  private MeetingRules() {}

  /**
   * Hour and place of a meeting.
   *
   * @param begins by the clock of the group's site, in whole minutes
   * @param minutes how long it lasts; empty for as long as the protocol plans
   * @param place empty for a meeting with a link alone
   * @param link empty for a meeting at a place alone
   */
  public record Wish(
      LocalTime begins, Optional<Integer> minutes, Optional<String> place, Optional<String> link) {}

  /** What staff ask for, by staff id, at the study time of arrival. */
  public sealed interface Arrange {
    Wish wish();

    String by();

    Instant at();

    /**
     * Every meeting from a session on takes place like this, each on its day.
     *
     * @param from session, by its id; empty for the first whose day is not over
     */
    record ArrangeAll(Optional<String> from, Wish wish, String by, Instant at) implements Arrange {}

    /**
     * One meeting takes place like this.
     *
     * @param date day at the group's site; empty for the day that it has
     */
    record ArrangeOne(String session, Optional<LocalDate> date, Wish wish, String by, Instant at)
        implements Arrange {}
  }

  /**
   * The meetings of a group, past and to come.
   *
   * @param meetings what was arranged about them
   * @param attended sessions at which the attendance of anybody was stated
   * @param site the group's time zone
   */
  public record Agenda(
      String study,
      Group group,
      Programme programme,
      Meetings meetings,
      Set<String> attended,
      ZoneId site) {
    /** Sessions that the group holds, in the order of the programme. */
    public List<Session> sessions() {
      return programme.sessions().stream().filter(AttendanceRules::isHeldInGroup).toList();
    }

    /** Day of a session at the site; empty before the group has started. */
    public Optional<LocalDate> heldOn(Session session) {
      return group.firstDay().map(first -> meetings.heldOn(first, session.id(), session.unlocks()));
    }
  }

  /**
   * Arranges meetings. What is asked for again changes nothing. A meeting at which attendance was
   * stated stays as it was: {@code ArrangeAll} leaves it alone, {@code ArrangeOne} is refused.
   */
  public static Decision<GroupEvent> arrange(Agenda agenda, Arrange command) {
    if (agenda.group().dissolved()) return refuse(Refusal.GROUP_UNKNOWN, "There is no such group.");
    return switch (command) {
      case Arrange.ArrangeAll all -> all(agenda, all);
      case Arrange.ArrangeOne one -> one(agenda, one);
    };
  }

  private static Decision<GroupEvent> all(Agenda agenda, Arrange.ArrangeAll command) {
    var sessions = agenda.sessions();
    int from = 0;
    if (command.from().isPresent()) {
      from = sessions.stream().map(Session::id).toList().indexOf(command.from().get());
      if (from < 0) return sessionUnknown();
    }
    var today = LocalDate.ofInstant(command.at(), agenda.site());
    var events = new ArrayList<GroupEvent>();
    for (var session : sessions.subList(from, sessions.size())) {
      if (agenda.attended().contains(session.id())) continue;
      boolean isOver = agenda.heldOn(session).filter(day -> day.isBefore(today)).isPresent();
      if (isOver && command.from().isEmpty()) continue;
      var movedTo = agenda.meetings().of(session.id()).flatMap(Meeting::movedTo);
      arranged(agenda, session, movedTo, command).ifPresent(events::add);
    }
    return new Decision.Accepted<>(List.copyOf(events));
  }

  private static Decision<GroupEvent> one(Agenda agenda, Arrange.ArrangeOne command) {
    var found = agenda.sessions().stream().filter(s -> s.id().equals(command.session()));
    var session = found.findFirst();
    if (session.isEmpty()) return sessionUnknown();
    var group = agenda.group();
    if (command.date().isPresent()) {
      if (group.firstDay().isEmpty()) {
        return refuse(
            Refusal.GROUP_NOT_STARTED,
            "The group has not started, so its meetings have no days yet.");
      }
      var first = group.firstDay().get();
      var last = first.plusDays(agenda.programme().days() - 1L);
      if (command.date().get().isBefore(first) || command.date().get().isAfter(last)) {
        return refuse(
            Refusal.OUTSIDE_PROGRAMME,
            "The group's programme runs from %s to %s.".formatted(first, last));
      }
    }
    var event = arranged(agenda, session.get(), movedTo(agenda, session.get(), command), command);
    if (event.isEmpty()) return accept();
    if (agenda.attended().contains(command.session())) {
      return refuse(
          Refusal.MEETING_HELD, "Attendance at this session was stated, so it stays as it was.");
    }
    return accept(event.get());
  }

  private static Decision<GroupEvent> sessionUnknown() {
    return refuse(Refusal.SESSION_UNKNOWN, "The group has no such session.");
  }

  /** A date that is the protocol's own is no move. */
  private static Optional<LocalDate> movedTo(
      Agenda agenda, Session session, Arrange.ArrangeOne command) {
    if (command.date().isEmpty()) {
      return agenda.meetings().of(session.id()).flatMap(Meeting::movedTo);
    }
    var planned = agenda.group().firstDay().orElseThrow().plus(session.unlocks());
    return command.date().filter(date -> !date.equals(planned));
  }

  private static Optional<GroupEvent> arranged(
      Agenda agenda, Session session, Optional<LocalDate> movedTo, Arrange command) {
    var wish = command.wish();
    int minutes = wish.minutes().orElse(session.minutes());
    var known = agenda.meetings().of(session.id());
    var wanted =
        new Meeting(
            movedTo,
            wish.begins(),
            minutes,
            wish.place(),
            wish.link(),
            known.map(Meeting::revision).orElse(0));
    if (known.filter(wanted::equals).isPresent()) return Optional.empty();
    return Optional.of(
        new MeetingArranged(
            agenda.study(),
            agenda.group().id(),
            session.id(),
            movedTo,
            wish.begins().toString(),
            minutes,
            wish.place(),
            wish.link(),
            command.by(),
            command.at()));
  }
}
