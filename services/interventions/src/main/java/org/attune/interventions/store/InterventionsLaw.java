package org.attune.interventions.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.interventions.domain.Course;
import org.attune.interventions.domain.InterventionsEvent;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.service.StateLaw;

/** Courses are what the history implies. Facts are outside: they are other services' events. */
public final class InterventionsLaw implements StateLaw {
  private final History history;
  private final CourseStore courses;

  public InterventionsLaw(History history, CourseStore courses) {
    this.history = history;
    this.courses = courses;
  }

  @Override
  public SortedMap<String, String> folded(Connection connection, EventKey key) throws SQLException {
    return rows(Course.after(history.read(connection, key, InterventionsEvent.class)));
  }

  @Override
  public SortedMap<String, String> stored(Connection connection, EventKey key) throws SQLException {
    return rows(courses.find(connection, key));
  }

  private static SortedMap<String, String> rows(Optional<Course> course) {
    var rows = new TreeMap<String, String>();
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
    known.unlocked().forEach((module, at) -> rows.put("module/" + module, at.toString()));
    known
        .engagements()
        .forEach((id, engagement) -> rows.put("engagement/" + id, engagement.toString()));
    return rows;
  }
}
