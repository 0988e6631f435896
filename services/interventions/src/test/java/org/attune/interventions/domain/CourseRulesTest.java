package org.attune.interventions.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.interventions.domain.Trial.MADRID;
import static org.attune.interventions.domain.Trial.NOON;
import static org.attune.interventions.domain.Trial.OWNER;
import static org.attune.interventions.domain.Trial.PROGRAMME;
import static org.attune.interventions.domain.Trial.PROTOCOL;
import static org.attune.interventions.domain.Trial.WITHOUT;
import static org.attune.interventions.domain.Trial.WITH_PROGRAMME;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.attune.interventions.domain.CourseRules.RecordEngagement;
import org.attune.interventions.domain.InterventionsEvent.EngagementRecorded;
import org.attune.interventions.domain.InterventionsEvent.ModuleUnlocked;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEndReason;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEnded;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeStarted;
import org.junit.jupiter.api.Test;

/** What a programme offers, takes and when it ends. Cast and setting: {@link Trial}. */
class CourseRulesTest {
  private static final UUID ENGAGEMENT = new UUID(0x8000L, 0x8000_0000_0000_0021L);

  private final List<InterventionsEvent> history = new ArrayList<>();

  private CourseRulesTest started() {
    history.add(CourseRules.start(OWNER, WITH_PROGRAMME, PROTOCOL, MADRID, NOON).orElseThrow());
    return this;
  }

  private CourseRulesTest until(String now) {
    history.addAll(due(now));
    return this;
  }

  private Course course() {
    return Course.after(history).orElseThrow();
  }

  private List<InterventionsEvent> due(String now) {
    return CourseRules.due(
        OWNER, course(), PROGRAMME, Trial.UNTAILORED, MADRID, Instant.parse(now));
  }

  private static RecordEngagement engagement(String module, String startedAt, String at) {
    var start = Instant.parse(startedAt);
    return new RecordEngagement(
        ENGAGEMENT,
        module,
        start,
        start.plusSeconds(900),
        880,
        100,
        Optional.of(4),
        Instant.parse(at));
  }

  /** Also holds the law that a second delivery is accepted and changes nothing. */
  private Decision<InterventionsEvent> engage(RecordEngagement command) {
    var decision = decide(history, command);
    if (decision instanceof Decision.Accepted<InterventionsEvent>(var events)) {
      var later = new ArrayList<>(history);
      later.addAll(events);
      assertThat(decide(later, command)).as("second delivery").isEqualTo(Decision.accept());
    }
    return decision;
  }

  private static Decision<InterventionsEvent> decide(
      List<InterventionsEvent> history, RecordEngagement command) {
    return CourseRules.engage(OWNER, Course.after(history), Optional.of(PROTOCOL), MADRID, command);
  }

  private static Refusal refusal(Decision<?> decision) {
    return ((Decision.Refused<?>) decision).reason();
  }

  @Test
  void a_programme_runs_from_the_day_after_allocation_for_all_its_days() {
    var event = CourseRules.start(OWNER, WITH_PROGRAMME, PROTOCOL, MADRID, NOON).orElseThrow();
    assertThat(event.firstDay()).isEqualTo("2026-03-17");
    assertThat(event.lastDay()).isEqualTo("2026-05-11");
    assertThat(event.programme()).isEqualTo("abct");
  }

  @Test
  void an_arm_without_a_programme_starts_nothing() {
    assertThat(CourseRules.start(OWNER, WITHOUT, PROTOCOL, MADRID, NOON)).isEmpty();
  }

  @Test
  void modules_become_available_at_six_on_their_day() {
    started();
    assertThat(CourseRules.next(course(), PROGRAMME, MADRID))
        .contains(Instant.parse("2026-03-17T05:00:00Z"));
    assertThat(due("2026-03-17T04:59:59Z")).isEmpty();
    until("2026-03-17T05:00:00Z");
    assertThat(history)
        .filteredOn(ModuleUnlocked.class::isInstance)
        .extracting(event -> ((ModuleUnlocked) event).module())
        .containsExactly("s1", "soothing-breath");
    assertThat(CourseRules.next(course(), PROGRAMME, MADRID))
        .contains(Instant.parse("2026-03-24T05:00:00Z"));
  }

