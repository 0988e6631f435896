package org.attune.outcomes.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.attune.outcomes.domain.Alert;
import org.attune.outcomes.domain.AlertRules;
import org.attune.outcomes.domain.OutcomesEvent.DeliveryOutcome;
import org.attune.outcomes.domain.StaffTold;
import org.attune.outcomes.store.AlertStore;
import org.attune.platform.data.Database;
import org.attune.platform.due.DueHandler;
import org.attune.platform.due.DueRow;
import org.attune.platform.due.DueTable;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.Place;
import org.attune.platform.service.DeliveryCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells staff of an alert, round by round, until somebody acknowledges it. The messages leave after
 * the commit by enrollment's delivery endpoint; the alert's own row, put off, stands behind them
 * and sends the round again until its outcome is recorded.
 */
public final class AlertDue implements DueHandler {
  private static final Logger LOG = LoggerFactory.getLogger(AlertDue.class);
  private static final Duration AGAIN_MIN = Duration.ofMinutes(1);

  /** Doublings of {@link #AGAIN_MIN}: at most 16 minutes between two attempts at a round. */
  private static final int DOUBLINGS_MAX = 4;

  private final AlertStore alerts;
  private final AlertHandler handler;
  private final DeliveryCalls calls;
  private final DueTable due;

  public AlertDue(AlertStore alerts, AlertHandler handler, DeliveryCalls calls, DueTable due) {
    this.alerts = alerts;
    this.handler = handler;
    this.calls = calls;
    this.due = due;
  }

  @Override
  public Place handle(Connection connection, Place place, DueRow row) throws SQLException {
    var key = place.key();
    var found = alerts.find(connection, key, UUID.fromString(row.key()));
    if (found.isEmpty()) throw new IllegalStateException("a due row of no alert");
    var alert = found.get();
    var round = AlertRules.dueRound(alert, place.now());
    if (round.isPresent()) {
      int attempt = alerts.attempt(connection, key, alert.id());
      var again =
          place.now().plus(AGAIN_MIN.multipliedBy(1L << Math.min(attempt - 1, DOUBLINGS_MAX)));
      due.schedule(connection, key, AlertHandler.ALERT, row.key(), again);
      Database.afterCommit(() -> tell(key, alert, round.get()));
    } else if (alert.isOpen()) {
      due.schedule(connection, key, AlertHandler.ALERT, row.key(), alert.nextAt());
    }
    return place;
  }

  private void tell(EventKey key, Alert alert, int round) {
    var roles = alert.roles(round);
    var messages = new ArrayList<DeliveryCalls.Message>();
    for (int i = 0; i < roles.size(); i++) {
      messages.add(
          new DeliveryCalls.Message(
              key,
              alert.id().toString(),
              "round-" + round + "-" + (i + 1),
              "safety",
              "/console/alerts/" + alert.id(),
              java.util.Optional.of(roles.get(i))));
    }
    var answers = calls.deliver(messages);
    var told = new ArrayList<StaffTold>();
    for (int i = 0; i < roles.size(); i++) {
      if (answers.get(i).isEmpty()) return; // not known what came of it: the row sends again
      var answer = answers.get(i).get();
      told.add(new StaffTold(roles.get(i), answer.channel(), outcome(answer.outcome())));
    }
    handler.told(key, alert.id(), round, List.copyOf(told));
  }

  private static DeliveryOutcome outcome(String name) {
    for (var outcome : DeliveryOutcome.values()) if (outcome.name().equals(name)) return outcome;
    LOG.warn("a message to staff was answered with an unknown outcome");
    return DeliveryOutcome.UNKNOWN;
  }
}
