package org.attune.interventions.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.attune.enrollment.v1.LeavingWay;
import org.attune.enrollment.v1.ParticipantEnrolled;
import org.attune.enrollment.v1.ParticipantLeft;
import org.attune.enrollment.v1.ZoneChanged;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEndReason;
import org.attune.interventions.handle.CourseHandler;
import org.attune.interventions.store.FactStore;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.platform.log.History;

/** Knows where participants are and what they speak; ends the programme of those who leave. */
public final class EnrollmentEvents implements MessageHandler {
  public static final String TOPIC = "enrollment.v1";

  private final History history;
  private final FactStore facts;
  private final CourseHandler courses;

  public EnrollmentEvents(History history, FactStore facts, CourseHandler courses) {
    this.history = history;
    this.facts = facts;
    this.courses = courses;
  }

  @Override
  public Set<String> types() {
    return Set.of("ParticipantEnrolled", "ZoneChanged", "ParticipantLeft");
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    var place = history.lock(connection, message.key());
    switch (message.type()) {
      case "ParticipantEnrolled" -> {
        var event = message.as(ParticipantEnrolled.class);
        var zone = ZoneId.of(event.getZone());
        var known =
            facts.enrolled(connection, message.key(), event.getLanguage(), zone, event.getSite());
        courses.move(connection, place, known.zone().orElse(zone));
        courses.begin(connection, place, known, Optional.of(message.position()));
      }
      case "ZoneChanged" -> {
        var zone = ZoneId.of(message.as(ZoneChanged.class).getZone());
        facts.moved(connection, message.key(), zone);
        courses.move(connection, place, zone);
        var known = facts.find(connection, message.key());
        courses.begin(connection, place, known, Optional.of(message.position()));
      }
      case "ParticipantLeft" -> {
        // Prompts have nothing to do with a programme; every other way of leaving ends it.
        if (message.as(ParticipantLeft.class).getWay() == LeavingWay.STOP_PROMPTS) return;
        facts.stopped(connection, message.key(), ProgrammeEndReason.LEFT);
        courses.stop(connection, place, ProgrammeEndReason.LEFT, Optional.of(message.position()));
      }
      default -> throw new IllegalStateException(message.type() + " was not asked for");
    }
  }
}
