package org.attune.protocol.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.canonical.Protocols;
import org.attune.protocol.model.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variants of a session, by the file beside its programme. */
class TailoringTest {
  private static final String FILE = "interventions/soothing/s1.yaml";
  private static final String TAILORED =
      """
      module: s1
      variants:
        - id: gentler
          when: "baseline.attachment.avoidance >= 4.5 || baseline.phq2_total >= 4.0"
          parts:
            - {kind: text, title: {en: Slowly, es: Despacio}, text: {en: Less., es: Menos.}}
        - id: shorter
          when: "baseline.sscs_s_total >= 4.0"
          parts:
            - {kind: text, title: {en: Briefly, es: En breve}, text: {en: Short., es: Corto.}}
      parts:
        - {kind: text, title: {en: Begin, es: Empezar}, text: {en: Words., es: Palabras.}}
      """;

  private static Linting lint(Bundle bundle, String file, String content) {
    var files = new TreeMap<>(bundle.files());
    files.put(file, content);
    return Linter.lint(new Bundle(files));
  }

  private static Linting lint(String content) {
    return lint(SmallStudy.bundle(), FILE, content);
  }

  private static String heading(List<Content.Part> parts) {
    return String.valueOf(parts.getFirst().title().byLanguage().get("en"));
  }

  @Test
  void somebody_reads_the_variant_that_was_chosen_and_everybody_else_the_parts() {
    var linting = lint(TAILORED);
    assertThat(linting.findings()).isEmpty();
    var protocol = linting.protocol().orElseThrow();
    var content = protocol.programmes().values().iterator().next().sessions().getFirst().content();
    assertThat(heading(content.parts(Optional.of("gentler")))).isEqualTo("Slowly");
    assertThat(heading(content.parts(Optional.of("shorter")))).isEqualTo("Briefly");
    assertThat(heading(content.parts(Optional.empty()))).isEqualTo("Begin");
    assertThat(Protocols.fromCanonical(CanonicalProtocol.of(protocol).json())).isEqualTo(protocol);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "baseline.phq2_total           | baseline.phq99_total        | 4",
        "id: shorter                   | id: gentler                 | duplicate-id",
        "id: shorter                   | id: Shorter                 | malformed-id",
        "es: Menos.                    | fr: Moins.                  | translation-missing",
        "baseline.sscs_s_total >= 4.0  | baseline.sscs_s_total > 5.0 | expression-never-true",
        "baseline.sscs_s_total >= 4.0  | site == 's1'                | expression-always-true",
        "baseline.sscs_s_total >= 4.0  | site                        | 8",
        "kind: text, title: {en: Slowl | kind: film, title: {en: Slo | unknown-part",
      })
  void what_is_wrong_is_said_at_its_place(String text, String instead, String expected) {
    assertThat(TAILORED).contains(text);
    var findings = lint(TAILORED.replace(text, instead)).findings();
    assertThat(findings).isNotEmpty();
    if (expected.matches("[0-9]+")) {
      assertThat(findings.getFirst().place().line()).isEqualTo(Integer.parseInt(expected));
      assertThat(findings.getFirst().place().file()).isEqualTo(FILE);
    } else {
      assertThat(findings).extracting(Finding::code).contains(expected);
    }
  }

  @Test
  void a_rule_by_what_is_only_known_after_the_module_is_unlocked_is_too_late() {
    var study = Bundle.read(Path.of("../../docs/studies/self-talk-kindness"));
    var content =
        TAILORED
            .replaceAll("when: .*avoidance.*", "when: \"post.scs_sf_total <= 2.0\"")
            .replace("sscs_s_total", "scs_sf_total");
    var findings = lint(study, "interventions/kindness/s1.yaml", content).findings();
    assertThat(findings).extracting(Finding::code).containsExactly("fact-too-late");
    assertThat(findings.getFirst().sentence()).startsWith("'s1' is unlocked before post.");
  }

  @Test
  void a_programme_that_a_waiting_list_has_later_may_ask_for_what_is_known_then() {
    var content = TAILORED.replace("baseline.sscs_s_total", "mid.sscs_s_total");
    assertThat(lint(content).findings()).isEmpty();
  }

  @Test
  void a_module_has_at_most_five_variants() {
    var more = new StringBuilder("module: s1\nvariants:\n");
    for (int i = 1; i <= 6; i++) {
      more.append(
          """
            - {id: v%d, when: "baseline.phq2_total >= %d.0", parts: [{kind: text, title: {en: A, es: A}, text: {en: B, es: B}}]}
          """
              .formatted(i, i));
    }
    more.append("parts:\n  - {kind: text, title: {en: A, es: A}, text: {en: B, es: B}}\n");
    assertThat(lint(more.toString()).findings())
        .extracting(Finding::code)
        .containsExactly("content-too-long");
  }
}
