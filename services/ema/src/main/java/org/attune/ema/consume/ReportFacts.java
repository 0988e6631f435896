package org.attune.ema.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.PromptReported;
import org.attune.ema.domain.EmaEvent.ReportStatus;
import org.attune.ema.store.SlotStore;
import org.attune.enrollment.v1.DeliveryReported;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Message;
import org.attune.platform.event.Restricted;
import org.attune.platform.log.History;

/**
 * What channels say of prompts, kept as evidence; of anything else it is not ours. Of prompts that
 * tell the arm it comes by a topic of its own.
 */
public final class ReportFacts implements MessageHandler {
  public static final String TOPIC = "enrollment.restricted.v1";

  private final History history;
  private final SlotStore slots;

  public ReportFacts(History history, SlotStore slots) {
    this.history = history;
    this.slots = slots;
  }

  @Override
  public Set<String> types() {
    return Set.of("DeliveryReported");
  }

  @Override
  public void apply(Connection c, Message message) throws SQLException {
    var event = message.as(DeliveryReported.class);
    var status = status(event.getStatus());
    var key = EventKey.of(event.getStudy(), event.getParticipantId());
    var slotId = slot(event.getMessageId());
    if (status.isEmpty() || slotId.isEmpty()) return;
    var place = history.lock(c, key);
    var row = slots.find(c, key, slotId.get());
    if (row.isEmpty()) return;
    var reported =
        new PromptReported(
            key.study(),
            key.participantId(),
            slotId.get(),
            event.getOccasion(),
            event.getChannel(),
            status.get(),
            Optional.ofNullable(event.getReportedAt()),
            place.now());
    var events = Restricted.all(List.of(reported), row.get().slot().tellsArm());
    var _ = history.append(c, place, events, Optional.of(message.position()));
  }

  private static Optional<ReportStatus> status(org.attune.enrollment.v1.ReportStatus status) {
    return switch (status) {
      case DELIVERED -> Optional.of(ReportStatus.DELIVERED);
      case UNDELIVERED -> Optional.of(ReportStatus.UNDELIVERED);
      case UNKNOWN -> Optional.empty();
    };
  }

  /** Messages about visits have ids of the same form. */
  private static Optional<UUID> slot(String messageId) {
    try {
      return Optional.of(UUID.fromString(messageId));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
