package org.attune.standalone.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.attune.platform.event.EventKey;
import org.attune.standalone.rehearsal.DueWakes.Wake;
import org.junit.jupiter.api.Test;

/** What waits for one participant on the morning of 2 March 2026. */
class DueWakesTest {
  private static final EventKey ANN = new EventKey("s", "00000000-0000-0000-0000-000000000001");
  private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
  private static final Instant ELEVEN = Instant.parse("2026-03-02T11:00:00Z");

  private final DueWakes wakes = new DueWakes();

  @Test
  void the_earliest_comes_first_and_allocation_waits_for_its_turn() {
    wakes.scheduled("ema", ANN, "slot", TEN);
    wakes.scheduled("randomization", ANN, "allocate", NINE);
    assertThat(wakes.next(ANN)).contains(new Wake(NINE, "randomization", true));
  }

  @Test
  void a_look_ends_what_one_service_had_waiting_until_then() {
    wakes.scheduled("ema", ANN, "slot", NINE);
    wakes.scheduled("outcomes", ANN, "visit", NINE);
    wakes.look(ANN, "ema", NINE);
    wakes.looked(ANN, 1);
    assertThat(wakes.next(ANN)).contains(new Wake(NINE, "outcomes", false));
  }

  @Test
  void of_a_row_put_off_twice_only_the_second_time_stays() {
    wakes.look(ANN, "ema", NINE);
    wakes.scheduled("ema", ANN, "slot", TEN);
    wakes.scheduled("ema", ANN, "slot", ELEVEN);
    wakes.looked(ANN, 1);
    assertThat(wakes.next(ANN)).contains(new Wake(ELEVEN, "ema", false));
  }

  @Test
  void two_rows_put_off_by_two_stay_both() {
    wakes.look(ANN, "ema", NINE);
    wakes.scheduled("ema", ANN, "slot", TEN);
    wakes.scheduled("ema", ANN, "slot", ELEVEN);
    wakes.looked(ANN, 2);
    assertThat(wakes.next(ANN)).contains(new Wake(TEN, "ema", false));
  }

  @Test
  void a_row_that_is_gone_leaves_another_of_the_same_moment() {
    wakes.scheduled("ema", ANN, "slot", TEN);
    wakes.scheduled("ema", ANN, "slot", TEN);
    wakes.gone(ANN, "ema", NINE, List.of(TEN, ELEVEN));
    assertThat(wakes.next(ANN)).contains(new Wake(TEN, "ema", false));
    wakes.gone(ANN, "ema", NINE, List.of(TEN, ELEVEN));
    assertThat(wakes.next(ANN)).isEmpty();
  }

  @Test
  void a_time_finer_than_the_database_keeps_is_looked_at_when_the_row_is_due_for_certain() {
    wakes.scheduled("ema", ANN, "slot", NINE.plusNanos(1));
    assertThat(wakes.next(ANN)).contains(new Wake(NINE.plusNanos(1_000), "ema", false));
  }
}
