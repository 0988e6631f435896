package org.attune.interventions.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.interventions.domain.Course;
import org.attune.interventions.domain.GroupEvent;
import org.attune.interventions.domain.Groups;
import org.attune.interventions.domain.InterventionsEvent;
import org.attune.interventions.domain.Membership;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.service.StateLaw;

/**
 * Courses, memberships and groups are what the history implies. Facts are outside: they are other
 * services' events.
 */
public final class InterventionsLaw implements StateLaw {
  private final History history;
  private final CourseStore courses;
  private final MemberStore members;
  private final GroupStore groups;

  public InterventionsLaw(
      History history, CourseStore courses, MemberStore members, GroupStore groups) {
    this.history = history;
    this.courses = courses;
    this.members = members;
    this.groups = groups;
  }

  @Override
  public SortedMap<String, String> folded(Connection connection, EventKey key) throws SQLException {
    if (key.isStudy()) {
      return rows(Groups.after(history.read(connection, key, GroupEvent.class)));
    }
    var events = history.read(connection, key, InterventionsEvent.class);
    return rows(Course.after(events), Membership.after(events));
  }

  @Override
  public SortedMap<String, String> stored(Connection connection, EventKey key) throws SQLException {
    return key.isStudy()
        ? rows(groups.all(connection, key.study()))
        : rows(courses.find(connection, key), members.find(connection, key));
  }

  private static SortedMap<String, String> rows(Groups known) {
    var rows = new TreeMap<String, String>();
    known.groups().forEach((id, group) -> rows.put("group/" + id, group.toString()));
    known.facilitators().forEach((id, site) -> rows.put("facilitator/" + id, site));
    known
        .meetings()
        .forEach(
            (id, meetings) ->
                meetings
                    .bySession()
                    .forEach(
                        (session, meeting) ->
                            rows.put("meeting/" + id + "/" + session, meeting.toString())));
    return rows;
  }

  private static SortedMap<String, String> rows(
      Optional<Course> course, Optional<Membership> membership) {
    var rows = new TreeMap<String, String>();
    membership.ifPresent(known -> rows.put("membership", known.toString()));
    if (course.isEmpty()) return rows;
    var known = course.get();
    rows.put(
        "programme",
        "%s version %d from %s to %s, ended %s"
            .formatted(
                known.programme(),
                known.version(),
                known.firstDay(),
                known.lastDay(),
                known.ended()));
    known
        .unlocked()
        .forEach((module, unlocked) -> rows.put("module/" + module, unlocked.toString()));
    known
        .engagements()
        .forEach((id, engagement) -> rows.put("engagement/" + id, engagement.toString()));
    known
        .attendance()
        .forEach((session, attended) -> rows.put("attendance/" + session, attended.toString()));
    return rows;
  }
}
