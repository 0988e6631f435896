package org.attune.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.enrollment.EnrollmentScenario.DAILY;
import static org.attune.enrollment.EnrollmentScenario.PILOT;
import static org.attune.enrollment.EnrollmentScenario.START;
import static org.attune.enrollment.EnrollmentScenario.ok;
import static org.attune.enrollment.EnrollmentScenario.pilotAnswers;
import static org.attune.enrollment.EnrollmentScenario.refused;
import static org.attune.enrollment.EnrollmentScenario.signature;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Role;
import org.attune.randomization.v1.ClosingReason;
import org.attune.randomization.v1.NotRandomizedReason;
import org.attune.randomization.v1.ParticipantNotRandomized;
import org.attune.randomization.v1.ParticipantRandomized;
import org.attune.randomization.v1.RandomizationClosed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a whole study shows and when it is full. Each test has a study of its own. */
class RecruitmentIT {
  private EnrollmentScenario scenario;

  @BeforeEach
  void start() {
    scenario = new EnrollmentScenario();
  }

  @AfterEach
  void stop() {
    scenario.close();
  }

  private JsonObject dispositions() {
    return ok(
        scenario.harness.as(
            Role.MONITOR, "GET", "/studies/" + PILOT.study() + "/dispositions", new JsonObject()));
  }

  @Test
  void an_invitation_that_nobody_opens_lapses() {
    var invited = ok(scenario.invite(PILOT.study(), new UUID(1, 1)));
    var key = new EventKey(PILOT.study(), invited.getString("participant"));
    scenario.harness.clock().advance(Duration.ofDays(14).minusSeconds(1));
    assertThat(scenario.harness.tick(key)).isZero();
    scenario.harness.clock().advance(Duration.ofSeconds(1));
    assertThat(scenario.harness.tick(key)).isEqualTo(1);
    refused(scenario.redeem(invited.getString("code"), new UUID(2, 1)), "invitation-expired");
    assertThat(dispositions().getInteger("lapsed")).isEqualTo(1);
    scenario.assertLaw(key);
  }

  @Test
  void a_study_without_arms_closes_at_its_target() {
    for (int i = 1; i <= EnrollmentScenario.DAILY_TARGET; i++) {
      var key = scenario.opened(DAILY.study(), i);
      ok(scenario.put(key, "screening", EnrollmentScenario.answers(30)));
      ok(scenario.put(key, "consent", signature(DAILY, "Ann", "ann@example.org")));
      scenario.assertLaw(key);
    }
    refused(scenario.invite(DAILY.study(), new UUID(1, 99)), "target-reached");
    scenario.assertLaw(EventKey.ofStudy(DAILY.study()));
  }

  @Test
  void who_was_eligible_when_the_target_was_reached_is_refused_and_told() {
    var late = scenario.opened(PILOT.study(), 1);
    ok(scenario.put(late, "screening", pilotAnswers(30)));
    var here = scenario.enrolled(2);
    scenario.harness.awaitApplied(
        scenario
            .harness
            .foreign()
            .publish(
                RandomizationClosed.newBuilder()
                    .setStudy(PILOT.study())
                    .setReason(ClosingReason.TARGET_REACHED)
                    .setAllocations(40)
                    .setAt(START)
                    .build()));
    refused(
        scenario.put(late, "consent", signature(PILOT, "Ann", "ann@example.org")),
        "target-reached");
    assertThat(ok(scenario.standing(late)).getString("next")).isEqualTo("study-full");

    scenario.harness.awaitApplied(
        scenario
            .harness
            .foreign()
            .publish(
                ParticipantNotRandomized.newBuilder()
                    .setStudy(PILOT.study())
                    .setParticipantId(here.participantId())
                    .setReason(NotRandomizedReason.TARGET_REACHED)
                    .setAt(START)
                    .build()));
    assertThat(ok(scenario.standing(here)).getString("next")).isEqualTo("not-randomized");
    assertThat(dispositions().getInteger("not-randomized")).isEqualTo(1);
  }

  @Test
  void who_was_randomized_counts_as_such() {
    var key = scenario.enrolled(1);
    scenario.harness.awaitApplied(
        scenario
            .harness
            .foreign()
            .publish(
                ParticipantRandomized.newBuilder()
                    .setStudy(PILOT.study())
                    .setParticipantId(key.participantId())
                    .setLocalDate(LocalDate.parse("2027-03-10"))
                    .setZone("Europe/Dublin")
                    .setProtocolVersion(1)
                    .setAt(START)
                    .build()));
    assertThat(ok(scenario.standing(key)).getBoolean("randomized")).isTrue();
    assertThat(dispositions().getInteger("randomized")).isEqualTo(1);
  }
}
