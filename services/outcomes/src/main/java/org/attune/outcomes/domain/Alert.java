package org.attune.outcomes.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.attune.outcomes.domain.OutcomesEvent.DeliveryOutcome;
import org.attune.outcomes.domain.OutcomesEvent.SafetyAlertAcknowledged;
import org.attune.outcomes.domain.OutcomesEvent.SafetyAlertRaised;
import org.attune.outcomes.domain.OutcomesEvent.SafetyStaffTold;

/**
 * One answer that gave cause for concern, until somebody has taken it in hand.
 *
 * <pre>
 *   Open --SafetyStaffTold--&gt; Open --SafetyAlertAcknowledged--&gt; Acknowledged
 * </pre>
 *
 * @param roles to be told, in the order of escalation; at least one
 * @param round last round of telling; 0 before the first
 * @param nextAt when the next round is due while the alert is open
 * @param role in which it was acknowledged; empty while it is open
 * @param by who acknowledged it, a staff id; empty while it is open
 */
public record Alert(
    UUID id,
    String site,
    String rule,
    String severity,
    String instrument,
    UUID answerId,
    List<String> roles,
    Duration acknowledgeWithin,
    Instant raisedAt,
    int round,
    Instant nextAt,
    String role,
    String by) {
  /** Wait before all are told again, when nobody could be reached at all. */
  static final Duration UNREACHED_AGAIN = Duration.ofMinutes(15);

  public boolean isOpen() {
    return by.isEmpty();
  }

  /** Whom a round tells: one role after the other, and all of them once each was told. */
  public List<String> roles(int ofRound) {
    return ofRound <= roles.size() ? List.of(roles.get(ofRound - 1)) : roles;
  }

  /**
   * All alerts after one more event.
   *
   * @param alerts by id; changed
   * @throws IllegalStateException if the diagram above has no such arrow: the history is corrupt
   */
  public static void next(Map<UUID, Alert> alerts, OutcomesEvent event) {
    switch (event) {
      case SafetyAlertRaised e -> {
        if (alerts.put(e.alertId(), of(e)) != null) throw noArrow(event);
      }
      case SafetyStaffTold e -> {
        var alert = open(alerts, e.alertId(), event);
        if (e.round() != alert.round + 1) throw noArrow(event);
        alerts.put(alert.id, alert.told(e));
      }
      case SafetyAlertAcknowledged e -> {
        var alert = open(alerts, e.alertId(), event);
        alerts.put(alert.id, alert.with(alert.round, alert.nextAt, e.role(), e.acknowledgedBy()));
      }
      default -> {} // other events are about no alert
    }
  }

  private static Alert of(SafetyAlertRaised event) {
    return new Alert(
        event.alertId(),
        event.site(),
        event.rule(),
        event.severity(),
        event.instrument(),
        event.answerId(),
        event.roles(),
        Duration.ofSeconds(event.acknowledgeWithinSeconds()),
        event.at(),
        0,
        event.at(),
        "",
        "");
  }

  /** Who was not reached leaves no time for waiting: the next role is told at once. */
  private Alert told(SafetyStaffTold event) {
    boolean reached =
        event.told().stream().anyMatch(told -> told.outcome() == DeliveryOutcome.ACCEPTED);
    boolean more = event.round() < roles.size();
    var wait = reached ? acknowledgeWithin : more ? Duration.ZERO : UNREACHED_AGAIN;
    return with(event.round(), event.at().plus(wait), role, by);
  }

  private static Alert open(Map<UUID, Alert> alerts, UUID id, OutcomesEvent event) {
    var alert = alerts.get(id);
    if (alert == null || !alert.isOpen()) throw noArrow(event);
    return alert;
  }

  private static IllegalStateException noArrow(OutcomesEvent event) {
    return new IllegalStateException(
        "no arrow by " + event.getClass().getSimpleName() + " from where the alert stands");
  }

  private Alert with(int newRound, Instant newNextAt, String newRole, String newBy) {
    return new Alert(
        id,
        site,
        rule,
        severity,
        instrument,
        answerId,
        roles,
        acknowledgeWithin,
        raisedAt,
        newRound,
        newNextAt,
        newRole,
        newBy);
  }
}
