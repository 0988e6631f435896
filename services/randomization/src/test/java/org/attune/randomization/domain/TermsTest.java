package org.attune.randomization.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.protocol.model.LocalizedText;
import org.attune.protocol.model.Questionnaire.Item;
import org.attune.randomization.Bundles;
import org.attune.randomization.domain.Candidate.Enrollment;
import org.attune.randomization.domain.Candidate.Outcome;
import org.junit.jupiter.api.Test;

/** How stored facts get the names and types that expressions declare. */
class TermsTest {
  private static final Terms PILOT =
      Terms.of(
          Bundles.study("kindness-pilot"),
          Bundles.study("kindness-pilot").randomization().orElseThrow());

  private static Candidate candidate(Map<String, Object> facts) {
    return new Candidate(
        Outcome.WAITING,
        Optional.empty(),
        Optional.of(true),
        false,
        false,
        Optional.of(new Enrollment(1, 1, "s2", ZoneId.of("America/Bogota"))),
        facts);
  }

  @Test
  void the_screeners_answers_are_known_by_their_names_and_the_site_by_its_own() {
    var facts = PILOT.facts(candidate(Map.of("screener_age", 34.0, "screener_support", 0.0)));
    assertThat(facts)
        .containsEntry("screener.age", 34L)
        .containsEntry("screener.support", 0L)
        .containsEntry("site", "s2");
  }

  @Test
  void codes_chosen_of_several_are_a_list_and_texts_stay_texts() {
    var terms =
        new Terms(
            PILOT.when(),
            List.of(),
            List.of(),
            List.of("s1"),
            Map.of("screener.care", item("multiple"), "screener.job", item("text")));
    var facts =
        terms.facts(candidate(Map.of("screener_multiple", "1;3;10", "screener_text", "12")));
    assertThat(facts)
        .containsEntry("screener.care", List.of(1L, 3L, 10L))
        .containsEntry("screener.job", "12");
  }

  private static Item item(String type) {
    return new Item(
        "screener_" + type,
        type,
        type,
        new LocalizedText(Map.of("en", "?")),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false,
        Optional.empty());
  }
}
