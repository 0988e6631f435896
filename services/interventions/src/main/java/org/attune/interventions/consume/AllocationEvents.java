package org.attune.interventions.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.attune.interventions.domain.Facts.Allocation;
import org.attune.interventions.handle.CourseHandler;
import org.attune.interventions.store.FactStore;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.platform.log.History;
import org.attune.randomization.v1.ArmAllocated;

/** Begins the programme of the arm. */
public final class AllocationEvents implements MessageHandler {
  public static final String TOPIC = "randomization.restricted.v1";

  private final History history;
  private final FactStore facts;
  private final CourseHandler courses;

  public AllocationEvents(History history, FactStore facts, CourseHandler courses) {
    this.history = history;
    this.facts = facts;
    this.courses = courses;
  }

  @Override
  public Set<String> types() {
    return Set.of("ArmAllocated");
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    var place = history.lock(connection, message.key());
    var event = message.as(ArmAllocated.class);
    var allocation =
        new Allocation(event.getArm(), event.getLocalDate(), event.getProtocolVersion());
    var zone = ZoneId.of(event.getZone());
    var known = facts.allocated(connection, message.key(), allocation, zone);
    courses.begin(connection, place, known, Optional.of(message.position()));
  }
}
