package org.attune.portal.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The app as it is served. */
class AppFilesTest {
  private static final AppFiles FILES = AppFiles.read();
  private static final Pattern NAMED = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");

  /** Unit: bytes, compressed; fonts aside. */
  private static final int SCRIPT_MAX = 25 * 1024;

  private static final int FIRST_SCREEN_MAX = 60 * 1024;

  /** Of one of them, each screen says its sentences. */
  private static final List<String> LANGUAGES = List.of("/files/en-", "/files/es-", "/files/ar-");

  private static int words(String beginning) {
    return FILES.others().values().stream()
        .filter(file -> file.path().startsWith(beginning))
        .mapToInt(AppFilesTest::packed)
        .sum();
  }

  private int packed(String path) {
    return packed(Optional.ofNullable(FILES.others().get(path)).orElseThrow());
  }

  private static int packed(AppFile file) {
    return file.packed().orElse(file.plain()).length();
  }

  @Test
  void the_page_names_files_that_exist_and_holds_no_script() {
    var html = FILES.page().plain().toString();
    var named = NAMED.matcher(html).results().map(match -> match.group(1)).toList();
    assertThat(named).hasSizeGreaterThanOrEqualTo(4).allMatch(FILES.others()::containsKey);
    assertThat(html).doesNotContain("{").doesNotContainPattern("<script(?![^>]*src)");
    assertThat(html).doesNotContain("style=").doesNotContain("<style");
  }

  @Test
  void what_never_changes_has_its_content_in_its_name() {
    var html = FILES.page().plain().toString();
    assertThat(html).containsPattern("/files/main-[0-9A-Z]{8}\\.js");
    assertThat(html).containsPattern("/files/app-[0-9A-Z]{8}\\.css");
    FILES.others().values().stream()
        .filter(AppFile::immutable)
        .forEach(file -> assertThat(file.path()).matches("/files/[a-z]+-[0-9A-Z]{8}\\.[a-z0-9]+"));
  }

  @Test
  void the_worker_fetches_the_page_first_and_only_what_exists() {
    var script = FILES.worker().plain().toString();
    var shell = new JsonObject(script.substring("const SHELL=".length(), script.indexOf(';')));
    var names = shell.getJsonArray("files").stream().map(String::valueOf).toList();
    assertThat(names).startsWith("/").anyMatch(name -> name.endsWith(".css"));
    assertThat(names.subList(1, names.size())).allMatch(FILES.others()::containsKey);
  }

  @Test
  void the_same_files_are_the_same_version() {
    assertThat(AppFiles.read().worker().plain()).isEqualTo(FILES.worker().plain());
  }

  @Test
  void a_slow_phone_gets_little() {
    var html = FILES.page().plain().toString();
    var named = NAMED.matcher(html).results().map(match -> match.group(1)).toList();
    int script = named.stream().filter(name -> name.endsWith(".js")).mapToInt(this::packed).sum();
    int style = named.stream().filter(name -> name.endsWith(".css")).mapToInt(this::packed).sum();
    int words = LANGUAGES.stream().mapToInt(AppFilesTest::words).max().orElseThrow();
    assertThat(script).isLessThan(SCRIPT_MAX);
    assertThat(script + style + words + packed(FILES.page())).isLessThan(FIRST_SCREEN_MAX);
  }
}
