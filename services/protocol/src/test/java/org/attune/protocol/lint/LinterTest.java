package org.attune.protocol.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.Finding;
import org.junit.jupiter.api.Test;

/** The borders of the rules, over variations of the small study in lint/base. */
class LinterTest {
  private static final String STUDY = "study.yaml";
  private static final String PROMPTS =
      "random: 4, between: \"09:00\", and: \"21:00\", apart: PT90M";

  @Test
  void a_broken_bundle_says_everything_at_once() {
    var study =
        SmallStudy.bundle()
            .files()
            .get(STUDY)
            .replace("zone: Europe/Madrid", "zone: Europe/Madird")
            .replace("id: soothing, ratio: 1,", "id: soothing, ratio: 0,")
            .replace("[4, 6]", "[4, 7]")
            .replace("screener.age >= 18", "screener.years >= 18")
            .replace("call-after", "call-afer")
            .replace("expires: PT30M", "expires: PT15M")
            .replace("acknowledge-within: PT4H", "acknowledge-within: 4 hours");
    var linting = Linter.lint(with(Map.of(STUDY, study)));

    assertThat(codes(linting))
        .containsExactly(
            "unknown-zone",
            "ratio-not-positive",
            "undeclared-name",
            "block-not-multiple",
            "unknown-key",
            "remind-after-expiry",
            "malformed-duration");
    assertThat(linting.protocol()).isEmpty();
  }

  @Test
  void a_part_that_cannot_be_read_is_not_judged_by_what_stands_in_for_it() {
    assertThat(codes(but("expires: PT30M", "expires: half an hour")))
        .containsExactly("malformed-duration");
    assertThat(codes(but("target: 60", "target: sixty"))).containsExactly("not-a-number");
    assertThat(codes(but("quiet-hours: {from: \"22:00\"", "quiet-hours: {from: \"22\"")))
        .containsExactly("malformed-time");
  }

  @Test
  void a_directory_without_a_study_is_one_finding() {
    assertThat(codes(Linter.lint(new Bundle(Map.of())))).containsExactly("missing-file");
  }

  @Test
  void a_reminder_comes_before_the_expiry_not_with_it() {
    assertThat(codes(but("[PT10M, PT20M]", "[PT10M, PT29M]"))).isEmpty();
    assertThat(codes(but("[PT10M, PT20M]", "[PT10M, PT30M]")))
        .containsExactly("remind-after-expiry");
  }

  @Test
  void prompts_may_fill_the_day_exactly() {
    assertThat(codes(but(PROMPTS, "random: 4, between: \"09:00\", and: \"13:30\", apart: PT90M")))
        .containsExactly("window-tight");
    assertThat(codes(but(PROMPTS, "random: 4, between: \"09:00\", and: \"13:29\", apart: PT90M")))
        .containsExactly("window-too-small");
    assertThat(codes(but(PROMPTS, "random: 4, between: \"09:00\", and: \"15:30\", apart: PT90M")))
        .isEmpty();
  }

  @Test
  void a_prompt_may_close_when_quiet_hours_begin() {
    assertThat(codes(but("and: \"21:00\"", "and: \"21:30\""))).isEmpty();
    assertThat(codes(but("and: \"21:00\"", "and: \"21:31\"")))
        .containsExactly("expiry-in-quiet-hours");
    assertThat(codes(but("between: \"09:00\"", "between: \"08:00\""))).isEmpty();
    assertThat(codes(but("between: \"09:00\"", "between: \"07:59\"")))
        .containsExactly("prompt-in-quiet-hours");
  }

  @Test
  void sixty_four_notifications_in_72_hours_are_the_most() {
    var many =
        "{at: [\"09:00\", \"10:00\", \"11:00\", \"12:00\", \"13:00\", \"14:00\", \"15:00\"]}";
    assertThat(codes(but("{" + PROMPTS + "}", many))).isEmpty(); // 7 x 3 x 3 = 63
    assertThat(codes(but("{" + PROMPTS + "}", many.replace("]", ", \"16:00\"]"))))
        .containsExactly("prompt-load"); // 8 x 3 x 3 = 72
  }

