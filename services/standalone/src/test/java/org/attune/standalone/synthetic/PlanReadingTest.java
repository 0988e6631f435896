package org.attune.standalone.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** rehearsal.yaml of the three-arm example, with one thing wrong at a time. */
class PlanReadingTest {
  private static final String STUDY = "abct-mbsr-tau";

  private static List<Finding> findings(String was, String is) {
    return findings(STUDY, was, is);
  }

  private static List<Finding> findings(String study, String was, String is) {
    var files = new HashMap<>(Examples.bundle(study).files());
    var content = files.get(RehearsalPlan.FILE);
    assertThat(content).contains(was);
    files.put(RehearsalPlan.FILE, content.replace(was, is));
    return PlanReading.of(new Bundle(files), Examples.protocol(study)).findings();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "point: soothing, option: soothing-breath|point: calming, option: soothing-breath",
        "option: soothing-breath|option: slow-breath",
        "option: soothing-breath|option: none",
      })
  void an_effect_is_planted_on_an_option_that_does_something(String was, String is) {
    assertThat(findings("soothing-mrt", was, is))
        .extracting(Finding::code)
        .containsExactly("unknown-name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abct-mbsr-tau",
        "kindness-pilot",
        "daily-connection",
        "soothing-mrt",
        "self-talk-kindness"
      })
  void every_example_can_be_rehearsed(String study) {
    var reading = PlanReading.of(Examples.bundle(study), Examples.protocol(study));
    assertThat(reading.findings()).isEmpty();
    assertThat(new Population(Examples.protocol(study), reading.plan().orElseThrow(), 1).person(0))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "starts: 2026-01-19|starts: soon|malformed-date",
        "invited-per-week: 30|invited-per-weak: 30|unknown-key",
        "unopened: 0.03|unopened: 3|number-out-of-range",
        "prompts: 0.75|prompts: many|not-a-number",
        "prompts: 0.75|prompts: 0.95|shares-above-one",
        "s1: 4|s9: 4|unknown-name",
        "Europe/Madrid: 7|Europe/Madird: 7|unknown-name",
        "longest: PT10H|longest: 10|malformed-duration",
        "by: dass21_total|by: dass21|unknown-name",
        "total: -13.20|total: -14.20|paths-do-not-add-up",
        "arm: abct, against: tau, total: 0.60|arm: abd, against: tau, total: 0.60|unknown-name",
        "metrics:|metrics:~  dass21_stress: {mean: 10, sd: 3}|overlapping-metrics",
        "metrics:|metrics:~  gad7_total: {mean: 10, sd: 3}|score-not-collected",
        "metrics:|metrics:~  gad9_total: {mean: 10, sd: 3}|unknown-score",
      })
  void a_fault_is_found_at_its_place(String was, String is, String code) {
    var findings = findings(was, is.replace("~", "\n"));
    assertThat(findings).extracting(Finding::code).contains(code);
    assertThat(findings.getFirst().place().file()).isEqualTo("rehearsal.yaml");
    assertThat(findings.getFirst().place().line()).isGreaterThan(1);
  }

  @Test
  void a_mediator_after_its_outcome_is_refused() {
    var findings =
        findings(
            "{mediator: ffmq15_total, at: mid, b: -0.4}",
            "{mediator: ffmq15_total, at: month6, b: -0.4}");
    assertThat(findings).extracting(Finding::code).contains("mediator-not-before");
  }

  @Test
  void a_bundle_without_the_file_says_what_it_needs() {
    var files = new HashMap<>(Examples.bundle(STUDY).files());
    files.remove(RehearsalPlan.FILE);
    var reading = PlanReading.of(new Bundle(files), Examples.protocol(STUDY));
    assertThat(reading.plan()).isEmpty();
    assertThat(reading.findings()).extracting(Finding::code).containsExactly("missing-file");
  }
}
