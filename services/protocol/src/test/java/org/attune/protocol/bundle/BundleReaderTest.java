package org.attune.protocol.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.model.AnalysisPlan;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.AttachmentRule;
import org.attune.protocol.model.DecisionPoint;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.LocalizedText;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Registration;
import org.attune.protocol.model.SafetyRule;
import org.attune.protocol.model.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bundle that says everything becomes. */
class BundleReaderTest {
  private static final BundleReading READING = BundleReader.read(WholeStudy.bundle());
  private static final Protocol PROTOCOL = READING.protocol().orElseThrow();

  @Test
  void nothing_is_wrong_with_it() {
    assertThat(READING.findings()).isEmpty();
    assertThat(READING.hasErrors()).isFalse();
  }

  @Test
  void the_head_of_the_study_is_read() {
    assertThat(PROTOCOL.study()).isEqualTo("whole-study");
    assertThat(PROTOCOL.version()).isEqualTo(2);
    assertThat(PROTOCOL.effective()).contains(LocalDate.of(2026, 3, 1));
    assertThat(PROTOCOL.reason()).contains("More prompts were wanted.");
    assertThat(PROTOCOL.title()).isEqualTo(new LocalizedText(Map.of("en", "Whole", "es", "Todo")));
    assertThat(PROTOCOL.registration()).contains(new Registration("ClinicalTrials.gov", "none"));
    assertThat(PROTOCOL.languages()).containsExactly("en", "es");
    assertThat(PROTOCOL.quietFrom()).isEqualTo(LocalTime.of(22, 0));
    assertThat(PROTOCOL.quietUntil()).isEqualTo(LocalTime.of(8, 0));
    assertThat(PROTOCOL.lateAnswers()).isEqualTo(Period.ofDays(10));
  }

  @Test
  void a_site_without_languages_has_those_of_the_study() {
    assertThat(PROTOCOL.sites())
        .containsExactly(
            new Site(
                "s1",
                ZoneId.of("Europe/Madrid"),
                LocalDate.of(2026, 1, 12),
                List.of("es", "en"),
                "crisis-s1.yaml",
                "clinician"),
            new Site(
                "s2",
                ZoneId.of("Pacific/Auckland"),
                LocalDate.of(2026, 2, 2),
                List.of("en", "es"),
                "crisis-s1.yaml",
                "clinician"));
    assertThat(PROTOCOL.crisisCards()).containsOnlyKeys("crisis-s1.yaml");
  }