  @Test
  void strata_may_fill_the_sample_exactly() {
    assertThat(codes(but("target: 60", "target: 10"))).isEmpty(); // 2 levels x blocks of 5
    assertThat(codes(but("target: 60", "target: 8"))).containsExactly("strata-too-many");
  }

  @Test
  void a_reminder_on_the_last_day_of_a_window_is_in_time() {
    var mid = "instruments: [sscs_s], remind: [P1D]"; // opens a day before, closes three after
    assertThat(codes(but(mid, mid.replace("P1D", "P4D")))).isEmpty();
    assertThat(codes(but(mid, mid.replace("P1D", "P5D")))).containsExactly("remind-after-window");
  }

  @Test
  void a_stratum_may_go_without_unknown_when_randomization_waits_for_it() {
    assertThat(codes(but(", unknown: insecure}", "}"))).isEmpty();
  }

  @Test
  void a_cut_at_the_edge_of_the_scale_leaves_a_style_that_nobody_has() {
    assertThat(
            codes(
                but(
                    "cut: {anxiety: 3.5, avoidance: 3.5}, at-cut: low",
                    "cut: {anxiety: 7, avoidance: 7}, at-cut: low")))
        .isEmpty(); // insecure is the level of the unknown
    assertThat(
            codes(
                but(
                    "cut: {anxiety: 3.5, avoidance: 3.5}, at-cut: low",
                    "cut: {anxiety: 1, avoidance: 1}, at-cut: high")))
        .containsExactly("stratum-level-unreachable");
  }

  @Test
  void safety_rules_that_no_answer_can_meet_are_errors() {
    assertThat(codes(but("phq2.i2 >= 3", "phq2.i2 >= 4"))).containsExactly("expression-never-true");
    assertThat(codes(but("phq2.i2 >= 3", "phq2.i2 >= 0")))
        .containsExactly("expression-always-true");
  }

  @Test
  void a_safety_rule_may_look_at_what_prompts_ask_with_its_types() {
    assertThat(codes(but("phq2.i2 >= 3", "momentary.distress >= 95"))).isEmpty();
    assertThat(codes(but("phq2.i2 >= 3", "momentary.alone == 'yes'")))
        .containsExactly("expression-type");
    assertThat(codes(but("phq2.i2 >= 3", "momentary.harm >= 1")))
        .containsExactly("undeclared-name");
    assertThat(codes(but("phq2.i2 >= 3", "momentary.distress >= 101")))
        .containsExactly("expression-never-true");
    assertThat(codes(but("phq2.i2 >= 3", "phq2.i2 >= 3 && momentary.distress >= 95")))
        .as("an answer is one questionnaire's")
        .containsExactly("safety-several-questionnaires");
  }

  @Test
  void the_same_bundle_has_the_same_findings() {
    var bundle = SmallStudy.with("prompt-load");
    assertThat(Linter.lint(bundle)).isEqualTo(Linter.lint(bundle));
  }

  @Test
  void what_nobody_compares_may_come_after_the_cross_over() {
    var early = SmallStudy.with("crossover-too-early").files();
    assertThat(codes(Linter.lint(new Bundle(early)))).contains("crossover-too-early");
    var described = new TreeMap<>(early);
    described.put("analysis.yaml", early.get("analysis.yaml").replace(" at: post", " at: mid"));
    assertThat(codes(Linter.lint(new Bundle(described)))).doesNotContain("crossover-too-early");
  }

  @Test
  void the_example_studies_have_no_errors() {
    for (var study :
        List.of(
            "abct-mbsr-tau",
            "kindness-pilot",
            "daily-connection",
            "msc-waitlist",
            "self-talk-kindness")) {
      var linting = Linter.lint(Bundle.read(Path.of("../../docs/studies", study)));
      assertThat(linting.findings()).as(study).noneMatch(Finding::isError);
    }
  }

  private static Linting but(String old, String replacement) {
    return Linter.lint(SmallStudy.but(STUDY, old, replacement));
  }

  private static Bundle with(Map<String, String> changed) {
    var files = new TreeMap<>(SmallStudy.bundle().files());
    files.putAll(changed);
    return new Bundle(files);
  }

  private static List<String> codes(Linting linting) {
    return linting.findings().stream().map(Finding::code).toList();
  }
}
