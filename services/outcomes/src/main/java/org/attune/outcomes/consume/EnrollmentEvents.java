package org.attune.outcomes.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.attune.enrollment.v1.ConsentRenewed;
import org.attune.enrollment.v1.LeavingWay;
import org.attune.enrollment.v1.ParticipantEnrolled;
import org.attune.enrollment.v1.ParticipantLeft;
import org.attune.enrollment.v1.PromptHoursNarrowed;
import org.attune.enrollment.v1.ZoneChanged;
import org.attune.outcomes.domain.Facts;
import org.attune.outcomes.domain.OutcomesEvent.VisitCancelReason;
import org.attune.outcomes.handle.VisitHandler;
import org.attune.outcomes.store.FactStore;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.platform.log.History;
import org.attune.protocol.schedule.PromptHours;

/** Plans visits from consent, moves them with the participant, cancels them on leaving. */
public final class EnrollmentEvents implements MessageHandler {
  public static final String TOPIC = "enrollment.v1";

  private final History history;
  private final FactStore facts;
  private final VisitHandler visits;

  public EnrollmentEvents(History history, FactStore facts, VisitHandler visits) {
    this.history = history;
    this.facts = facts;
    this.visits = visits;
  }

  @Override
  public Set<String> types() {
    return Set.of(
        "ParticipantEnrolled",
        "ConsentRenewed",
        "ZoneChanged",
        "PromptHoursNarrowed",
        "ParticipantLeft");
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    var place = history.lock(connection, message.key());
    var cause = Optional.of(message.position());
    var known =
        switch (message.type()) {
          case "ParticipantEnrolled" ->
              facts.enrolled(
                  connection, message.key(), enrolled(message.as(ParticipantEnrolled.class)));
          case "ConsentRenewed" ->
              facts.renewed(
                  connection, message.key(), message.as(ConsentRenewed.class).getConsentVersion());
          case "ZoneChanged" -> {
            var zone = ZoneId.of(message.as(ZoneChanged.class).getZone());
            yield facts.moved(connection, message.key(), zone);
          }
          case "PromptHoursNarrowed" ->
              facts.narrowed(
                  connection, message.key(), hours(message.as(PromptHoursNarrowed.class)));
          case "ParticipantLeft" -> {
            if (!leavesFollowUp(message.as(ParticipantLeft.class))) yield Facts.NONE;
            visits.cancel(connection, place, VisitCancelReason.LEFT, cause);
            yield facts.stopped(connection, message.key(), VisitCancelReason.LEFT);
          }
          default -> throw new IllegalStateException(message.type() + " was not asked for");
        };
    if (known.stopped().isEmpty()) visits.plan(connection, place, known, cause);
  }

  private static Facts.Enrolled enrolled(ParticipantEnrolled event) {
    return new Facts.Enrolled(
        event.getSite(),
        event.getProtocolVersion(),
        event.getConsentVersion(),
        event.getLanguage(),
        ZoneId.of(event.getZone()),
        Optional.empty(),
        event.getLocalDate());
  }

  private static PromptHours hours(PromptHoursNarrowed event) {
    return new PromptHours(LocalTime.parse(event.getFrom()), LocalTime.parse(event.getUntil()));
  }

  private static boolean leavesFollowUp(ParticipantLeft event) {
    return event.getWay() == LeavingWay.WITHDRAW_FOLLOWUP
        || event.getWay() == LeavingWay.WITHDRAW_DATA;
  }
}
