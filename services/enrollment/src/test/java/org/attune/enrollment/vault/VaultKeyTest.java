package org.attune.enrollment.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.platform.entropy.SystemEntropy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key outside the database. */
class VaultKeyTest {
  @TempDir Path directory;

  @Test
  void a_first_start_makes_a_key_that_later_ones_find() throws IOException {
    var first = VaultKey.of(directory.resolve("new"), new SystemEntropy());
    var second = VaultKey.of(directory.resolve("new"), new SystemEntropy());
    assertThat(second.bytes()).isEqualTo(first.bytes());
    var file = directory.resolve("new").resolve(VaultKey.FILE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void a_rehearsal_makes_the_key_of_its_seed() {
    var one = VaultKey.of(directory.resolve("a"), new SeededEntropy(7));
    assertThat(VaultKey.of(directory.resolve("b"), new SeededEntropy(7)).bytes())
        .isEqualTo(one.bytes());
    assertThat(VaultKey.of(directory.resolve("c"), new SeededEntropy(8)).bytes())
        .isNotEqualTo(one.bytes());
  }

  @Test
  void a_key_never_shows_itself() {
    var key = VaultKey.of(directory, new SeededEntropy(7));
    assertThat(key.toString())
        .doesNotContain(Base64.getEncoder().encodeToString(key.bytes()))
        .contains(key.id());
  }

  @Test
  void a_file_that_is_no_key_is_refused() throws IOException {
    Files.writeString(directory.resolve(VaultKey.FILE), "c2hvcnQ=\n");
    assertThatThrownBy(() -> VaultKey.of(directory, new SystemEntropy()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
