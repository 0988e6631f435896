package org.attune.standalone.separate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.attune.platform.event.EventKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file, mapped by the driver and by a service. */
class BlackboardTest {
  private static final EventKey STUDY = EventKey.ofStudy("s");
  private static final Instant START = Instant.parse("2026-02-09T06:00:00Z");
  private static final Instant LATER = Instant.parse("2027-03-14T15:09:26.535897932Z");

  private final Blackboard driver;
  private final Blackboard service;

  BlackboardTest(@TempDir Path directory) throws IOException {
    var file = Files.createFile(directory.resolve("board"));
    driver = Blackboard.make(file, START);
    service = Blackboard.open(file);
  }

  private static EventKey participant(int number) {
    return EventKey.of("s", new UUID(number, 31L * number));
  }

  private Instant now(EventKey key) {
    return service.now(key, Instant.EPOCH);
  }

  @Test
  void a_service_reads_the_time_of_each_participant_to_the_nanosecond() {
    driver.set(participant(1), LATER);
    driver.set(participant(2), LATER.plusNanos(1));
    driver.set(participant(1), LATER.minusNanos(1));
    assertThat(now(participant(1))).isEqualTo(LATER.minusNanos(1));
    assertThat(now(participant(2))).isEqualTo(LATER.plusNanos(1));
  }

  @Test
  void who_has_no_time_of_their_own_has_that_of_the_study() {
    assertThat(now(participant(1))).isEqualTo(START);
    driver.set(STUDY, LATER);
    assertThat(now(participant(1))).isEqualTo(LATER);
    assertThat(now(STUDY)).isEqualTo(LATER);
  }

  @Test
  void many_whose_places_meet_are_told_apart() {
    for (int i = 0; i < 50_000; i++) driver.set(participant(i), START.plusSeconds(i));
    for (int i = 0; i < 50_000; i++) {
      assertThat(now(participant(i))).isEqualTo(START.plusSeconds(i));
    }
  }

  @Test
  void what_one_process_has_told_is_not_what_another_has() {
    service.tell(0, 5);
    service.tell(Blackboard.PROCESSES_MAX - 1, 7);
    assertThat(driver.told(0)).isEqualTo(5);
    assertThat(driver.told(1)).isZero();
    assertThat(driver.told(Blackboard.PROCESSES_MAX - 1)).isEqualTo(7);
    assertThatThrownBy(() -> driver.told(Blackboard.PROCESSES_MAX))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
