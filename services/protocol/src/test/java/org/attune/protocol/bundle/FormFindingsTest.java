package org.attune.protocol.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each error of form, made by one edit of the whole study: its code, alone, and its place. */
class FormFindingsTest {
  private static final String STUDY = "study.yaml";
  private static final String PHQ2 = "instruments/phq2.yaml";
  private static final String SCREENER = "instruments/screener.yaml";

  /** code, file, text, instead, and the text in the edited file at which the finding stands. */
  static Stream<Arguments> edits() {
    return Stream.of(
        arguments("unknown-key", STUDY, "target: 90", "target: 90\n  tagret: 9", "tagret"),
        arguments("unknown-key", PHQ2, "illustration", "ilustration", "ilustration"),
        arguments(
            "missing-key", STUDY, "quiet-hours: {from: \"22:00\", ", "quiet-hours: {", "{until"),
        arguments(
            "missing-key", STUDY, "version: 2\neffective: 2026-03-01", "version: 2", "2\nreason"),
        arguments(
            "missing-key", STUDY, "prompts: {at: [\"08:30\", \"20:00\"]}", "prompts: {}", "{}"),
        arguments("missing-key", SCREENER, "questionnaire: screener", "", "version"),
        arguments("missing-value", STUDY, "id: s1", "id:", ", zone"),
        arguments(
            "duplicate-key", STUDY, "version: 2", "version: 2\nversion: 2", "version: 2\neff"),
        arguments("malformed-duration", STUDY, "for: P7D", "for: PT7H", "PT7H"),
        arguments("malformed-duration", STUDY, "for: P7D", "for: P1M", "P1M"),
        arguments("malformed-duration", STUDY, "within: P14D", "within: -P1D", "-P1D"),
        arguments("malformed-duration", STUDY, "expires: PT30M", "expires: 30m", "30m"),
        arguments("malformed-duration", STUDY, "expires: PT30M", "expires: PT0M", "PT0M"),
        arguments("malformed-date", STUDY, "opens: 2026-01-12", "opens: 2026-02-30", "2026-02-30"),
        arguments("malformed-time", STUDY, "between: \"09:00\"", "between: \"9:00\"", "\"9:00\""),
        arguments("malformed-time", STUDY, "between: \"09:00\"", "between: \"12:60\"", "\"12:60\""),
        arguments("not-a-number", STUDY, "target: 90", "target: ninety", "ninety"),
        arguments("not-a-number", STUDY, "target: 90", "target: 9.5", "9.5"),
        arguments("number-out-of-range", STUDY, "target: 90", "target: 0", "0\n  screener"),
        arguments("not-a-truth-value", STUDY, "required: true", "required: yes", "yes"),
        arguments("not-a-text", STUDY, "method: stratified-blocks", "method: [x]", "[x]"),
        arguments(
            "not-a-mapping", STUDY, "cut: {anxiety: 3.5, avoidance: 4}", "cut: 3", "3, at-cut"),
        arguments("not-a-list", STUDY, "remind: [PT10M, PT20M]", "remind: PT10M", "PT10M"),
        arguments("empty-list", STUDY, "instruments: [phq2],", "instruments: [],", "[],"),
        arguments("not-localized", STUDY, "title: {en: Whole, es: Todo}", "title: Whole", "Whole"),
        arguments("unknown-language", STUDY, "es: Todo", "es: Todo, fr: Tout", "fr: Tout"),
        arguments("unknown-language", STUDY, "languages: [es, en]", "languages: [es, fr]", "fr]"),
        arguments(
            "malformed-language", STUDY, "languages: [en, es]", "languages: [en, es, '?']", "'?'"),
        arguments("malformed-id", STUDY, "study: whole-study", "study: Whole", "Whole"),
        arguments("malformed-id", STUDY, "id: before", "id: be-fore", "be-fore"),
        arguments("reserved-id", STUDY, "id: daily", "id: while", "while"),
        arguments("reserved-id", "instruments/momentary.yaml", "id: note", "id: in", "in, type"),
        arguments("duplicate-id", STUDY, "id: s2", "id: s1", "s1, zone: Pacific"),
        arguments("unknown-zone", STUDY, "Europe/Madrid", "+02:00", "+02:00"),
        arguments(
            "unknown-anchor", STUDY, "after: consent, within", "after: conset, within", "conset"),
        arguments(
            "unknown-method", STUDY, "stratified-blocks", "stratified-block", "stratified-block"),
        arguments(
            "malformed-probability", STUDY, "block-sizes: [6, 9]", "p: mostly", "mostly\n  strata"),
        arguments("number-out-of-range", STUDY, "block-sizes: [6, 9]", "mti: 0", "0\n  strata"),
        arguments("number-out-of-range", STUDY, "block-sizes: [6, 9]", "length: 202", "202\n"),
        arguments("not-a-number", STUDY, "from: site}", "from: site, weight: x}", "x}"),
        arguments("unknown-value", STUDY, "block-sizes: [6, 9]", "cluster: town", "town"),
        arguments("unknown-rule", STUDY, "rule: quadrants", "rule: median", "median"),
        arguments("unknown-value", STUDY, "at-cut: low", "at-cut: mid", "mid"),
        arguments("unknown-signature", STUDY, "typed-name", "drawn", "drawn"),
        arguments(
            "unknown-programme",
            STUDY,
            "intervention: kindness",
            "intervention: kindnes",
            "kindnes,"),
        arguments("unknown-instrument", STUDY, "[phq2, ecr_rs]", "[phq2, ecr_rss]", "ecr_rss"),
        arguments("unknown-instrument", STUDY, "from: ecr_rs", "from: ecr_x", "ecr_x"),
        arguments("missing-file", STUDY, "[phq2, ecr_rs]", "[phq2, gad7]", "gad7"),
        arguments("missing-file", STUDY, "screener: screener", "screener: screen", "screen\n"),
        arguments("missing-file", STUDY, "form: consent", "form: consents", "consents"),
        arguments(
            "missing-file", STUDY, "analysis: analysis.yaml", "analysis: plan.yaml", "plan.yaml"),
        arguments("ratio-not-positive", STUDY, "ratio: 2", "ratio: 1.5", "1.5"),
        arguments("ratio-not-positive", STUDY, "ratio: 2", "ratio: 0", "0, crosses"),
        arguments("malformed-size", STUDY, "size: [4, 16]", "size: [16, 4]", "[16, 4]"),
        arguments(
            "malformed-folder",
            STUDY,
            "interventions: interventions/",
            "interventions: ../x/",
            "../x/"),
        arguments(
            "contradicting-keys",
            STUDY,
            "within: P14D, inst",
            "within: P14D, at: P1D, inst",
            "P1D, inst"),
        arguments(
            "unordered-times",
            STUDY,
            "[\"08:30\", \"20:00\"]",
            "[\"20:00\", \"08:30\"]",
            "[\"20:00\""),
        arguments("malformed-contrast", "analysis.yaml", "[[kind, wait]]", "[[kind]]", "[kind]"),
        arguments("option-out-of-range", PHQ2, "code: 3", "code: 4", "4, text"),
        arguments(
            "missing-item",
            PHQ2,
            "  - {n: 2, text: {en: sentence 2, es: frase 2}}\n",
            "",
            "- {n: 1"),
        arguments(
            "unknown-item", PHQ2, "items:", "items:\n  - {n: 3, text: {en: x, es: x}}", "- {n: 3"),
        arguments("unknown-type", SCREENER, "type: number", "type: numeric", "numeric"),
        arguments("empty-range", SCREENER, "max: 110", "max: 16", "16, required"),
        arguments(
            "name-mismatch", "crisis-s1.yaml", "card: crisis-s1", "card: crisis-s2", "crisis-s2"),
        arguments(
            "unknown-delivery", "interventions/kindness.yaml", "self-guided", "guided", "guided"),
        arguments("yaml", STUDY, "languages: [en, es]", "languages: [en, es", ": {from: \"22:00\""),
        arguments("alias", STUDY, "languages: [en, es]", "languages: [en, *es]", "*es"),
        arguments("not-utf8", "crisis-s1.yaml", "Call", "C\uFFFDll", "\uFFFDll"));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("edits")
  void one_error_is_one_finding_at_its_place(
      String code, String file, String text, String instead, String at) {
    var bundle = WholeStudy.with(file, text, instead);
    var errors = BundleReader.read(bundle).findings().stream().filter(Finding::isError).toList();
    assertThat(errors).extracting(Finding::code).containsOnly(code);
    assertThat(errors).extracting(Finding::place).contains(placeOf(bundle, file, at));
    assertThat(errors)
        .allSatisfy(
            finding ->
                assertThat(finding.sentence()).matches("(?s)[A-Z'].*[.?]").hasSizeLessThan(600));
  }

  private static Place placeOf(Bundle bundle, String file, String at) {
    var content = bundle.files().get(file);
    var offset = content.indexOf(at);
    assertThat(offset).as("'%s' in %s", at, file).isNotNegative();
    var before = content.substring(0, offset);
    var line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new Place(file, line, offset - (before.lastIndexOf('\n') + 1) + 1);
  }

  @Test
  void a_typing_error_in_a_key_is_answered_with_the_nearest_key() {
    var reading = BundleReader.read(WholeStudy.with("study.yaml", "block-sizes", "block-size"));
    assertThat(reading.findings())
        .extracting(Finding::sentence)
        .contains("Randomization has no key 'block-size'. Did you mean 'block-sizes'?");
  }

  @Test
  void an_unknown_key_does_not_keep_the_protocol_from_the_linter() {
    var reading = BundleReader.read(WholeStudy.with("study.yaml", "safety:", "saftey:"));
    assertThat(reading.hasErrors()).isTrue();
    assertThat(reading.protocol()).isPresent();
  }

  @Test
  void a_bundle_without_a_study_says_so() {
    var reading = BundleReader.read(WholeStudy.without("study.yaml"));
    assertThat(reading.findings().stream().filter(Finding::isError).map(Finding::toString))
        .containsExactly(
            "study.yaml:1:1: error[missing-file]: The bundle has no study.yaml; name a study's"
                + " directory, or write that file.");
  }

  @Test
  void an_instrument_whose_key_is_not_verified_cannot_be_used() {
    var items = new StringBuilder("instrument: ecr_s\nversion: 1\ntitle: {en: x, es: x}\n");
    items.append("options: [{code: 1, text: {en: x, es: x}}]\nitems:\n");
    for (var n = 1; n <= 12; n++) items.append("  - {n: %d, text: {en: x, es: x}}\n".formatted(n));
    var reading = BundleReader.read(WholeStudy.adding("instruments/ecr_s.yaml", items.toString()));
    assertThat(reading.findings().getFirst().code()).isEqualTo("instrument-disabled");
    assertThat(reading.findings().getFirst().place())
        .isEqualTo(new Place("instruments/ecr_s.yaml", 1, 13));
  }

  @Test
  void a_file_that_nothing_names_is_a_warning() {
    var reading = BundleReader.read(WholeStudy.adding("crisis-s9.yaml", "card: crisis-s9\n"));
    assertThat(reading.findings().getFirst().toString())
        .startsWith("crisis-s9.yaml:1:1: warning[unused-file]");
  }

  @Test
  void an_empty_file_and_a_second_document_are_found() {
    assertThat(BundleReader.read(WholeStudy.adding("notes.yaml", "# nothing\n")).findings())
        .extracting(Finding::code)
        .contains("empty-file");
    assertThat(BundleReader.read(WholeStudy.adding("notes.yaml", "a: 1\n---\nb: 1\n")).findings())
        .extracting(Finding::code)
        .contains("yaml");
  }

  @Test
  void a_text_that_cannot_be_kept_is_found_where_it_begins() {
    for (var escape : List.of("\\0", "\\u0000", "\\ud800")) {
      var written = WholeStudy.adding("notes.yaml", "a: [x, \"b" + escape + "c\"]\n");
      assertThat(BundleReader.read(written).findings())
          .extracting(Finding::toString)
          .as(escape)
          .anySatisfy(
              finding ->
                  assertThat(finding)
                      .startsWith("notes.yaml:1:8: error[yaml]")
                      .contains("no character"));
    }
  }

  @Test
  void the_rehearsal_file_is_not_read() {
    var reading = BundleReader.read(WholeStudy.adding("rehearsal.yaml", "[not: yaml"));
    assertThat(reading.hasErrors()).isFalse();
  }

  @Test
  void a_file_nested_without_end_is_one_finding() {
    var reading = BundleReader.read(WholeStudy.adding("notes.yaml", "[".repeat(100_000)));
    assertThat(reading.findings()).extracting(Finding::code).contains("yaml");
  }
}
