package org.attune.outcomes.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.attune.outcomes.domain.Trial.ANN;
import static org.attune.outcomes.domain.Trial.NOON;
import static org.attune.outcomes.domain.Trial.PROTOCOL;
import static org.attune.outcomes.domain.Trial.STUDY;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.outcomes.domain.AlertRules.Acknowledgement;
import org.attune.outcomes.domain.AlertRules.Concern;
import org.attune.outcomes.domain.OutcomesEvent.DeliveryOutcome;
import org.attune.outcomes.domain.OutcomesEvent.SafetyAlertRaised;
import org.junit.jupiter.api.Test;

/** One answer, one alert; told until acknowledged. */
class AlertRulesTest {
  private static final Concern CONCERN =
      Concern.ofVisit(STUDY, ANN, "s1", "phq9", new UUID(7, 7), NOON);
  private static final List<MetRule> RULES = PROTOCOL.safety().stream().map(MetRule::of).toList();
  private static final UUID ID = AlertRules.alertId(CONCERN, "self-harm");

  private final TreeMap<UUID, Alert> alerts = new TreeMap<>();

  private Alert alert() {
    return Optional.ofNullable(alerts.get(ID)).orElseThrow();
  }

  private void raise() {
    AlertRules.raise(alerts, RULES, CONCERN).forEach(event -> Alert.next(alerts, event));
  }

  private void tell(Instant at, DeliveryOutcome outcome) {
    int round = AlertRules.dueRound(alert(), at).orElseThrow();
    var told =
        alert().roles(round).stream().map(role -> new StaffTold(role, "email", outcome)).toList();
    Alert.next(alerts, AlertRules.told(alert(), STUDY, ANN, round, told, at).orElseThrow());
  }

  private Decision acknowledge(String role, String by) {
    var command = new Acknowledgement(STUDY, ANN, ID, role, by, NOON.plusSeconds(60));
    var decision = AlertRules.acknowledge(Optional.ofNullable(alerts.get(ID)), command);
    if (decision instanceof Decision.Accepted(var events)) {
      events.forEach(event -> Alert.next(alerts, event));
    }
    return decision;
  }

  private static Refusal refusal(Decision decision) {
    return ((Decision.Refused) decision).reason();
  }

  @Test
  void an_answer_raises_one_alert_however_often_it_comes() {
    assertThat(AlertRules.raise(alerts, RULES, CONCERN)).hasSize(1);
    raise();
    assertThat(AlertRules.raise(alerts, RULES, CONCERN)).isEmpty();
    assertThat(alert().roles()).containsExactly("clinician", "investigator");
    assertThat(AlertRules.dueRound(alert(), NOON)).as("at once").contains(1);
  }

  @Test
  void another_answer_raises_another() {
    raise();
    var later = Concern.ofVisit(STUDY, ANN, "s1", "phq9", new UUID(8, 8), NOON);
    assertThat(AlertRules.raise(alerts, RULES, later)).hasSize(1);
  }

  @Test
  void an_alert_of_an_answer_to_a_prompt_says_which_and_when_it_came_in() {
    var later = NOON.plus(Duration.ofHours(1));
    var concern =
        new Concern(
            STUDY,
            ANN,
            "s1",
            "momentary",
            new UUID(7, 7),
            Optional.of(new UUID(6, 6)),
            Optional.of(NOON),
            later);
    var raised = (SafetyAlertRaised) AlertRules.raise(alerts, RULES, concern).getFirst();
    assertThat(raised.slotId()).contains(new UUID(6, 6));
    assertThat(raised.receivedAt()).contains(NOON);
    Alert.next(alerts, raised);
    assertThat(alert().nextAt()).as("told at once, however late it is heard of").isEqualTo(later);
    assertThat(AlertRules.raise(alerts, RULES, concern)).as("heard of again").isEmpty();
  }

  @Test
  void one_role_after_the_other_is_told_and_then_all_again_and_again() {
    raise();
    tell(NOON, DeliveryOutcome.ACCEPTED);
    assertThat(alert().roles(1)).containsExactly("clinician");
    var second = NOON.plus(Duration.ofHours(4));
    assertThat(AlertRules.dueRound(alert(), second.minusNanos(1000))).isEmpty();
    tell(second, DeliveryOutcome.ACCEPTED);
    assertThat(alert().roles(2)).containsExactly("investigator");
    for (int hours = 8; hours <= 80; hours += 4) {
      tell(NOON.plus(Duration.ofHours(hours)), DeliveryOutcome.ACCEPTED);
    }
    assertThat(alert().round()).isEqualTo(21);
    assertThat(alert().roles(3)).containsExactly("clinician", "investigator");
  }

  @Test
  void who_cannot_be_reached_is_not_waited_for() {
    raise();
    tell(NOON, DeliveryOutcome.NO_CHANNEL);
    assertThat(AlertRules.dueRound(alert(), NOON)).contains(2);
    tell(NOON, DeliveryOutcome.FAILED);
    assertThat(alert().nextAt()).isEqualTo(NOON.plus(Alert.UNREACHED_AGAIN));
  }

  @Test
  void acknowledging_ends_it_and_the_same_again_is_accepted() {
    raise();
    tell(NOON, DeliveryOutcome.ACCEPTED);
    assertThat(acknowledge("clinician", "staff-1")).isInstanceOf(Decision.Accepted.class);
    assertThat(AlertRules.dueRound(alert(), NOON.plus(Duration.ofDays(9)))).isEmpty();
    assertThat(acknowledge("clinician", "staff-1")).isEqualTo(Decision.accept());
    assertThat(refusal(acknowledge("clinician", "staff-2")))
        .isEqualTo(Refusal.ALREADY_ACKNOWLEDGED);
    var late = AlertRules.told(alert(), STUDY, ANN, 2, List.of(), NOON.plus(Duration.ofHours(5)));
    assertThat(late).as("a round that was under way").isEmpty();
  }

  @Test
  void a_role_that_the_rule_does_not_tell_and_an_unknown_alert_are_refused() {
    assertThat(refusal(acknowledge("clinician", "staff-1"))).isEqualTo(Refusal.ALERT_UNKNOWN);
    raise();
    assertThat(refusal(acknowledge("coordinator", "staff-1"))).isEqualTo(Refusal.ROLE_NOT_TOLD);
    assertThat(alert().isOpen()).isTrue();
  }

  @Test
  void a_second_alert_of_the_same_answer_is_a_corrupt_history() {
    raise();
    var event = (SafetyAlertRaised) AlertRules.raise(new TreeMap<>(), RULES, CONCERN).getFirst();
    assertThatIllegalStateException().isThrownBy(() -> Alert.next(alerts, event));
  }
}
