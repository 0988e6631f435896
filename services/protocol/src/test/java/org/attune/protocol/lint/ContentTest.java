package org.attune.protocol.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.canonical.Protocols;
import org.attune.protocol.model.Content;
import org.attune.protocol.model.LocalizedText;
import org.attune.protocol.model.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the session of the small study holds, by the file beside its programme. */
class ContentTest {
  private static final String FILE = "interventions/soothing/s1.yaml";
  private static final String WHOLE =
      """
      module: s1
      bring: {en: A mat, es: Una esterilla}
      parts:
        - kind: text
          title: {en: Arrive, es: Llegar}
          text:
            en: >-
              First
              line.

              Second.
            es: Una.
        - {kind: audio, title: {en: Listen, es: Escucha}, seconds: 60, address: {en: "https://media.example.org/one.mp3", es: "https://media.example.org/uno.mp3"}, transcript: {en: Words., es: Palabras.}}
        - {kind: exercise, title: {en: Breathe, es: Respira}, steps: [{en: In., es: Dentro.}, {en: Out., es: Fuera.}], seconds: 120, breath: {in: 4, out: 6}}
      """;

  private static Linting lint(String content) {
    var files = new TreeMap<>(SmallStudy.bundle().files());
    files.put(FILE, content);
    return Linter.lint(new Bundle(files));
  }

  private static Protocol read(String content) {
    var linting = lint(content);
    assertThat(linting.findings()).isEmpty();
    return linting.protocol().orElseThrow();
  }

  private static Content held(Protocol protocol) {
    return protocol.programmes().values().iterator().next().sessions().getFirst().content();
  }

  private static LocalizedText text(String en, String es) {
    return new LocalizedText(Map.of("en", en, "es", es));
  }

  @Test
  void a_session_holds_its_parts_in_order() {
    var content = held(read(WHOLE));
    assertThat(content.bring()).contains(text("A mat", "Una esterilla"));
    assertThat(content.parts())
        .containsExactly(
            new Content.Reading(text("Arrive", "Llegar"), text("First line.\nSecond.", "Una.")),
            new Content.Audio(
                text("Listen", "Escucha"),
                text("https://media.example.org/one.mp3", "https://media.example.org/uno.mp3"),
                60,
                text("Words.", "Palabras.")),
            new Content.Exercise(
                text("Breathe", "Respira"),
                List.of(text("In.", "Dentro."), text("Out.", "Fuera.")),
                Optional.of(120),
                Optional.of(new Content.Breath(4, 6))));
  }

  @Test
  void nothing_is_lost_on_the_way_through_the_canonical_text() {
    var protocol = read(WHOLE);
    assertThat(Protocols.fromCanonical(CanonicalProtocol.of(protocol).json())).isEqualTo(protocol);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"A mat", "Llegar", "Second.", "one.mp3", "Palabras.", "Fuera.", "60", "120", "4"})
  void every_word_and_number_is_part_of_the_hash(String value) {
    var other = value.matches("[0-9]+") ? value.replace('0', '5').replace('4', '3') : "x" + value;
    if (value.endsWith(".mp3")) other = "x" + value;
    assertThat(read(WHOLE.replace(value, other)).sha256()).isNotEqualTo(read(WHOLE).sha256());
  }

  @Test
  void a_study_without_content_says_nothing_of_it() {
    var protocol = Linter.lint(SmallStudy.bundle()).protocol().orElseThrow();
    assertThat(held(protocol)).isEqualTo(Content.NONE);
    assertThat(CanonicalProtocol.of(protocol).json()).doesNotContain("content");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en: A mat, es: Una esterilla | en: A mat                     | translation-missing",
        "en: Arrive, es: Llegar       | es: Llegar                    | translation-missing",
        "es: Una.                     | fr: Une.                      | translation-missing",
        "en: Words., es: Palabras.    | en: Words.                    | translation-missing",
        "en: In., es: Dentro.         | en: In.                       | translation-missing",
        "es: Palabras.                | es: Palabras., fr: Paroles.   | unknown-language",
        "module: s1                   | module: s2                    | name-mismatch",
        "kind: audio                  | kind: film                    | unknown-part",
        "kind: audio, title           | title                         | missing-key",
        "seconds: 60                  | seconds: 0                    | number-out-of-range",
        "in: 4                        | in: 1                         | number-out-of-range",
        "out: 6                       | out: 16                       | number-out-of-range",
        "seconds: 120                 | minutes: 2                    | unknown-key",
        "https://media.example.org/on | ftp://media.example.org/on    | malformed-address",
        "one.mp3                      | one.mp3?who=ann               | malformed-address",
      })
  void what_is_wrong_is_said(String text, String instead, String code) {
    assertThat(WHOLE).contains(text);
    assertThat(lint(WHOLE.replace(text, instead)).findings())
        .extracting(Finding::code)
        .contains(code);
  }

  @Test
  void a_text_has_at_most_four_thousand_characters() {
    var fits = WHOLE.replace("Words.", "w".repeat(4_000));
    assertThat(lint(fits).findings()).isEmpty();
    assertThat(lint(fits.replace("www", "wwww")).findings())
        .extracting(Finding::code)
        .containsExactly("content-too-long");
  }
}