  @Test
  void arms_carry_groups_and_cross_over() {
    assertThat(PROTOCOL.arms())
        .containsExactly(
            new Arm(
                "kind",
                1,
                Optional.of("kindness"),
                Optional.of(new Arm.Groups(4, 16, Period.ofDays(14), "start")),
                Optional.empty()),
            new Arm(
                "wait",
                2,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Arm.CrossOver("kindness", "post"))));
    assertThat(PROTOCOL.attachment())
        .contains(new AttachmentRule("ecr_rs", "general", "quadrants", 3.5, 4, "low"));
  }

  @Test
  void an_assessment_within_a_span_has_its_window_after_the_anchor() {
    var baseline = PROTOCOL.assessment("baseline").orElseThrow();
    assertThat(baseline.opens(LocalDate.of(2026, 2, 1))).isEqualTo(LocalDate.of(2026, 2, 1));
    assertThat(baseline.closes(LocalDate.of(2026, 2, 1))).isEqualTo(LocalDate.of(2026, 2, 15));
    assertThat(baseline.required()).isTrue();
    var post = PROTOCOL.assessment("post").orElseThrow();
    assertThat(post.anchor()).isEqualTo(new Anchor("randomization", Period.ofDays(70)));
    assertThat(post.remind()).containsExactly(Period.ofDays(1), Period.ofDays(3));
    assertThat(post.callAfter()).contains(Period.ofDays(8));
  }

  @Test
  void prompts_are_random_or_fixed() {
    assertThat(PROTOCOL.ema("before").orElseThrow().times())
        .isEqualTo(
            new EmaPlan.Random(5, LocalTime.of(9, 0), LocalTime.of(21, 0), Duration.ofMinutes(90)));
    var daily = PROTOCOL.ema("daily").orElseThrow();
    assertThat(daily.days()).isEqualTo(14);
    assertThat(daily.times())
        .isEqualTo(new EmaPlan.Fixed(List.of(LocalTime.of(8, 30), LocalTime.of(20, 0))));
    assertThat(daily.remind()).isEmpty();
  }

  @Test
  void what_is_not_acted_on_yet_is_still_read() {
    assertThat(PROTOCOL.safety())
        .containsExactly(
            new SafetyRule(
                "low-mood",
                "phq2.i2 >= 3",
                "urgent",
                "crisis",
                "clinician",
                Duration.ofHours(4),
                List.of("investigator")));
    assertThat(PROTOCOL.microRandomization())
        .containsExactly(
            new DecisionPoint(
                "soothing",
                "ema.daily",
                "answer.distress >= 60",
                Map.of("breath", 0.4, "none", 0.6),
                Map.of(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                new DecisionPoint.Proximal(
                    "momentary.distress", "next-prompt", Duration.ofHours(4))));
  }

  @Test
  void a_decision_point_tells_numbers_from_formulas_and_has_what_it_shows() {
    var bundle = Bundle.read(Path.of("../../docs/studies/soothing-mrt"));
    var point = BundleReader.read(bundle).protocol().orElseThrow().microRandomization().getFirst();
    assertThat(point.options()).isEqualTo(Map.of("self-compassion-break", 0.2));
    assertThat(point.formulas())
        .isEqualTo(Map.of("soothing-breath", "answer.kindness < 40 ? 0.4 : 0.3", "none", "rest"));
    assertThat(point.names()).containsExactly("none", "self-compassion-break", "soothing-breath");
    assertThat(point.bounds()).contains(new DecisionPoint.Bounds(0.15, 0.6));
    assertThat(point.shows()).containsOnlyKeys("soothing-breath", "self-compassion-break");
    assertThat(point.schedule()).isEqualTo("daily");
  }

  @Test
  void a_library_instrument_has_numbered_items_with_the_shared_options() {
    var phq2 = PROTOCOL.questionnaires().get("phq2");
    assertThat(phq2.library()).isTrue();
    assertThat(phq2.items()).extracting(item -> item.id()).containsExactly("phq2_1", "phq2_2");
    assertThat(phq2.items()).extracting(item -> item.name()).containsExactly("i1", "i2");
    assertThat(phq2.items().getFirst().options())
        .extracting(option -> option.code())
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void a_questionnaire_of_the_bundle_names_its_own_items() {
    var items = PROTOCOL.questionnaires().get("screener").items();
    assertThat(items)
        .extracting(item -> item.id())
        .containsExactly("screener_age", "screener_sex", "screener_care");
    assertThat(items.getFirst().max()).contains(110);
    assertThat(items.getFirst().required()).isTrue();
    assertThat(items.get(1).when()).contains("age >= 18");
  }

  @Test
  void the_analysis_plan_is_read_and_hashed() {
    assertThat(PROTOCOL.analysis().estimands().getFirst().contrasts())
        .containsExactly(new AnalysisPlan.Contrast("kind", "wait"));
    assertThat(PROTOCOL.analysisSha256())
        .isEqualTo(CanonicalProtocol.sha256(PROTOCOL.analysis()))
        .matches("[0-9a-f]{64}");
  }

  @Test
  void contacts_stand_beside_the_protocol() {
    assertThat(READING.contacts())
        .containsExactly(
            new StaffContact("s1", "clinician", "Nobody Example", "nobody@example.org", 1));
    assertThat(CanonicalProtocol.of(PROTOCOL).json()).doesNotContain("nobody@example.org");
  }

  @Test
  void every_error_is_found_at_once() {
    var files = new java.util.TreeMap<>(WholeStudy.bundle().files());
    files.compute(
        "study.yaml",
        (_, text) ->
            text.replace("Europe/Madrid", "Europe/Madird")
                .replace("for: P7D", "for: 7D")
                .replace("ratio: 2", "ratio: 0")
                .replace("target: 90", "target: many"));
    files.compute("crisis-s1.yaml", (_, text) -> text.replace("phone", "fone"));
    var reading = BundleReader.read(new Bundle(files));
    assertThat(reading.protocol()).isEmpty();
    assertThat(reading.findings())
        .extracting(Finding::code)
        .containsExactly(
            "missing-key",
            "unknown-key",
            "unknown-zone",
            "ratio-not-positive",
            "not-a-number",
            "malformed-duration");
  }

  @Test
  void a_finding_is_printed_as_one_line() {
    var reading =
        BundleReader.read(WholeStudy.with("study.yaml", "zone: Europe/Madrid", "zone: Mars"));
    assertThat(reading.findings().getFirst().toString())
        .isEqualTo(
            "study.yaml:11:20: error[unknown-zone]: There is no time zone 'Mars'; write a region of"
                + " the tz database such as Europe/Madrid.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abct-mbsr-tau",
        "kindness-pilot",
        "daily-connection",
        "msc-waitlist",
        "self-talk-kindness"
      })
  void the_example_studies_are_well_formed(String study) {
    var reading = BundleReader.read(Bundle.read(Path.of("../../docs/studies", study)));
    assertThat(reading.findings()).isEmpty();
    assertThat(reading.protocol()).isPresent();
  }
}
