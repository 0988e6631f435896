package org.attune.ema.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.attune.ema.handle.ReplanHandler;
import org.attune.interventions.v1.Attendance;
import org.attune.interventions.v1.AttendanceRecorded;
import org.attune.interventions.v1.EngagementRecorded;
import org.attune.interventions.v1.ModuleKind;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.platform.log.History;
import org.attune.protocol.model.Anchor;

/**
 * Which sessions somebody did for the first time, as schedules of some arms may count from them: in
 * the app to the end, or in a group, where the facilitator says who was there, wholly or in part.
 */
public final class SessionFacts implements MessageHandler {
  public static final String TOPIC = "interventions.restricted.v1";

  private static final int DONE_PERCENT = 100;

  private final History history;
  private final ReplanHandler replans;

  public SessionFacts(History history, ReplanHandler replans) {
    this.history = history;
    this.replans = replans;
  }

  @Override
  public Set<String> types() {
    return Set.of("EngagementRecorded", "AttendanceRecorded");
  }

  @Override
  public void apply(Connection c, Message message) throws SQLException {
    switch (message.type()) {
      case "EngagementRecorded" -> engaged(c, message, message.as(EngagementRecorded.class));
      case "AttendanceRecorded" -> attended(c, message, message.as(AttendanceRecorded.class));
      default -> throw new IllegalStateException(message.type() + " was not asked for");
    }
  }

  private void engaged(Connection c, Message message, EngagementRecorded event)
      throws SQLException {
    if (event.getKind() != ModuleKind.SESSION) return;
    if (event.getCompletionPercent() < DONE_PERCENT) return;
    var place = history.lock(c, message.key());
    var name = Anchor.done(event.getModule());
    var _ = replans.reached(c, place, name, event.getEndedAt(), Optional.of(message.position()));
  }

  private void attended(Connection c, Message message, AttendanceRecorded event)
      throws SQLException {
    boolean there =
        event.getAttendance() == Attendance.PRESENT || event.getAttendance() == Attendance.PARTIAL;
    if (!there) return;
    var place = history.lock(c, message.key());
    var _ =
        replans.reached(
            c,
            place,
            Anchor.done(event.getSession()),
            event.getAt(),
            event.getHeldOn(),
            Optional.of(message.position()));
  }
}
