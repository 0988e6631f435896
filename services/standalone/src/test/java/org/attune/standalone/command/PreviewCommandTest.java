package org.attune.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code preview} of the moments of docs/studies/daily-connection. */
class PreviewCommandTest {
  private record Run(int exit, String out) {}

  private static Run preview(String... options) {
    var root = Path.of("").toAbsolutePath();
    while (!root.resolve("docs/studies").toFile().isDirectory()) root = root.getParent();
    var bytes = new ByteArrayOutputStream();
    var before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      var study = root.resolve("docs/studies/daily-connection").toString();
      var arguments = new ArrayList<>(List.of("preview", study));
      arguments.addAll(List.of(options));
      int exit = Attune.execute(arguments.toArray(String[]::new));
      return new Run(exit, bytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void an_earlier_answer_is_read_again_in_the_participants_language() {
    var run = preview("moment", "--language", "es", "--answer", "company=1");
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("ease: Has dicho con quién estás: Con personas cercanas.")
        .contains("1 Desagradable to 9 Agradable");
  }

  @Test
  void an_item_whose_condition_does_not_hold_is_not_shown() {
    assertThat(preview("moment", "--answer", "company=0").out()).contains("[ease is not shown]");
    assertThat(preview("moment").out()).contains("[ease is not shown]");
    assertThat(preview("evening", "--answer", "contact=1", "--answer", "kinds=1;2").out())
        .contains("Somebody did you good today (family, friends).");
  }

  @Test
  void an_occasion_has_its_order() {
    var first = preview("moment", "--at", "00000000-0000-0000-0000-000000000001").out();
    var second = preview("moment", "--at", "00000000-0000-0000-0000-000000000003").out();
    assertThat(first.lines().sorted()).containsExactlyElementsOf(second.lines().sorted().toList());
    assertThat(preview("moment", "--at", "00000000-0000-0000-0000-000000000001").out())
        .isEqualTo(first);
  }

  @Test
  void what_does_not_fit_is_an_unusable_call() {
    assertThat(preview("moment", "--answer", "company=9").exit()).isEqualTo(2);
    assertThat(preview("moment", "--answer", "nothing=1").exit()).isEqualTo(2);
    assertThat(preview("moment", "--answer", "company").exit()).isEqualTo(2);
    assertThat(preview("moment", "--answer", "company=1", "--answer", "company=0").exit())
        .as("one of them would not count")
        .isEqualTo(2);
    assertThat(preview("elsewhere").exit()).isEqualTo(2);
    assertThat(preview("moment", "--language", "fr").exit()).isEqualTo(2);
  }
}
