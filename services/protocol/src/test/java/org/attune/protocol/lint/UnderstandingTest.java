package org.attune.protocol.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.canonical.Protocols;
import org.junit.jupiter.api.Test;

/** A consent form that asks whether it was understood. */
class UnderstandingTest {
  private static final String FORM = "consent/consent.yaml";
  private static final String END = "late-use:";

  private static final String QUESTION =
      """
      understanding:
        - id: leaving
          text: {en: "May you stop?", es: "¿Puedes parar?"}
          options: [{en: "No, never", es: "No, nunca"}, {en: "At any time", es: "Cuando quieras"}]
          right: 2
          explanation: {en: "You are free.", es: "Eres libre."}
      """;

  private static Bundle asking(String question) {
    return SmallStudy.but(FORM, END, question + END);
  }

  private static List<String> said(String question) {
    return Linter.lint(asking(question)).findings().stream().map(Finding::code).toList();
  }

  @Test
  void its_questions_are_read_and_part_of_the_protocol() {
    assertThat(said(QUESTION)).isEqualTo(said(""));
    var protocol = BundleReader.read(asking(QUESTION)).protocol().orElseThrow();
    var question = protocol.consentForm().understanding().getFirst();
    assertThat(question.right()).isEqualTo(2);
    assertThat(question.options().get(1).in("es", List.of("en", "es"))).isEqualTo("Cuando quieras");
    var written = CanonicalProtocol.of(protocol);
    assertThat(Protocols.fromCanonical(written.json()).consentForms())
        .isEqualTo(protocol.consentForms());
    var before = BundleReader.read(SmallStudy.bundle()).protocol().orElseThrow();
    assertThat(CanonicalProtocol.of(before).json()).doesNotContain("understanding");
  }

  @Test
  void the_right_answer_is_one_of_the_options() {
    assertThat(said(QUESTION.replace("right: 2", "right: 3"))).contains("number-out-of-range");
    assertThat(said(QUESTION.replace("right: 2", "right: 0"))).contains("number-out-of-range");
  }

  @Test
  void each_text_is_wanted_in_each_language() {
    for (var spanish : List.of("¿Puedes parar?", "No, nunca", "Eres libre.")) {
      var without = QUESTION.replace(", es: \"" + spanish + "\"", "");
      assertThat(said(without)).as(spanish).contains("translation-missing");
    }
  }
}
