package org.attune.interventions.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.attune.interventions.domain.Course;
import org.attune.interventions.domain.InterventionsEvent;
import org.attune.platform.due.DueHandler;
import org.attune.platform.due.DueRow;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;

/** Reads from the history what stretches came to that were stored before the table could say it. */
public final class Completions implements DueHandler {
  /** Kind of the due row of somebody with such stretches. */
  public static final String KIND = "engagement-completion";

  private final History history;
  private final CourseStore courses;

  public Completions(History history, CourseStore courses) {
    this.history = history;
    this.courses = courses;
  }

  @Override
  public Place handle(Connection connection, Place place, DueRow row) throws SQLException {
    var events = history.read(connection, place.key(), InterventionsEvent.class);
    var course = Course.after(events);
    if (course.isPresent()) courses.complete(connection, place.key(), course.get().engagements());
    return place;
  }
}
