package org.attune.standalone.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a package may be written is known before anything is done for it. */
class PackagesTest {
  @TempDir Path directory;

  @Test
  void a_directory_that_is_absent_or_empty_will_do() {
    assertThatCode(() -> Packages.requireEmpty(directory)).doesNotThrowAnyException();
    assertThatCode(() -> Packages.requireEmpty(directory.resolve("a/b")))
        .doesNotThrowAnyException();
  }

  @Test
  void a_directory_with_a_file_is_refused() throws IOException {
    Files.writeString(directory.resolve("file"), "");
    assertThatThrownBy(() -> Packages.requireEmpty(directory))
        .isInstanceOf(UnusableCallException.class)
        .hasMessage(directory + " is not empty: name a directory that is, with --out.");
  }

  @Test
  void a_directory_that_cannot_be_made_is_refused_with_what_is_in_the_way() throws IOException {
    var file = Files.writeString(directory.resolve("file"), "");
    var out = file.resolve("a/b");
    assertThatThrownBy(() -> Packages.requireEmpty(out))
        .isInstanceOf(UnusableCallException.class)
        .hasMessage(
            "%s cannot be made, since %s cannot be written: name another directory with --out.",
            out, file);
  }
}
