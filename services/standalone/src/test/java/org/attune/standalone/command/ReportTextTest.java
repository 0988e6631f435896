package org.attune.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.attune.standalone.rehearsal.RehearsalReport;
import org.attune.standalone.rehearsal.RehearsalReport.Slots;
import org.junit.jupiter.api.Test;

/** What a rehearsal tells a person at a terminal. */
class ReportTextTest {
  private static String text(Slots slots) {
    var report =
        new RehearsalReport(
            "pilot",
            1,
            "00",
            7,
            new RehearsalReport.Participants(9, 1, 1, 7, 6, 0),
            slots,
            new RehearsalReport.Assessments(12, 11, 1),
            new RehearsalReport.Events(100, 100),
            new RehearsalReport.Dataset(Path.of("out"), "ab"),
            List.of(),
            List.of(),
            List.of(),
            "all promises kept",
            List.of(),
            1.25,
            1.5);
    var bytes = new ByteArrayOutputStream();
    ReportText.print(report, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void compliance_is_the_share_of_what_was_asked() {
    assertThat(text(new Slots(10, 6, 1, 1, 2, 0, 0))).contains("compliance 75.0 %");
  }

  @Test
  void a_study_without_prompts_has_no_compliance() {
    assertThat(text(new Slots(0, 0, 0, 0, 0, 0, 0)))
        .contains("none planned")
        .doesNotContain("compliance");
  }

  @Test
  void it_says_when_the_dataset_was_there_and_when_it_was_checked() {
    assertThat(text(new Slots(10, 6, 1, 1, 2, 0, 0))).contains("1.5 s, the dataset after 1.3 s");
  }
}
