package org.attune.portal.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The app as it is served. */
class AppFilesTest {
  private static final AppFiles FILES = AppFiles.read();
  private static final Pattern NAMED = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");

  /** Unit: bytes, compressed; fonts aside. */
  private static final int SCRIPT_MAX = 25 * 1024;

  private static final int FIRST_SCREEN_MAX = 60 * 1024;

  private static int packed(AppFile file) {
    return file.packed().orElse(file.plain()).length();
  }

  @Test
  void the_page_names_files_that_exist_and_holds_no_script() {
    var html = FILES.page().plain().toString();
    var named = NAMED.matcher(html).results().map(match -> match.group(1)).toList();
    assertThat(named).hasSize(4).allMatch(FILES.others()::containsKey);
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
    var script =
        FILES.others().values().stream().filter(f -> f.path().contains("/main-")).findFirst();
    var style =
        FILES.others().values().stream().filter(f -> f.path().contains("/app-")).findFirst();
    assertThat(packed(script.orElseThrow())).isLessThan(SCRIPT_MAX);
    assertThat(packed(script.orElseThrow()) + packed(style.orElseThrow()) + packed(FILES.page()))
        .isLessThan(FIRST_SCREEN_MAX);
  }
}
