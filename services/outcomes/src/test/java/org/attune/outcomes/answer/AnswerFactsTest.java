package org.attune.outcomes.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.outcomes.domain.Trial.PROTOCOL;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.attune.outcomes.domain.ItemAnswer;
import org.attune.outcomes.domain.Trial;
import org.attune.protocol.model.SafetyRule;
import org.attune.protocol.safety.WatchedRules;
import org.junit.jupiter.api.Test;

/** Which answers give cause for concern, by {@code phq9.i9 >= 1} of the example bundle. */
class AnswerFactsTest {
  private final WatchedRules rules = WatchedRules.of(PROTOCOL);

  private static List<ItemAnswer> phq9(Optional<Double> ninth) {
    var answers = new ArrayList<>(Trial.answers("phq9", 0));
    answers.removeIf(answer -> answer.item().equals("phq9_9"));
    var reason = ninth.isPresent() ? Optional.<String>empty() : Optional.of("declined");
    answers.add(
        new ItemAnswer(
            "phq9_9", ninth, Optional.empty(), reason, 9, Optional.empty(), Optional.empty(), 0));
    return answers;
  }

  private List<String> met(String instrument, List<ItemAnswer> answers) {
    var questionnaire = Objects.requireNonNull(PROTOCOL.questionnaires().get(instrument));
    return rules.met(instrument, AnswerFacts.of(questionnaire, answers)).stream()
        .map(SafetyRule::id)
        .toList();
  }

  @Test
  void one_item_decides() {
    assertThat(met("phq9", phq9(Optional.of(0.0)))).isEmpty();
    assertThat(met("phq9", phq9(Optional.of(1.0)))).containsExactly("self-harm");
    assertThat(met("phq9", phq9(Optional.of(3.0)))).containsExactly("self-harm");
  }

  @Test
  void what_was_not_said_or_cannot_be_said_gives_none() {
    assertThat(met("phq9", phq9(Optional.empty()))).isEmpty();
    assertThat(met("phq9", phq9(Optional.of(17.0)))).isEmpty();
    assertThat(met("phq9", List.of())).isEmpty();
  }

  @Test
  void other_questionnaires_give_none() {
    assertThat(met("dass21", Trial.answers("dass21", 3))).isEmpty();
  }
}
