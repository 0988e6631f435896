package org.attune.outcomes.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.outcomes.domain.Trial.ANN;
import static org.attune.outcomes.domain.Trial.CIVIL;
import static org.attune.outcomes.domain.Trial.CONSENT;
import static org.attune.outcomes.domain.Trial.NOON;
import static org.attune.outcomes.domain.Trial.PROTOCOL;
import static org.attune.outcomes.domain.Trial.RANDOMIZATION;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.PromptHours;
import org.attune.testkit.harness.NextVersion;
import org.junit.jupiter.api.Test;

/** When assessments are asked. Cast and setting: {@link Trial}. */
class VisitPlanTest {
  @Test
  void the_baseline_is_open_from_the_day_of_consent_for_fourteen_days() {
    var plan = Trial.plan(CONSENT);
    assertThat(plan.visits()).hasSize(1);
    var baseline = plan.visits().getFirst();
    assertThat(baseline.opensAt()).isEqualTo("2026-03-01T23:00:00Z");
    assertThat(baseline.closesAt()).isEqualTo("2026-03-16T23:00:00Z");
    assertThat(baseline.required()).isTrue();
  }

  @Test
  void what_follows_randomization_is_planned_by_target_date_in_whole_local_days() {
    var plan = Trial.plan(RANDOMIZATION);
    assertThat(plan.visits())
        .extracting(PlannedVisit::assessment)
        .containsExactly("mid", "post", "month6");
    var mid = plan.visits().getFirst();
    assertThat(mid.targetDate()).isEqualTo("2026-04-20");
    assertThat(mid.opensAt()).isEqualTo("2026-04-16T22:00:00Z"); // summer time
    assertThat(mid.closesAt()).isEqualTo("2026-04-27T22:00:00Z");
  }

  @Test
  void reminders_and_the_call_come_at_ten_local_time_counted_from_the_opening_day() {
    var post = Trial.plan(RANDOMIZATION).visits().get(1);
    assertThat(post.reminders())
        .containsExactly(
            Instant.parse("2026-05-26T08:00:00Z"),
            Instant.parse("2026-05-28T08:00:00Z"),
            Instant.parse("2026-06-01T08:00:00Z"));
    assertThat(post.callAt()).contains(Instant.parse("2026-06-02T08:00:00Z"));
  }

  @Test
  void where_the_hours_leave_ten_out_it_is_when_they_begin() {
    var afternoon =
        new CivilTime(CIVIL.zone(), new PromptHours(LocalTime.of(15, 0), LocalTime.of(20, 0)));
    assertThat(afternoon.on(LocalDate.parse("2026-05-26"))).isEqualTo("2026-05-26T13:00:00Z");
  }

  @Test
  void planning_again_changes_nothing() {
    var known = Trial.after(Trial.plan(RANDOMIZATION));
    assertThat(VisitPlan.decide(PROTOCOL, ANN, RANDOMIZATION, CIVIL, known, NOON)).isEmpty();
  }

  /** Version 2: post a week later, no mid any more, a visit after a year added. */
  private static Protocol amended() {
    var post = PROTOCOL.assessment("post").orElseThrow();
    return NextVersion.of(PROTOCOL, LocalDate.parse("2026-04-01"))
        .assessments(
            PROTOCOL.assessment("baseline").orElseThrow(),
            Trial.moved(post, "post", "P11W"),
            PROTOCOL.assessment("month6").orElseThrow(),
            Trial.moved(post, "early", "P1W"),
            Trial.moved(post, "year", "P52W"))
        .sealed();
  }

  @Test
  void a_later_version_plans_again_what_has_not_opened_and_adds_what_can_still_be_answered() {
    var known = Trial.after(Trial.plan(RANDOMIZATION));
    var inMid = Instant.parse("2026-04-20T12:00:00Z");
    var again = VisitPlan.decide(amended(), ANN, RANDOMIZATION, CIVIL, known, inMid).orElseThrow();
    assertThat(again.protocolVersion()).isEqualTo(2);
    assertThat(again.visits())
        .extracting(PlannedVisit::assessment)
        .as("the early one has closed")
        .containsExactly("post", "month6", "year");
    assertThat(again.visits().getFirst().targetDate()).isEqualTo("2026-06-01");
  }

  @Test
  void a_later_version_takes_back_what_it_does_not_ask_unless_it_has_opened() {
    var known = Trial.after(Trial.plan(RANDOMIZATION));
    var before = Instant.parse("2026-04-01T12:00:00Z");
    assertThat(VisitPlan.withdraw(amended(), ANN, known.values(), before).orElseThrow().visitIds())
        .containsExactly(Trial.visitId("mid"));
    var inMid = Instant.parse("2026-04-20T12:00:00Z");
    assertThat(VisitPlan.withdraw(amended(), ANN, known.values(), inMid)).isEmpty();
    assertThat(VisitPlan.withdraw(PROTOCOL, ANN, known.values(), before)).isEmpty();
  }

  @Test
  void another_zone_moves_what_has_not_opened_and_keeps_its_identity() {
    var known = Trial.after(Trial.plan(RANDOMIZATION));
    var lima = new CivilTime(ZoneId.of("America/Lima"), CIVIL.hours());
    var inMid = Instant.parse("2026-04-20T12:00:00Z");
    var again = VisitPlan.decide(PROTOCOL, ANN, RANDOMIZATION, lima, known, inMid).orElseThrow();
    assertThat(again.visits())
        .extracting(PlannedVisit::assessment)
        .containsExactly("post", "month6");
    assertThat(again.visits().getFirst().visitId()).isEqualTo(Trial.visitId("post"));
    assertThat(again.visits().getFirst().opensAt()).isEqualTo("2026-05-25T05:00:00Z");
    assertThat(again.zone()).isEqualTo("America/Lima");
  }
}
