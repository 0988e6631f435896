package org.attune.ema;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.Map;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Role;
import org.attune.protocol.decision.DecisionCommitment;
import org.attune.studies.v1.StudyClosed;
import org.attune.studies.v1.StudyLocked;
import org.junit.jupiter.api.Test;

/** What binds the draws of a whole study. Each test has a study of its own. */
class DecisionStudyIT {
  @Test
  void the_seed_is_committed_to_at_the_opening_and_revealed_after_the_lock() {
    try (var own = new EmaScenario("soothing-mrt")) {
      var study = own.protocol.study();
      var commitment =
          own.harness
              .as(Role.ADMIN, "GET", "/studies/" + study + "/decision-commitment", new JsonObject())
              .body();
      var reveal = "/studies/" + study + "/decision-seed-revelation";
      var reason = new JsonObject(Map.of("reason", "a test"));
      var early = own.harness.as(Role.ADMIN, "POST", reveal, reason);
      assertThat(early.body().getString("type")).endsWith("not-locked");
      var now = own.harness.clock().now();
      own.apply(StudyClosed.newBuilder().setStudy(study).setReason("r").setAt(now).build());
      own.apply(StudyLocked.newBuilder().setStudy(study).setReason("r").setAt(now).build());
      var revealed = own.harness.as(Role.ADMIN, "POST", reveal, reason).body();
      assertThat(own.harness.as(Role.ADMIN, "POST", reveal, reason).body()).isEqualTo(revealed);
      var seed = HexFormat.of().parseHex(revealed.getString("seed"));
      assertThat(DecisionCommitment.of(seed, revealed.getString("policies")))
          .isEqualTo(commitment.getString("commitment"))
          .isEqualTo(revealed.getString("commitment"));
      own.assertLaw(EventKey.ofStudy(study));
    }
  }

  @Test
  void a_study_without_decision_points_commits_to_nothing() {
    try (var other = new EmaScenario()) {
      var key = other.enroll(1);
      var path = "/studies/" + EmaScenario.STUDY + "/decision-commitment";
      assertThat(other.harness.as(Role.ADMIN, "GET", path, new JsonObject()).status())
          .isEqualTo(404);
      assertThat(other.history(key, PromptsPlanned.class)).isNotEmpty();
    }
  }
}
