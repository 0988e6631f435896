package org.attune.ema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.attune.ema.domain.EmaEvent.PromptSent;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.EmaEvent.ReminderSent;
import org.attune.ema.domain.EmaEvent.ScheduleEnded;
import org.attune.ema.domain.PlannedSlot;
import org.attune.platform.due.DueLoop;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Several schedulers over one database, as when one version of the service takes over from another
 * in the middle of a burst (F25), some of which see the time an hour early or late (F21).
 */
class SchedulersIT {
  private static final Instant NOON = Instant.parse("2026-03-03T11:00:00Z");
  private static final int PEOPLE = 24;
  private static final int DAYS = 21;
  private static final int SCHEDULERS = 4;
  private static final int TICKS_MAX = 50;

  private final EmaScenario scenario =
      new EmaScenario(
          study ->
              study
                  .replace(
                      "{random: 5, between: \"09:00\", and: \"21:00\", apart: PT90M}",
                      "{at: [\"12:00\"]}")
                  .replace("for: P7D", "for: P%dD".formatted(DAYS)));
  private final List<EventKey> people = new ArrayList<>();

  @AfterEach
  void the_tables_are_what_the_history_says() {
    for (var person : people) scenario.assertLaw(person);
    scenario.close();
  }

  private DueLoop scheduler() {
    var runtime = scenario.harness.runtime();
    return new DueLoop("ema", scenario.harness.database(), history(), runtime.wiring().due());
  }

  private History history() {
    return scenario.harness.runtime().history();
  }

  /**
   * Each goes on until it finds nothing due by what it takes the time to be; one that is early
   * finds the same again and again.
   */
  private void runSideBySide(Instant... times) throws Exception {
    var together = new CyclicBarrier(times.length);
    var schedulers = new ArrayList<Callable<Integer>>();
    for (var time : times) {
      schedulers.add(
          () -> {
            var scheduler = scheduler();
            together.await();
            int handled = 0;
            int more = 1;
            for (int tick = 0; tick < TICKS_MAX && more > 0; tick++) {
              more = scheduler.tick(time);
              handled += more;
            }
            return handled;
          });
    }
    try (var threads = Executors.newFixedThreadPool(times.length)) {
      for (var done : threads.invokeAll(schedulers)) assertThat(done.get()).isNotNegative();
    }
  }

  private void enrollAll() {
    for (int i = 1; i <= PEOPLE; i++) people.add(scenario.enroll(i));
    scenario.harness.clock().set(NOON);
  }

  private static Instant[] all(Instant time) {
    var times = new Instant[SCHEDULERS];
    Arrays.fill(times, time);
    return times;
  }

  @Test
  void each_prompt_and_reminder_is_handed_over_once() throws Exception {
    enrollAll();
    runSideBySide(all(NOON));
    assertThat(scenario.asked).hasSize(PEOPLE).doesNotHaveDuplicates();
    var later = NOON.plus(Duration.ofMinutes(11));
    scenario.harness.clock().set(later);
    runSideBySide(all(later));

    assertThat(scenario.asked)
        .extracting(asked -> asked.slot() + asked.occasion())
        .hasSize(2 * PEOPLE)
        .doesNotHaveDuplicates();
    assertThat(people)
        .allSatisfy(
            person -> {
              assertThat(scenario.history(person, PromptSent.class)).hasSize(1);
              assertThat(scenario.history(person, ReminderSent.class)).hasSize(1);
            });
  }

  @Test
  void one_that_sees_the_time_early_sends_nothing_early() throws Exception {
    enrollAll();
    var before = NOON.minus(Duration.ofMinutes(30));
    scenario.harness.clock().set(before);
    runSideBySide(before.plus(Duration.ofHours(1)), before);
    assertThat(scenario.asked).isEmpty();

    scenario.harness.clock().set(NOON);
    runSideBySide(NOON, NOON.minus(Duration.ofHours(1)));
    assertThat(scenario.asked).hasSize(PEOPLE).doesNotHaveDuplicates();
  }

  private List<Instant> planned(EventKey person) {
    return scenario.history(person, PromptsPlanned.class).stream()
        .flatMap(plan -> plan.slots().stream())
        .map(PlannedSlot::scheduledAt)
        .toList();
  }

  @Test
  void days_that_come_in_sight_are_planned_for_many_together_as_for_one_alone() throws Exception {
    enrollAll();
    var alone = people.getFirst();
    var gone = people.getLast();
    scenario.leave(gone);
    var before = planned(alone);
    var later = NOON.plus(Duration.ofDays(3));
    scenario.at(alone, later);
    assertThat(planned(alone)).hasSizeGreaterThan(before.size());

    runSideBySide(all(later));
    assertThat(people.subList(0, PEOPLE - 1))
        .allSatisfy(person -> assertThat(planned(person)).isEqualTo(planned(alone)));
    assertThat(planned(gone)).isEqualTo(before);

    for (int day = 4; day <= DAYS; day++) {
      var now = NOON.plus(Duration.ofDays(day));
      scenario.harness.clock().set(now);
      runSideBySide(now);
    }
    assertThat(planned(alone)).hasSize(DAYS);
    assertThat(people.subList(0, PEOPLE - 1))
        .allSatisfy(
            person -> {
              assertThat(planned(person)).isEqualTo(planned(alone));
              assertThat(scenario.history(person, ScheduleEnded.class)).hasSize(1);
            });
  }
}
