package org.attune.enrollment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantErased;
import org.attune.enrollment.domain.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of the erased outside the database. */
class ErasureListTest {
  private static final Instant AT = Instant.parse("2027-03-01T10:00:00Z");

  @TempDir Path directory;

  private static ParticipantErased erased(int number, Stage reached) {
    return new ParticipantErased(
        "kindness", new UUID(1, number), "s1", 3, reached, "privacy", AT.plusSeconds(number));
  }

  @Test
  void what_was_added_is_read_again_in_order_and_once() {
    var list = new ErasureList(directory.resolve("new"));
    assertThat(list.read()).isEmpty();
    list.add(List.of(erased(1, Stage.ENROLLED)));
    list.add(List.of(erased(1, Stage.ENROLLED), erased(2, Stage.OPENED)));
    assertThat(new ErasureList(directory.resolve("new")).read().values())
        .containsExactly(erased(1, Stage.ENROLLED), erased(2, Stage.OPENED));
  }

  @Test
  void a_line_that_a_crash_left_unfinished_is_none_and_gives_way() throws IOException {
    var list = new ErasureList(directory);
    list.add(List.of(erased(1, Stage.ENROLLED)));
    Files.writeString(
        directory.resolve(ErasureList.FILE), "2027-03-01T10", StandardOpenOption.APPEND);
    assertThat(list.read()).hasSize(1);
    list.add(List.of(erased(2, Stage.OPENED)));
    assertThat(list.read()).hasSize(2);
  }

  @Test
  void a_whole_line_that_does_not_read_is_named() throws IOException {
    Files.writeString(directory.resolve(ErasureList.FILE), "somebody\n");
    assertThatThrownBy(() -> new ErasureList(directory).read())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("erasures.tsv:1 is no erasure");
  }
}
