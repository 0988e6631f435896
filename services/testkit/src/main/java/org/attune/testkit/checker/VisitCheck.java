package org.attune.testkit.checker;

import java.util.List;
import java.util.UUID;
import org.attune.outcomes.v1.VisitsCancelled;
import org.attune.outcomes.v1.VisitsPlanned;
import org.attune.platform.event.EventKey;

/** Promises I4 and I5 over assessments. Keeps the visits of one participant at a time. */
final class VisitCheck implements RowCheck {
  private final boolean ended;
  private final SendingCheck sending;
  private final Lives visits;

  VisitCheck(boolean ended, SendingCheck sending, Findings findings) {
    this.ended = ended;
    this.sending = sending;
    visits = new Lives("visit", findings);
  }

  @Override
  public void row(HistoryRow row) {
    sending.sees(row);
    switch (row.type()) {
      case "VisitsPlanned" -> {
        for (var visit : row.as(VisitsPlanned.class).getVisits()) {
          visits.plan(row, visit.getVisitId(), visit.getOpensAt(), visit.getClosesAt());
        }
      }
      case "VisitOpened", "VisitReminded" ->
          visits.happens(row, visit(row)).ifPresent(life -> sending.sent(row, life));
      case "InstrumentAnswered", "CallRequested" -> visits.happens(row, visit(row));
      case "VisitCompleted" -> visits.end(row, List.of(visit(row)), "completed");
      case "VisitMissed" -> visits.end(row, List.of(visit(row)), "missed");
      case "VisitsCancelled" -> {
        var cancelled = row.as(VisitsCancelled.class);
        visits.end(row, cancelled.getVisitIds(), cancelled.getReason().name());
      }
      default -> {} // other events are about no visit
    }
  }

  private static UUID visit(HistoryRow row) {
    return UUID.fromString(row.asWritten().get("visitId").toString());
  }

  @Override
  public void ownerEnds(EventKey owner) {
    visits.ownerEnds(ended);
    sending.ownerEnds(owner);
  }
}
