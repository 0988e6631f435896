package org.attune.standalone.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;
import org.attune.standalone.platform.DataDirectory;
import org.attune.standalone.platform.PlatformException;
import org.attune.standalone.platform.PlatformKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a restore refuses, and what it leaves when it is killed. The platform of the backup is
 * called ours.
 */
class RestoringTest {
  private static final Clock CLOCK = Clock.fixed(MadeBackup.AT, ZoneOffset.UTC);
  private static final RestoreLog.Restore READY =
      new RestoreLog.Restore(MadeBackup.AT, 2, "backup", MadeBackup.AT);

  @TempDir Path directory;
  private Path data;
  private Path file;

  @BeforeEach
  void make() throws IOException {
    data = directory.resolve("data");
    file = MadeBackup.of("ours").write(directory.resolve("backup"));
  }

  private void write(String name, String text) throws IOException {
    var to = data.resolve(name);
    Files.createDirectories(to.getParent());
    Files.writeString(to, text);
  }

  private void ours() throws IOException {
    write("kind", "UP\n");
    write("admin.key", MadeBackup.of("ours").key());
    write("postgres/PG_VERSION", "of today");
    write("kafka/log", "of today");
  }

  private void assertRefused(String sentence) throws IOException {
    var before = Contents.files(data, data);
    assertThatThrownBy(() -> new Restoring(CLOCK).restore(data, file))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining(sentence);
    assertThat(Contents.files(data, data)).isEqualTo(before);
  }

  @Test
  void the_directory_of_another_platform_is_left_alone() throws IOException {
    ours();
    write("admin.key", "private theirs");
    assertRefused("belongs to another platform");
  }

  @Test
  void the_directory_of_a_rehearsal_is_left_alone() throws IOException {
    ours();
    write("kind", "REHEARSAL\n");
    assertRefused("holds a rehearsal");
  }

  @Test
  void a_directory_of_something_else_is_left_alone() throws IOException {
    write("holiday.jpg", "");
    assertRefused("holds something that is not this platform's data");
  }

  @Test
  void a_directory_in_use_is_left_alone() throws IOException {
    ours();
    try (var _ = DataDirectory.take(data, PlatformKind.UP)) {
      assertRefused("is in use");
    }
  }

  @Test
  void a_damaged_backup_changes_nothing() throws IOException {
    ours();
    Files.delete(file);
    MadeBackup.of("ours").changing("postgres/PG_VERSION").write(file);
    assertRefused("is damaged");
    assertThat(data.resolve("postgres/PG_VERSION")).hasContent("of today");
  }

  @Test
  void a_restore_killed_before_it_was_ready_leaves_what_was_and_up_says_what_to_type()
      throws IOException {
    ours();
    var place = new RestorePlace(data);
    place.begin();
    write("restore/staged/postgres/PG_VERSION", "17");
    assertThatThrownBy(() -> DataDirectory.take(data, PlatformKind.UP))
        .hasMessage(
            "A restore into %s did not come to its end: type ./attune restore --data %s FILE again,"
                + " with the same file.",
            data, data);
    assertThat(place.pending()).isEmpty();
    assertThat(data.resolve("postgres/PG_VERSION")).hasContent("of today");
    place.begin();
    assertThat(Contents.files(data, data.resolve("restore"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_restore_killed_while_it_was_put_in_place_goes_on_to_its_end(boolean aside)
      throws IOException {
    ours();
    write("services/enrollment/erasures.tsv", "erased");
    var place = new RestorePlace(data);
    place.begin();
    write("restore/staged/postgres/PG_VERSION", "17");
    write("restore/staged/services/randomization/seed.key", "of the seeds");
    place.complete(READY);
    if (aside) Files.move(data.resolve("postgres"), data.resolve("restore/replaced"));
    assertThatThrownBy(() -> DataDirectory.take(data, PlatformKind.UP))
        .hasMessageContaining("did not come to its end");
    place.finish(place.pending().orElseThrow());
    assertThat(data.resolve("postgres/PG_VERSION")).hasContent("17");
    assertThat(Contents.files(data, data))
        .isEqualTo(
            Set.of(
                "admin.key",
                "kind",
                "postgres/PG_VERSION",
                "restores.tsv",
                "services/enrollment/erasures.tsv",
                "services/randomization/seed.key"));
    assertThat(data.resolve("restores.tsv")).hasContent(READY.line());
    DataDirectory.take(data, PlatformKind.UP).close();
  }
}
