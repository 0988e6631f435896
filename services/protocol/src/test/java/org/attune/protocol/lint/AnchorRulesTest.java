package org.attune.protocol.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What schedules of prompts may count from. */
class AnchorRulesTest {
  private static final String FROM = "from: {after: consent, at: P1D}";
  private static final String NO_WAITING = "when: \"baseline.complete && ema.before.ended\"";

  private static List<Finding> counting(String after) {
    var bundle = SmallStudy.but("study.yaml", FROM, "from: {after: " + after + ", at: P1D}");
    return Linter.lint(bundle).findings();
  }

  @ParameterizedTest
  @CsvSource({
    "intake.complete,unknown-anchor",
    "baseline,unknown-anchor",
    "ema.evening.ended,unknown-anchor",
    "ema.before.ended,anchor-never-happens",
    "post.complete,fact-too-late",
    "randomization,fact-too-late"
  })
  void what_cannot_happen_or_comes_too_late_is_said(String after, String code) {
    assertThat(counting(after)).extracting(Finding::code).containsOnly(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"consent", "baseline.complete"})
  void what_happens_before_randomization_may_be_waited_for(String after) {
    assertThat(counting(after)).isEmpty();
  }

  @Test
  void what_happens_after_randomization_may_be_counted_from_if_nothing_waits_for_it() {
    var files = new TreeMap<>(SmallStudy.bundle().files());
    files.computeIfPresent(
        "study.yaml",
        (_, text) ->
            text.replace(FROM, "from: {after: mid.complete, at: P0D}")
                .replace(NO_WAITING, "when: \"baseline.complete\""));
    var linting = Linter.lint(new Bundle(files));
    assertThat(linting.hasErrors()).as(linting.findings().toString()).isFalse();
  }
}
