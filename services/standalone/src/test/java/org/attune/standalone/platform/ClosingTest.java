package org.attune.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Parts called a, b and c, closed together. */
class ClosingTest {
  private final List<String> closed = new ArrayList<>();
  private final Closeables parts = new Closeables();

  @Test
  void what_was_opened_last_is_closed_first() {
    parts.push(() -> closed.add("a"));
    parts.push(() -> closed.add("b"));
    parts.close();
    parts.close();
    assertThat(closed).containsExactly("b", "a");
  }

  @Test
  void a_part_that_fails_does_not_keep_the_others() {
    parts.push(() -> closed.add("a"));
    parts.push(
        () -> {
          throw new IOException("stuck");
        });
    parts.push(() -> closed.add("c"));
    assertThatThrownBy(parts::close).hasRootCauseMessage("stuck");
    assertThat(closed).containsExactly("c", "a");
  }

  @Test
  void what_is_opened_too_late_is_closed_at_once() {
    parts.close();
    assertThatThrownBy(() -> parts.push(() -> closed.add("late")))
        .isInstanceOf(CancellationException.class);
    assertThat(closed).containsExactly("late");
  }
}
