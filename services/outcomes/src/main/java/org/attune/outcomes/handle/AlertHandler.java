package org.attune.outcomes.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.outcomes.domain.Alert;
import org.attune.outcomes.domain.AlertRules;
import org.attune.outcomes.domain.AlertRules.Acknowledgement;
import org.attune.outcomes.domain.AlertRules.Concern;
import org.attune.outcomes.domain.Decision;
import org.attune.outcomes.domain.MetRule;
import org.attune.outcomes.domain.OutcomesEvent;
import org.attune.outcomes.domain.StaffTold;
import org.attune.outcomes.store.AlertStore;
import org.attune.platform.data.Database;
import org.attune.platform.due.DueTable;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.platform.token.Caller;

/**
 * Raises alerts, records who was told, and lets staff acknowledge. Leaving, pausing and closing
 * change nothing for an alert: it waits until somebody has taken it in hand.
 */
public final class AlertHandler {
  /** Due row of an alert: its next round of telling. One per open alert. */
  public static final String ALERT = "alert";

  private final Database database;
  private final History history;
  private final DueTable due;
  private final AlertStore alerts;

  public AlertHandler(Database database, History history, DueTable due, AlertStore alerts) {
    this.database = database;
    this.history = history;
    this.due = due;
    this.alerts = alerts;
  }

  /**
   * Raises what is not raised yet, in the transaction of the answer or of the event that tells of
   * one.
   *
   * @param cause that event; empty if the answer came in here
   */
  public void raise(
      Connection connection,
      Place place,
      List<MetRule> met,
      Concern concern,
      Optional<Position> cause)
      throws SQLException {
    var known = alerts.find(connection, place.key());
    append(connection, place, known, AlertRules.raise(known, met, concern), cause);
  }

  /** Records a round, unless that is known or the alert was acknowledged meanwhile. */
  void told(EventKey key, UUID alert, int round, List<StaffTold> told) {
    database.transact(
        connection -> {
          var place = history.lock(connection, key);
          var known = alerts.find(connection, key);
          var found = known.get(alert);
          if (found == null) throw new IllegalStateException("a message about no alert");
          var event =
              AlertRules.told(found, key.study(), key.participantId(), round, told, place.now());
          append(connection, place, known, event.stream().toList(), Optional.empty());
        });
  }

  /**
   * Takes an alert in hand.
   *
   * @param role in which the caller acts, as the protocol names it
   */
  public Decision acknowledge(EventKey key, UUID alert, String role, Caller caller) {
    return database.inTransaction(
        connection -> {
          var place = history.lock(connection, key);
          var known = alerts.find(connection, key);
          var found = Optional.ofNullable(known.get(alert)).filter(a -> mayAct(caller, a));
          var command =
              new Acknowledgement(
                  key.study(), key.participantId(), alert, role, caller.id(), place.now());
          var decision = AlertRules.acknowledge(found, command);
          if (decision instanceof Decision.Accepted(var events)) {
            append(connection, place, known, events, Optional.empty());
          }
          return decision;
        });
  }

  /**
   * Alerts of a study that the caller may see, the open ones first.
   *
   * @param all acknowledged ones too
   */
  public List<AlertStore.Listed> list(String study, boolean all, Caller caller) {
    return database.inTransaction(c -> alerts.list(c, study, all, caller.site()));
  }

  private static boolean mayAct(Caller caller, Alert alert) {
    return caller.site().equals(Caller.ALL) || caller.site().equals(alert.site());
  }

  private void append(
      Connection connection,
      Place place,
      TreeMap<UUID, Alert> known,
      List<? extends OutcomesEvent> events,
      Optional<Position> cause)
      throws SQLException {
    if (events.isEmpty()) return;
    var records = events.stream().map(Record.class::cast).toList();
    var before = new TreeMap<>(known);
    history.append(connection, place, records, cause);
    alerts.apply(connection, place.key(), known, events);
    for (var alert : known.values()) {
      if (alert.equals(before.get(alert.id()))) continue;
      if (alert.isOpen()) {
        due.schedule(connection, place.key(), ALERT, alert.id().toString(), alert.nextAt());
      } else {
        due.cancel(connection, place.key(), ALERT, List.of(alert.id().toString()));
      }
    }
  }
}
