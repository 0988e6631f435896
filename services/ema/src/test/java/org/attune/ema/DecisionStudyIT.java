package org.attune.ema;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.AvailabilityDecided;
import org.attune.ema.domain.EmaEvent.OptionDrawn;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.PlannedSlot;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Role;
import org.attune.protocol.decision.DecisionCommitment;
import org.attune.protocol.model.DecisionPoint;
import org.attune.studies.v1.StudyClosed;
import org.attune.studies.v1.StudyLocked;
import org.attune.testkit.harness.NextVersion;
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

  private static DecisionPoint onlyInGreatDistress(DecisionPoint before) {
    return new DecisionPoint(
        before.id(),
        before.at(),
        "answer.distress >= 90",
        before.options(),
        before.formulas(),
        before.bounds(),
        before.fallback(),
        before.shows(),
        before.proximal());
  }

  private static void answer(EmaScenario own, EventKey person, PlannedSlot slot, int distress) {
    own.at(person, slot.scheduledAt().plusSeconds(60));
    var now = own.harness.clock().now();
    var body = own.answer(new UUID(slot.slotId().getMostSignificantBits(), 1), now);
    for (int i = 0; i < body.getJsonArray("items").size(); i++) {
      var item = body.getJsonArray("items").getJsonObject(i);
      var name = item.getString("item");
      if (name.endsWith("distress")) item.put("number", distress);
      if (name.endsWith("busy")) item.put("number", 0);
    }
    assertThat(own.put(person, slot.slotId(), "answer", body).status()).isEqualTo(200);
  }

  @Test
  void an_amended_policy_decides_from_its_day_on_and_says_which_version_it_is() {
    try (var own = new EmaScenario("soothing-mrt")) {
      var ann = own.enroll(1);
      var slots = own.slots(ann);
      answer(own, ann, slots.get(0), 60);
      var point = own.protocol.microRandomization().getFirst();
      own.published(
          NextVersion.of(own.protocol, LocalDate.parse("2026-03-06"))
              .microRandomization(onlyInGreatDistress(point))
              .sealed());
      answer(own, ann, slots.get(1), 60); // before that day
      var onThatDay =
          slots.stream()
              .filter(slot -> slot.scheduledLocal().toString().startsWith("2026-03-06"))
              .toList();
      answer(own, ann, onThatDay.get(0), 60);
      answer(own, ann, onThatDay.get(1), 95);

      var decided = own.history(ann, AvailabilityDecided.class);
      var answered = decided.stream().filter(d -> !d.inputs().isEmpty()).toList();
      assertThat(answered)
          .extracting(AvailabilityDecided::available)
          .containsExactly(true, true, false, true);
      assertThat(answered)
          .extracting(AvailabilityDecided::policyVersion)
          .satisfies(
              versions -> {
                assertThat(versions.get(0)).isEqualTo(versions.get(1));
                assertThat(versions.get(2))
                    .isEqualTo(versions.get(3))
                    .isNotEqualTo(versions.get(0));
              });
      assertThat(own.history(ann, OptionDrawn.class))
          .extracting(OptionDrawn::policyVersion)
          .containsExactly(
              answered.get(0).policyVersion(),
              answered.get(1).policyVersion(),
              answered.get(3).policyVersion());
      own.assertLaw(ann);
    }
  }
}