  @Test
  void a_course_follows_its_participant_to_another_zone() {
    started();
    assertThat(CourseRules.next(course(), PROGRAMME, ZoneId.of("America/Lima")))
        .contains(Instant.parse("2026-03-17T11:00:00Z"));
  }

  @Test
  void what_was_missed_becomes_available_together() {
    started().until("2026-04-01T00:00:00Z");
    assertThat(course().unlocked())
        .containsOnlyKeys("s1", "s2", "s3", "soothing-breath", "safe-place");
  }

  @Test
  void a_practice_may_be_done_as_often_as_one_likes_once_it_is_available() {
    started().until("2026-03-17T05:00:00Z");
    var decision =
        engage(engagement("soothing-breath", "2026-03-20T18:00:00Z", "2026-03-20T18:20:00Z"));
    var events = ((Decision.Accepted<InterventionsEvent>) decision).events();
    assertThat(((EngagementRecorded) events.getFirst()).seconds()).isEqualTo(880);
  }

  @Test
  void a_locked_module_and_one_that_does_not_exist_are_refused() {
    started().until("2026-03-17T05:00:00Z");
    assertThat(refusal(engage(engagement("s2", "2026-03-20T18:00:00Z", "2026-03-20T18:20:00Z"))))
        .isEqualTo(Refusal.NOT_AVAILABLE);
    assertThat(refusal(engage(engagement("s1", "2026-03-17T04:59:59Z", "2026-03-20T18:20:00Z"))))
        .isEqualTo(Refusal.NOT_AVAILABLE);
    assertThat(refusal(engage(engagement("s9", "2026-03-20T18:00:00Z", "2026-03-20T18:20:00Z"))))
        .isEqualTo(Refusal.MODULE_UNKNOWN);
  }

  @Test
  void without_a_programme_every_module_is_unknown() {
    assertThat(refusal(engage(engagement("s1", "2026-03-20T18:00:00Z", "2026-03-20T18:20:00Z"))))
        .isEqualTo(Refusal.MODULE_UNKNOWN);
  }

  @Test
  void what_was_done_in_time_may_arrive_for_fourteen_days() {
    started().until("2026-05-05T05:00:00Z").until("2026-05-11T22:00:00Z");
    assertThat(course().ended()).isPresent();
    var last = "2026-05-11T21:00:00Z";
    assertThat(engage(engagement("s8", last, "2026-05-25T21:59:59Z")))
        .isInstanceOf(Decision.Accepted.class);
    assertThat(refusal(engage(engagement("s8", last, "2026-05-25T22:00:00Z"))))
        .isEqualTo(Refusal.TOO_LATE);
    assertThat(refusal(engage(engagement("s8", "2026-05-11T22:00:00Z", "2026-05-12T00:00:00Z"))))
        .isEqualTo(Refusal.NOT_AVAILABLE);
  }

  @Test
  void a_programme_ends_after_its_last_day_and_counts_what_was_done() {
    started().until("2026-03-17T05:00:00Z");
    var done = engage(engagement("s1", "2026-03-20T18:00:00Z", "2026-03-20T18:20:00Z"));
    history.addAll(((Decision.Accepted<InterventionsEvent>) done).events());
    until("2026-05-11T21:59:59Z");
    assertThat(course().ended()).isEmpty();
    until("2026-05-11T22:00:00Z");
    var end = (ProgrammeEnded) history.getLast();
    assertThat(end.reason()).isEqualTo(ProgrammeEndReason.COMPLETED);
    assertThat(end.sessionsAttended()).isEqualTo(1);
    assertThat(end.practicesDone()).isZero();
    assertThat(CourseRules.next(course(), PROGRAMME, MADRID)).isEmpty();
  }

  @Test
  void stopping_twice_ends_once() {
    started();
    var reason = ProgrammeEndReason.LEFT;
    history.add(CourseRules.stop(OWNER, course(), PROGRAMME, reason, NOON).orElseThrow());
    assertThat(CourseRules.stop(OWNER, course(), PROGRAMME, reason, NOON)).isEmpty();
    assertThat(due("2026-06-01T00:00:00Z")).isEmpty();
  }

  @Test
  void a_second_start_is_corruption() {
    started();
    var again = (ProgrammeStarted) history.getFirst();
    Assertions.assertThatThrownBy(() -> Course.next(Optional.of(course()), again))
        .isInstanceOf(IllegalStateException.class);
  }
}
