package org.attune.outcomes.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.attune.outcomes.domain.OutcomesEvent.SafetyAlertAcknowledged;
import org.attune.outcomes.domain.OutcomesEvent.SafetyAlertRaised;
import org.attune.outcomes.domain.OutcomesEvent.SafetyStaffTold;
import org.attune.platform.entropy.Uuids;

/** Decides what becomes of answers that give cause for concern. Pure, and blind to the arm. */
public final class AlertRules {
  private AlertRules() {}

  /**
   * The answer that an alert is about.
   *
   * @param site of the participant; empty if it is not known
   * @param slotId prompt that was answered; empty if it was an assessment
   * @param receivedAt when the answer to a prompt came in; empty if it was an assessment
   * @param at when the alert is raised
   */
  public record Concern(
      String study,
      UUID participant,
      String site,
      String instrument,
      UUID answerId,
      Optional<UUID> slotId,
      Optional<Instant> receivedAt,
      Instant at) {
    /** An answer to an assessment, which comes in where alerts are raised. */
    public static Concern ofVisit(
        String study,
        UUID participant,
        String site,
        String instrument,
        UUID answerId,
        Instant receivedAt) {
      return new Concern(
          study,
          participant,
          site,
          instrument,
          answerId,
          Optional.empty(),
          Optional.empty(),
          receivedAt);
    }
  }

  /**
   * Who acknowledges.
   *
   * @param role as the protocol names it
   * @param by staff id
   */
  public record Acknowledgement(
      String study, UUID participant, UUID alert, String role, String by, Instant at) {}

  /** Identity of the alert of an answer by a rule: however often the answer comes, the same. */
  public static UUID alertId(Concern concern, String rule) {
    return Uuids.ofParts("alert", concern.study(), concern.participant(), concern.answerId(), rule);
  }

  /**
   * One alert for each rule that the answer meets and that has none yet.
   *
   * @param known alerts of the participant
   */
  public static List<OutcomesEvent> raise(
      Map<UUID, Alert> known, List<MetRule> met, Concern concern) {
    var raised = new ArrayList<OutcomesEvent>();
    for (var rule : met) {
      var id = alertId(concern, rule.rule());
      if (known.containsKey(id)) continue;
      raised.add(
          new SafetyAlertRaised(
              concern.study(),
              concern.participant(),
              id,
              concern.site(),
              rule.rule(),
              rule.severity(),
              concern.instrument(),
              concern.answerId(),
              rule.roles(),
              Math.max(1, rule.acknowledgeWithin().toSeconds()),
              concern.at(),
              concern.slotId(),
              concern.receivedAt()));
    }
    return raised;
  }

  /** The round that is due; empty if the alert waits, or needs nobody any more. */
  public static Optional<Integer> dueRound(Alert alert, Instant now) {
    return alert.isOpen() && !now.isBefore(alert.nextAt())
        ? Optional.of(alert.round() + 1)
        : Optional.empty();
  }

  /** A round was told, unless that is known or the alert was acknowledged meanwhile. */
  public static Optional<SafetyStaffTold> told(
      Alert alert, String study, UUID participant, int round, List<StaffTold> told, Instant now) {
    if (!alert.isOpen() || round != alert.round() + 1) return Optional.empty();
    return Optional.of(new SafetyStaffTold(study, participant, alert.id(), round, told, now));
  }

  /** Takes an alert in hand. The same again, by the same person in the same role, is accepted. */
  public static Decision acknowledge(Optional<Alert> found, Acknowledgement command) {
    if (found.isEmpty()) {
      return Decision.refuse(Refusal.ALERT_UNKNOWN, "There is no such alert.");
    }
    var alert = found.get();
    if (!alert.roles().contains(command.role())) {
      return Decision.refuse(
          Refusal.ROLE_NOT_TOLD,
          "The rule '%s' tells %s; acknowledge in one of these roles."
              .formatted(alert.rule(), String.join(", ", alert.roles())));
    }
    if (alert.isOpen()) {
      return Decision.accept(
          new SafetyAlertAcknowledged(
              command.study(),
              command.participant(),
              alert.id(),
              command.role(),
              command.by(),
              command.at()));
    }
    boolean same = alert.role().equals(command.role()) && alert.by().equals(command.by());
    return same
        ? Decision.accept()
        : Decision.refuse(
            Refusal.ALREADY_ACKNOWLEDGED,
            "The alert was acknowledged before, in the role " + alert.role() + ".");
  }
}
