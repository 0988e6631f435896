package org.attune.interventions.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.interventions.domain.Trial.MADRID;
import static org.attune.interventions.domain.Trial.NOON;
import static org.attune.interventions.domain.Trial.OWNER;
import static org.attune.interventions.domain.Trial.PROGRAMME;
import static org.attune.interventions.domain.Trial.PROTOCOL;
import static org.attune.interventions.domain.Trial.WITH_PROGRAMME;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.attune.interventions.domain.CourseRules.RecordEngagement;
import org.attune.interventions.domain.InterventionsEvent.EngagementRecorded;
import org.attune.interventions.domain.InterventionsEvent.ModuleUnlocked;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEndReason;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEnded;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random courses, from a seed that the test's name shows. */
class CourseLawsTest {
  private static final List<ZoneId> ZONES =
      List.of(MADRID, ZoneId.of("America/Lima"), ZoneId.of("Pacific/Auckland"));

  private final List<InterventionsEvent> history = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void modules_unlock_once_in_order_and_every_course_ends_once(int seed) {
    var random = new Random(seed);
    var zone = MADRID;
    var now = NOON;
    history.add(CourseRules.start(OWNER, WITH_PROGRAMME, PROTOCOL, zone, now).orElseThrow());
    while (now.isBefore(Instant.parse("2026-07-01T00:00:00Z"))) {
      now = now.plus(Duration.ofMinutes(1 + random.nextInt(60 * 30)));
      if (random.nextInt(20) == 0) zone = ZONES.get(random.nextInt(ZONES.size()));
      engage(random, zone, now);
      history.addAll(CourseRules.due(OWNER, course(), PROGRAMME, Trial.UNTAILORED, zone, now));
      if (random.nextInt(200) == 0) {
        CourseRules.stop(OWNER, course(), PROGRAMME, ProgrammeEndReason.LEFT, now)
            .ifPresent(history::add);
      }
      var next = CourseRules.next(course(), PROGRAMME, zone);
      var at = now;
      next.ifPresent(due -> assertThat(due).isAfter(at));
    }
    assertThat(history).filteredOn(ProgrammeEnded.class::isInstance).hasSize(1);
    var unlocked = new HashSet<String>();
    for (var event : history) {
      if (event instanceof ModuleUnlocked e) assertThat(unlocked.add(e.module())).isTrue();
      if (event instanceof EngagementRecorded e) assertThat(unlocked).contains(e.module());
    }
  }

  private Course course() {
    return Course.after(history).orElseThrow();
  }

  private void engage(Random random, ZoneId zone, Instant now) {
    var modules = Module.of(PROGRAMME);
    var started = now.minusSeconds(random.nextInt(60 * 60 * 24 * 3));
    var command =
        new RecordEngagement(
            new UUID(random.nextLong(), random.nextLong()),
            modules.get(random.nextInt(modules.size())).id(),
            started,
            started.plusSeconds(1),
            1,
            random.nextInt(101),
            Optional.empty(),
            now);
    if (CourseRules.engage(OWNER, Optional.of(course()), Optional.of(PROTOCOL), zone, command)
        instanceof Decision.Accepted<InterventionsEvent>(var events)) {
      history.addAll(events);
    }
  }
}
