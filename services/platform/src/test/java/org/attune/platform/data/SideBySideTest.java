package org.attune.platform.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Two things at a time. */
class SideBySideTest {
  private static final int SOON_SECONDS = 20;

  @Test
  void results_stand_in_the_order_of_the_tasks() {
    assertThat(SideBySide.all(2, List.<Supplier<String>>of(() -> "a", () -> "b", () -> "c")))
        .containsExactly("a", "b", "c");
  }

  @Test
  void tasks_run_at_the_same_time() {
    var both = new CountDownLatch(2);
    Supplier<Boolean> meet =
        () -> {
          both.countDown();
          try {
            return both.await(SOON_SECONDS, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    assertThat(SideBySide.all(2, List.of(meet, meet))).containsExactly(true, true);
  }

  @Test
  void the_first_failure_is_thrown_as_it_was_and_the_others_are_done() {
    var done = new AtomicBoolean();
    Supplier<Boolean> fails =
        () -> {
          throw new IllegalArgumentException("first");
        };
    Supplier<Boolean> works = () -> done.getAndSet(true);
    assertThatThrownBy(() -> SideBySide.all(1, List.of(fails, works)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("first");
    assertThat(done).isTrue();
  }

  @Test
  void nothing_to_do_is_done() {
    assertThat(SideBySide.all(2, List.of())).isEmpty();
  }
}
