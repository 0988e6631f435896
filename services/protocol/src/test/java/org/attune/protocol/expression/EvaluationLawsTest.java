package org.attune.protocol.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.attune.protocol.expression.Evaluation.Known;
import org.attune.protocol.expression.Evaluation.Unknown;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Random conditions over four facts of which some are not known yet. */
class EvaluationLawsTest {
  private static final long SEED = Long.getLong("seed", 20260113L);
  private static final List<String> NAMES = List.of("a.x", "a.y.z", "b", "c.d");
  private static final Declarations DECLARED = declared();

  private static Declarations declared() {
    var types = new TreeMap<String, FactType>();
    for (var name : NAMES) types.put(name, FactType.BOOLEAN);
    return new Declarations(types);
  }

  private static String condition(Random random, int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      return random.nextInt(8) == 0 ? "true" : NAMES.get(random.nextInt(NAMES.size()));
    }
    var left = condition(random, depth - 1);
    var right = condition(random, depth - 1);
    return switch (random.nextInt(4)) {
      case 0 -> "(" + left + " && " + right + ")";
      case 1 -> "(" + left + " || " + right + ")";
      case 2 -> "!(" + left + ")";
      default -> "(" + left + " ? " + right + " : " + condition(random, depth - 1) + ")";
    };
  }

  @RepeatedTest(200)
  void what_is_known_early_stays_true_and_what_is_missing_is_what_it_waits_for(
      RepetitionInfo repetition) {
    var seed = SEED + repetition.getCurrentRepetition();
    var random = new Random(seed);
    var source = condition(random, 4);
    var expression = Expression.compile(source, DECLARED, ResultType.BOOLEAN).orThrow();
    var facts = new HashMap<String, Object>();
    for (var name : NAMES) if (random.nextBoolean()) facts.put(name, random.nextBoolean());
    var early = expression.evaluate(facts);
    if (early instanceof Unknown(var missing)) {
      assertThat(missing).as("seed %d: %s", seed, source).isNotEmpty();
      assertThat(expression.names()).as("seed %d", seed).containsAll(missing);
      assertThat(facts.keySet()).as("seed %d", seed).doesNotContainAnyElementsOf(missing);
    }
    for (var bits = 0; bits < 1 << NAMES.size(); bits++) {
      var all = completed(facts, bits);
      var late = expression.evaluate(all);
      assertThat(late).as("seed %d: %s", seed, source).isInstanceOf(Known.class);
      if (early instanceof Known) {
        assertThat(late).as("seed %d: %s with %s", seed, source, all).isEqualTo(early);
      }
    }
  }

  private static Map<String, Object> completed(Map<String, Object> facts, int bits) {
    var all = new HashMap<>(facts);
    for (var i = 0; i < NAMES.size(); i++) all.putIfAbsent(NAMES.get(i), (bits >> i & 1) == 1);
    return all;
  }
}
