package org.attune.outcomes.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.attune.enrollment.v1.ConsentRenewed;
import org.attune.enrollment.v1.DeliveryReported;
import org.attune.enrollment.v1.LeavingWay;
import org.attune.enrollment.v1.ParticipantEnrolled;
import org.attune.enrollment.v1.ParticipantLeft;
import org.attune.enrollment.v1.PauseChosen;
import org.attune.enrollment.v1.PromptHoursNarrowed;
import org.attune.enrollment.v1.ZoneChanged;
import org.attune.outcomes.domain.Facts;
import org.attune.outcomes.domain.OutcomesEvent.ReportStatus;
import org.attune.outcomes.domain.OutcomesEvent.VisitCancelReason;
import org.attune.outcomes.domain.OutcomesEvent.VisitReported;
import org.attune.outcomes.domain.Visit;
import org.attune.outcomes.handle.VisitHandler;
import org.attune.outcomes.store.FactStore;
import org.attune.outcomes.store.VisitStore;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.platform.event.Position;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.protocol.schedule.PromptHours;

/** Plans visits from consent, moves them with the participant, cancels them on leaving. */
public final class EnrollmentEvents implements MessageHandler {
  public static final String TOPIC = "enrollment.v1";

  private final History history;
  private final FactStore facts;
  private final VisitHandler visits;
  private final VisitStore store;

  public EnrollmentEvents(History history, FactStore facts, VisitHandler visits, VisitStore store) {
    this.history = history;
    this.facts = facts;
    this.visits = visits;
    this.store = store;
  }

  @Override
  public Set<String> types() {
    return Set.of(
        "ParticipantEnrolled",
        "ConsentRenewed",
        "ZoneChanged",
        "PromptHoursNarrowed",
        "PromptHoursWidened",
        "PauseChosen",
        "ParticipantLeft",
        "DeliveryReported");
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    var place = history.lock(connection, message.key());
    var cause = Optional.of(message.position());
    if (message.type().equals("DeliveryReported")) {
      reported(connection, place, message.as(DeliveryReported.class), cause);
      return;
    }
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
              facts.hours(
                  connection,
                  message.key(),
                  Optional.of(hours(message.as(PromptHoursNarrowed.class))));
          case "PromptHoursWidened" -> facts.hours(connection, message.key(), Optional.empty());
          case "PauseChosen" ->
              facts.paused(connection, message.key(), message.as(PauseChosen.class).getUntil());
          case "ParticipantLeft" -> {
            if (!leavesFollowUp(message.as(ParticipantLeft.class))) yield Facts.NONE;
            visits.cancel(connection, place, VisitCancelReason.LEFT, cause);
            yield facts.stopped(connection, message.key(), VisitCancelReason.LEFT);
          }
          default -> throw new IllegalStateException(message.type() + " was not asked for");
        };
    if (known.stopped().isEmpty()) visits.plan(connection, place, known, cause);
  }

  /** What a channel says of a visit is kept as evidence; of anything else it is not ours. */
  private void reported(
      Connection connection, Place place, DeliveryReported event, Optional<Position> cause)
      throws SQLException {
    var status = status(event.getStatus());
    var visit = visit(connection, place, event.getMessageId());
    if (status.isEmpty() || visit.isEmpty()) return;
    var reported =
        new VisitReported(
            place.key().study(),
            place.key().participantId(),
            visit.get().id(),
            visit.get().assessment(),
            event.getOccasion(),
            event.getChannel(),
            status.get(),
            Optional.ofNullable(event.getReportedAt()),
            place.now());
    var _ = history.append(connection, place, List.of(reported), cause);
  }

  /** Messages about prompts have ids of the same form. */
  private Optional<Visit> visit(Connection connection, Place place, String messageId)
      throws SQLException {
    try {
      var id = UUID.fromString(messageId);
      return Optional.ofNullable(store.find(connection, place.key()).get(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<ReportStatus> status(org.attune.enrollment.v1.ReportStatus status) {
    return switch (status) {
      case DELIVERED -> Optional.of(ReportStatus.DELIVERED);
      case UNDELIVERED -> Optional.of(ReportStatus.UNDELIVERED);
      case UNKNOWN -> Optional.empty();
    };
  }

  private static Facts.Enrolled enrolled(ParticipantEnrolled event) {
    return new Facts.Enrolled(
        event.getSite(),
        event.getProtocolVersion(),
        event.getConsentVersion(),
        event.getLanguage(),
        ZoneId.of(event.getZone()),
        Optional.empty(),
        event.getLocalDate(),
        Optional.empty());
  }

  private static PromptHours hours(PromptHoursNarrowed event) {
    return new PromptHours(LocalTime.parse(event.getFrom()), LocalTime.parse(event.getUntil()));
  }

  private static boolean leavesFollowUp(ParticipantLeft event) {
    return event.getWay() == LeavingWay.WITHDRAW_FOLLOWUP
        || event.getWay() == LeavingWay.WITHDRAW_DATA;
  }
}
