package org.attune.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page for studies that stand in different places. */
class OverviewPageTest {
  private static final Path DATA = Path.of("/srv/attune");

  private static StudyOverview study(String title, Optional<StudyOverview.Snapshot> snapshot) {
    return new StudyOverview(
        "pilot",
        title,
        2,
        "OPEN",
        false,
        Map.of("INVITED", 3L, "DECLINED", 2L, "ENROLLED", 5L, "LEFT", 1L),
        snapshot);
  }

  private static String page(PlatformKind kind, StudyOverview... studies) {
    return OverviewPage.page(List.of(studies), "All is well.", kind, DATA);
  }

  @Test
  void an_empty_platform_says_how_to_begin() {
    assertThat(page(PlatformKind.UP)).contains("No study is published yet", "./attune publish");
  }

  @Test
  void a_study_shows_where_it_stands_in_numbers() {
    assertThat(page(PlatformKind.UP, study("Four weeks", Optional.empty())))
        .contains("<h3>Four weeks</h3>", "version 2", "<strong>open</strong>")
        .contains("<dt>Invited</dt><dd>11</dd>", "<dt>In the study</dt><dd>5</dd>")
        .contains("No dataset was made yet");
  }

  @Test
  void a_dataset_is_named_with_its_place() {
    var made =
        new StudyOverview.Snapshot("id-1", true, "abc", Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(page(PlatformKind.UP, study("", Optional.of(made))))
        .contains("blinded", "/srv/attune/services/analytics/exports/id-1", "abc");
  }

  @Test
  void what_an_author_writes_is_text() {
    assertThat(page(PlatformKind.UP, study("<script>alert(1)</script>", Optional.empty())))
        .doesNotContain("<script>")
        .contains("&lt;script&gt;");
  }

  @Test
  void a_rehearsal_is_called_synthetic() {
    assertThat(page(PlatformKind.REHEARSAL)).contains("SYNTHETIC");
    assertThat(page(PlatformKind.UP)).doesNotContain("SYNTHETIC");
  }
}
