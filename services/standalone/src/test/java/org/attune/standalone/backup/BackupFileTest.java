package org.attune.standalone.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.attune.standalone.platform.PlatformException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no whole backup is told apart from one that is, and said in a sentence. */
class BackupFileTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void make() throws IOException {
    file = MadeBackup.of("a platform").write(directory.resolve("backup"));
  }

  private void assertRefused(String sentence) {
    assertThatThrownBy(
            () -> {
              try (var backup = BackupFile.open(file)) {
                backup.verify();
              }
            })
        .isInstanceOf(PlatformException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(sentence);
  }

  @Test
  void a_whole_backup_is_unpacked_as_it_was_for_its_owner_alone() throws IOException {
    var to = directory.resolve("to");
    try (var backup = BackupFile.open(file)) {
      backup.verify();
      backup.unpack(to);
    }
    assertThat(to.resolve("postgres/PG_VERSION")).hasContent("17");
    assertThat(to.resolve("postgres/pg_wal")).isEmptyDirectory();
    assertThat(to.resolve("admin.key")).hasContent("private a platform");
    for (var path : new Path[] {file, to.resolve("admin.key")}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void a_file_that_is_not_there_or_something_else_is_no_backup() throws IOException {
    Files.delete(file);
    assertRefused("does not exist");
    Files.writeString(file, "");
    assertRefused("is no backup");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("a-photograph-of-a-cat"));
    }
    assertRefused("is no backup");
  }

  @Test
  void a_newer_format_is_named() throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(BackupWriter.MARK));
      zip.write("2\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
    assertRefused("has format 2");
  }

  @Test
  void one_byte_less_or_another_one_is_damage_wherever_it_is() throws IOException {
    var whole = Files.readAllBytes(file);
    var cut = java.util.Arrays.copyOf(whole, whole.length - 1);
    Files.write(file, cut);
    assertRefused("is damaged");
    int data =
        new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("PG_VERSION");
    for (int at : new int[] {data + 12, whole.length - 10}) {
      var changed = whole.clone();
      changed[at] ^= 0x10;
      Files.write(file, changed);
      assertRefused("is damaged");
    }
  }

  @Test
  void a_missing_an_added_and_a_changed_file_are_named() throws IOException {
    rewritten(MadeBackup.of("a platform").without("postgres/PG_VERSION"));
    assertRefused("postgres/PG_VERSION is missing");
    rewritten(MadeBackup.of("a platform").with("postgres/more"));
    assertRefused("postgres/more is not in its manifest");
    rewritten(MadeBackup.of("a platform").changing("admin.key"));
    assertRefused("admin.key is not what was backed up");
  }

  @Test
  void a_place_outside_of_the_directory_is_damage() throws IOException {
    Files.delete(file);
    MadeBackup.of("a platform").naming("../outside").write(file);
    assertRefused("it names a place outside: ../outside");
  }

  private void rewritten(MadeBackup made) throws IOException {
    Files.delete(file);
    made.write(file);
  }
}
