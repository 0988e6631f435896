package org.attune.protocol.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.SafetyRule;
import org.junit.jupiter.api.Test;

/** Rules over an assessment's item and over what prompts ask, of the large example. */
class WatchedRulesTest {
  private static final String SELF_HARM =
      "  - {id: self-harm, when: \"phq9.i9 >= 1\", severity: urgent, show: crisis, notify:"
          + " clinician, acknowledge-within: PT4H, escalate-to: [investigator]}\n";
  private static final String DISTRESS =
      "  - {id: distress, when: \"momentary.distress >= 95 && momentary.self_kindness <= 5\","
          + " severity: urgent, show: crisis, notify: clinician, acknowledge-within: PT1H,"
          + " escalate-to: []}\n";
  private static final Protocol PROTOCOL = protocol("safety:\n" + SELF_HARM + DISTRESS);
  private static final WatchedRules RULES = WatchedRules.of(PROTOCOL);

  private static Protocol protocol(String rules) {
    var files = new TreeMap<>(Bundle.read(Path.of("../../docs/studies/abct-mbsr-tau")).files());
    files.computeIfPresent("study.yaml", (_, text) -> text.replace("safety:\n" + SELF_HARM, rules));
    return BundleReader.read(new Bundle(files)).protocol().orElseThrow();
  }

  private static List<String> met(String questionnaire, Map<String, Object> facts) {
    return RULES.met(questionnaire, facts).stream().map(SafetyRule::id).toList();
  }

  @Test
  void a_rule_looks_at_answers_to_its_questionnaire_alone() {
    assertThat(RULES.questionnaires()).containsExactly("momentary", "phq9");
    assertThat(RULES.watch("dass21")).isFalse();
    assertThat(met("phq9", Map.of("phq9.i9", 1L))).containsExactly("self-harm");
    assertThat(met("momentary", Map.of("phq9.i9", 1L))).isEmpty();
    assertThat(met("dass21", Map.of("phq9.i9", 1L))).isEmpty();
  }

  @Test
  void what_was_not_said_meets_nothing() {
    var both = Map.<String, Object>of("momentary.distress", 95L, "momentary.self_kindness", 5L);
    assertThat(met("momentary", both)).containsExactly("distress");
    assertThat(met("momentary", Map.of("momentary.distress", 95L))).isEmpty();
    assertThat(met("momentary", Map.of())).isEmpty();
  }

  @Test
  void a_study_without_rules_watches_nothing_and_is_not_remembered() {
    var none = protocol("");
    assertThat(none.safety()).isEmpty();
    var watch = new SafetyWatch();
    assertThat(watch.of(none)).isSameAs(watch.of(none));
    assertThat(watch.of(none).questionnaires()).isEmpty();
    assertThat(watch.of(PROTOCOL)).isSameAs(watch.of(PROTOCOL));
  }

  @Test
  void the_card_is_that_of_the_site() {
    var met = RULES.met("phq9", Map.of("phq9.i9", 2L));
    assertThat(Crisis.of(PROTOCOL, met, "s2", "en").orElseThrow().card().id())
        .isEqualTo("crisis-s2");
    assertThat(Crisis.of(PROTOCOL, met, "", "en").orElseThrow().card().id()).isEqualTo("crisis-s1");
    assertThat(Crisis.of(PROTOCOL, List.of(), "s2", "en")).isEmpty();
  }
}
