package org.attune.outcomes.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.outcomes.domain.Trial.ANN;
import static org.attune.outcomes.domain.Trial.CIVIL;
import static org.attune.outcomes.domain.Trial.CONSENT;
import static org.attune.outcomes.domain.Trial.RANDOMIZATION;
import static org.attune.outcomes.domain.Trial.STUDY;
import static org.attune.outcomes.domain.Trial.visitId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.attune.outcomes.domain.OutcomesEvent.CallRequested;
import org.attune.outcomes.domain.OutcomesEvent.DeliveryOutcome;
import org.attune.outcomes.domain.OutcomesEvent.VisitCancelReason;
import org.attune.outcomes.domain.OutcomesEvent.VisitOpened;
import org.attune.outcomes.domain.OutcomesEvent.VisitReminded;
import org.attune.outcomes.domain.VisitRules.Delivered;
import org.attune.outcomes.domain.VisitRules.Step;
import org.junit.jupiter.api.Test;

/**
 * What a visit does when. Post opens on 25 May 2026, closes with 8 June and reminds on 26 and 28
 * May and 1 June; the call is on 2 June. Madrid is two hours ahead.
 */
class VisitStepTest {
  private static final Delivered EMAIL = new Delivered("email", DeliveryOutcome.ACCEPTED);

  private static Visit post(OutcomesEvent... later) {
    var history = new ArrayList<OutcomesEvent>(List.of(Trial.plan(RANDOMIZATION)));
    history.addAll(List.of(later));
    return Trial.after(history.toArray(new OutcomesEvent[0])).get(visitId("post"));
  }

  private static VisitOpened opened(String at) {
    return new VisitOpened(
        STUDY, ANN, visitId("post"), "post", "email", DeliveryOutcome.ACCEPTED, Instant.parse(at));
  }

  private static VisitReminded reminded(int reminder, String at) {
    return new VisitReminded(
        STUDY,
        ANN,
        visitId("post"),
        "post",
        reminder,
        "email",
        DeliveryOutcome.ACCEPTED,
        Instant.parse(at));
  }

  private static Step step(Visit visit, String now) {
    return VisitRules.step(visit, CIVIL, false, Instant.parse(now));
  }

  private static Step waits(String until) {
    return new Step.Wait(Instant.parse(until));
  }

  @Test
  void an_invitation_leaves_at_ten_on_the_first_day() {
    assertThat(step(post(), "2026-05-24T22:00:00Z")).isEqualTo(waits("2026-05-25T08:00:00Z"));
    assertThat(step(post(), "2026-05-25T08:00:00Z")).isEqualTo(new Step.Invite());
  }

  @Test
  void the_baseline_invites_at_once_but_not_in_quiet_hours() {
    var baseline = Trial.after(Trial.plan(CONSENT)).get(visitId("baseline"));
    assertThat(step(baseline, "2026-03-02T15:00:00Z")).isEqualTo(new Step.Invite());
    assertThat(step(baseline, "2026-03-02T21:00:00Z")).isEqualTo(waits("2026-03-03T09:00:00Z"));
  }

  @Test
  void a_reminder_waits_for_the_invitation_and_those_it_overtook_are_passed_over() {
    assertThat(step(post(), "2026-05-29T09:00:00Z")).isEqualTo(new Step.Invite());
    assertThat(step(post(opened("2026-05-29T09:00:00Z")), "2026-05-29T09:01:00Z"))
        .isEqualTo(waits("2026-06-01T08:00:00Z"));
  }

  @Test
  void of_several_reminders_due_the_last_is_sent() {
    var visit = post(opened("2026-05-25T08:00:00Z"));
    assertThat(step(visit, "2026-05-26T08:00:00Z")).isEqualTo(new Step.Remind(1));
    assertThat(step(visit, "2026-05-28T08:00:00Z")).isEqualTo(new Step.Remind(2));
  }

  @Test
  void after_the_last_reminder_the_site_is_asked_to_call_then_the_window_closes() {
    var visit = post(opened("2026-05-25T08:00:00Z"), reminded(3, "2026-06-01T08:00:00Z"));
    assertThat(step(visit, "2026-06-01T08:00:01Z")).isEqualTo(waits("2026-06-02T08:00:00Z"));
    assertThat(step(visit, "2026-06-02T08:00:00Z")).isEqualTo(new Step.Call());
    var called =
        post(
            opened("2026-05-25T08:00:00Z"),
            reminded(3, "2026-06-01T08:00:00Z"),
            new CallRequested(
                STUDY, ANN, visitId("post"), "post", Instant.parse("2026-06-02T08:00:00Z")));
    assertThat(step(called, "2026-06-02T08:00:00Z")).isEqualTo(waits("2026-06-08T22:00:00Z"));
    assertThat(step(called, "2026-06-08T21:59:59Z")).isEqualTo(waits("2026-06-08T22:00:00Z"));
    assertThat(step(called, "2026-06-08T22:00:00Z")).isEqualTo(new Step.Miss());
  }

  @Test
  void nothing_is_sent_while_the_study_is_paused_but_windows_close() {
    var paused = VisitRules.step(post(), CIVIL, true, Instant.parse("2026-05-25T08:00:00Z"));
    assertThat(paused).isEqualTo(waits("2026-05-25T09:00:00Z"));
    var closed = VisitRules.step(post(), CIVIL, true, Instant.parse("2026-06-08T22:00:00Z"));
    assertThat(closed).isEqualTo(new Step.Miss());
  }

  @Test
  void an_outcome_is_recorded_once_and_never_after_the_end() {
    var at = Instant.parse("2026-05-25T08:00:01Z");
    var event = VisitRules.invited(post(), STUDY, ANN, EMAIL, at).orElseThrow();
    assertThat(VisitRules.invited(post(event), STUDY, ANN, EMAIL, at)).isEmpty();
    var closed = Instant.parse("2026-06-08T22:00:00Z");
    assertThat(VisitRules.invited(post(), STUDY, ANN, EMAIL, closed)).isEmpty();
    var reminder = VisitRules.reminded(post(event), STUDY, ANN, 1, EMAIL, at).orElseThrow();
    assertThat(VisitRules.reminded(post(event, reminder), STUDY, ANN, 1, EMAIL, at)).isEmpty();
  }

  @Test
  void cancelling_names_what_has_not_ended_and_twice_nothing() {
    var visits = Trial.after(Trial.plan(CONSENT), Trial.plan(RANDOMIZATION));
    var at = Instant.parse("2026-04-01T10:00:00Z");
    var reason = VisitCancelReason.LEFT;
    var event = VisitRules.cancel(visits.values(), STUDY, ANN, reason, at).orElseThrow();
    assertThat(event.visitIds()).hasSize(4).isSorted();
    Visit.next(visits, event);
    assertThat(VisitRules.cancel(visits.values(), STUDY, ANN, reason, at)).isEmpty();
    assertThat(step(visits.get(visitId("post")), "2026-05-25T08:00:00Z"))
        .isEqualTo(new Step.Nothing());
  }
}
