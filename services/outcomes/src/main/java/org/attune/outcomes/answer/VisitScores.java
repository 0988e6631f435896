package org.attune.outcomes.answer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.outcomes.domain.ScoreValue;
import org.attune.protocol.instrument.Attachment;
import org.attune.protocol.instrument.InstrumentLibrary;
import org.attune.protocol.instrument.Score;
import org.attune.protocol.instrument.Scoring;
import org.attune.protocol.model.AssessmentPlan;
import org.attune.protocol.model.Protocol;

/**
 * All scores of a visit. Instruments of the library are scored by their keys; questionnaires of the
 * bundle have no scores.
 *
 * @param scores by code
 * @param anxiety attachment anxiety; empty if not measured here, or too few items were answered
 * @param avoidance attachment avoidance, likewise
 * @param style by the rule of the protocol; empty unless both dimensions have a value
 */
public record VisitScores(
    List<ScoreValue> scores,
    Optional<String> anxiety,
    Optional<String> avoidance,
    Optional<String> style) {

  /**
   * @param numbers coded answers by instrument, then by column name
   */
  public static VisitScores of(
      Protocol protocol, AssessmentPlan plan, Map<String, SortedMap<String, Double>> numbers) {
    var scores = new ArrayList<Score>();
    for (var code : plan.instruments()) {
      var questionnaire = protocol.questionnaires().get(code);
      if (questionnaire == null || !questionnaire.library()) continue;
      var key = InstrumentLibrary.standard().findEnabled(code).orElseThrow();
      var answers = new TreeMap<Integer, Integer>();
      numbers
          .getOrDefault(code, new TreeMap<>())
          .forEach(
              (item, number) ->
                  answers.put(itemNumber(code, item), Math.toIntExact(number.longValue())));
      scores.addAll(Scoring.score(key, answers));
    }
    scores.sort(Comparator.comparing(Score::code));
    return attached(protocol, plan, scores);
  }

  private static VisitScores attached(Protocol protocol, AssessmentPlan plan, List<Score> scores) {
    var values = scores.stream().map(VisitScores::value).toList();
    var rule = protocol.attachment().filter(r -> plan.instruments().contains(r.from()));
    if (rule.isEmpty()) {
      return new VisitScores(values, Optional.empty(), Optional.empty(), Optional.empty());
    }
    var anxiety = find(scores, rule.get().from() + "_anxiety");
    var avoidance = find(scores, rule.get().from() + "_avoidance");
    var style =
        anxiety.flatMap(x -> avoidance.map(y -> Attachment.classify(rule.get(), x, y).code()));
    return new VisitScores(
        values,
        anxiety.map(BigDecimal::toPlainString),
        avoidance.map(BigDecimal::toPlainString),
        style);
  }

  private static Optional<BigDecimal> find(List<Score> scores, String code) {
    return scores.stream()
        .filter(score -> score.code().equals(code))
        .findFirst()
        .flatMap(Score::value);
  }

  private static ScoreValue value(Score score) {
    return new ScoreValue(
        score.code(),
        score.value().map(BigDecimal::toPlainString),
        score.answered(),
        score.items(),
        score.ruleId(),
        score.missingReason());
  }

  /** Items of the library are called {@code <code>_<n>}. */
  private static int itemNumber(String code, String item) {
    return Integer.parseInt(item.substring(code.length() + 1));
  }
}
