package org.attune.protocol.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files a bundle takes, and which it refuses. */
class BundleTest {
  @TempDir private Path folder;

  @Test
  void files_are_named_from_the_directory_and_sorted() throws IOException {
    Files.createDirectories(folder.resolve("instruments"));
    Files.writeString(folder.resolve("study.yaml"), "study: x");
    Files.writeString(folder.resolve("instruments/b.yaml"), "b");
    Files.writeString(folder.resolve("instruments/a.yaml"), "a");
    Files.writeString(folder.resolve("README.md"), "not part of it");
    Files.writeString(folder.resolve(".hidden.yaml"), "not part of it");
    assertThat(Bundle.read(folder).files().keySet())
        .containsExactly("instruments/a.yaml", "instruments/b.yaml", "study.yaml");
  }

  @Test
  void a_link_that_leaves_the_directory_is_refused() throws IOException {
    var inside = Files.createDirectories(folder.resolve("inside"));
    var outside = Files.writeString(folder.resolve("outside.yaml"), "secret");
    Files.createSymbolicLink(inside.resolve("study.yaml"), outside);
    assertThatThrownBy(() -> Bundle.read(inside))
        .isInstanceOf(UnusableBundleException.class)
        .hasMessageContaining("leaves the bundle");
  }

  @Test
  void a_linked_folder_that_leaves_the_directory_is_refused() throws IOException {
    var inside = Files.createDirectories(folder.resolve("inside"));
    var outside = Files.createDirectories(folder.resolve("outside"));
    Files.createSymbolicLink(inside.resolve("consent"), outside);
    assertThatThrownBy(() -> Bundle.read(inside)).isInstanceOf(UnusableBundleException.class);
  }

  @Test
  void what_is_no_directory_is_refused() {
    assertThatThrownBy(() -> Bundle.read(folder.resolve("absent")))
        .isInstanceOf(UnusableBundleException.class)
        .hasMessageEndingWith("is not a directory.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../study.yaml",
        "/study.yaml",
        "a/../b.yaml",
        "a\\b.yaml",
        "study.yml",
        ".x.yaml"
      })
  void a_name_that_could_leave_the_bundle_is_refused(String name) {
    assertThatThrownBy(() -> new Bundle(Map.of(name, "")))
        .isInstanceOf(UnusableBundleException.class);
  }

  @Test
  void limits_hold_on_both_sides() {
    var most = "x".repeat(Bundle.FILE_BYTES_MAX);
    assertThat(new Bundle(Map.of("a.yaml", most)).files()).hasSize(1);
    assertThatThrownBy(() -> new Bundle(Map.of("a.yaml", most + "x")))
        .isInstanceOf(UnusableBundleException.class);
    var files = new TreeMap<String, String>();
    for (var i = 0; i < Bundle.FILES_MAX; i++) files.put("f" + i + ".yaml", "");
    assertThat(new Bundle(files).files()).hasSize(Bundle.FILES_MAX);
    files.put("one-more.yaml", "");
    assertThatThrownBy(() -> new Bundle(files)).isInstanceOf(UnusableBundleException.class);
  }
}
