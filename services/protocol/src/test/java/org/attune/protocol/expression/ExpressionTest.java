package org.attune.protocol.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.bundle.WholeStudy;
import org.attune.protocol.expression.Evaluation.Known;
import org.attune.protocol.expression.Evaluation.Unknown;
import org.attune.protocol.model.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions over the facts of the whole study. */
class ExpressionTest {
  private static final Protocol WHOLE =
      BundleReader.read(WholeStudy.bundle()).protocol().orElseThrow();
  private static final Declarations FACTS = Declarations.of(WHOLE);

  private static Evaluation evaluate(String source, Map<String, Object> facts) {
    return Expression.compile(source, FACTS, ResultType.BOOLEAN).orThrow().evaluate(facts);
  }

  private static List<Problem> problems(String source, ResultType expected) {
    return switch (Expression.compile(source, FACTS, expected)) {
      case Compilation.Broken(var problems) -> problems;
      case Compilation.Compiled compiled -> throw new AssertionError(compiled.toString());
    };
  }

  @Test
  void facts_are_those_the_study_collects() {
    assertThat(FACTS.types())
        .containsEntry("site", FactType.TEXT)
        .containsEntry("screener.age", FactType.INTEGER)
        .containsEntry("screener.care", FactType.CODES)
        .containsEntry("baseline.complete", FactType.BOOLEAN)
        .containsEntry("baseline.phq2_total", FactType.DECIMAL)
        .containsEntry("baseline.attachment.style", FactType.TEXT)
        .containsEntry("ema.before.ended", FactType.BOOLEAN)
        .doesNotContainKey("post.attachment.style")
        .doesNotContainKey("post.ecr_rs_anxiety");
  }

  @Test
  void eligibility_sees_the_screener_only() {
    assertThat(Declarations.screening(WHOLE).types())
        .containsOnlyKeys("screener.age", "screener.sex", "screener.care");
  }

  @Test
  void an_item_sees_the_items_before_it() {
    var screener = WHOLE.questionnaires().get("screener");
    assertThat(Declarations.before(screener, screener.items().get(1)).types())
        .containsOnlyKeys("age");
    assertThat(Declarations.before(screener, screener.items().get(0)).types()).isEmpty();
  }

  @Test
  void a_safety_rule_sees_single_items() {
    assertThat(Declarations.answers(WHOLE).types())
        .containsEntry("phq2.i2", FactType.INTEGER)
        .containsEntry("momentary.note", FactType.TEXT);
  }

  @Test
  void a_condition_holds_or_does_not() {
    assertThat(evaluate("screener.age >= 18", Map.of("screener.age", 18))).isEqualTo(known(true));
    assertThat(evaluate("screener.age >= 18", Map.of("screener.age", 17L))).isEqualTo(known(false));
    assertThat(evaluate("baseline.phq2_total > 2", Map.of("baseline.phq2_total", 2.5)))
        .isEqualTo(known(true));
    assertThat(evaluate("2 in screener.care", Map.of("screener.care", List.of(1, 2))))
        .isEqualTo(known(true));
  }

  @Test
  void what_is_missing_is_named() {
    assertThat(evaluate("baseline.complete && ema.before.ended", Map.of("baseline.complete", true)))
        .isEqualTo(new Unknown(Set.of("ema.before.ended")));
    assertThat(evaluate("baseline.complete && ema.before.ended", Map.of()))
        .isEqualTo(new Unknown(Set.of("baseline.complete", "ema.before.ended")));
  }

  @Test
  void one_side_can_decide_alone() {
    var source = "ema.before.ended || baseline.complete";
    assertThat(evaluate(source, Map.of("baseline.complete", true))).isEqualTo(known(true));
    assertThat(evaluate(source, Map.of("ema.before.ended", true))).isEqualTo(known(true));
    assertThat(evaluate("false && baseline.complete", Map.of())).isEqualTo(known(false));
  }

  @Test
  void a_stratum_is_a_text_once_the_style_is_known() {
    var stratum = WHOLE.randomization().orElseThrow().strata().get(1).from();
    var expression = Expression.compile(stratum, FACTS, ResultType.TEXT).orThrow();
    assertThat(expression.names()).containsExactly("baseline.attachment.style");
    assertThat(expression.evaluate(Map.of("baseline.attachment.style", "fearful")))
        .isEqualTo(known("insecure"));
    assertThat(expression.evaluate(Map.of()))
        .isEqualTo(new Unknown(Set.of("baseline.attachment.style")));
  }

  @Test
  void facts_without_a_value_together_are_unknown_with_nothing_missing() {
    assertThat(evaluate("10 / screener.age > 1", Map.of("screener.age", 0)))
        .isEqualTo(new Unknown(Set.of()));
  }

  @Test
  void a_fact_of_another_type_is_a_fault_of_the_caller() {
    assertThatThrownBy(() -> evaluate("screener.age >= 18", Map.of("screener.age", "old")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          baseline.complet                             | undeclared-name   | 0  | Did you mean 'baseline.complete'?
          baseline.complete && baseline.dass21_total > 1.0 | undeclared-name | 21 | Known are: baseline.
          screener.age >= 18 && nothing                | undeclared-name   | 22 | Names begin with one of
          site == 'baseline.x' && baseline.x           | undeclared-name   | 24 | baseline.x
          [1, 2].exists(x, x == 1)                     | undeclared-name   | 13 | x
          baseline.complete &&                         | expression-syntax | 20 | not a CEL expression
          site == 1                                    | expression-type   | 5  | Compare texts with texts
          baseline.phq2_total == 3                     | expression-type   | 20 | write 10.0 rather than 10
          site                                         | expression-type   | 0  | true or false
          """)
  void a_broken_expression_says_where_and_why(
      String source, String code, int offset, String sentence) {
    assertThat(problems(source, ResultType.BOOLEAN))
        .anySatisfy(
            problem -> {
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.offset()).isEqualTo(offset);
              assertThat(problem.sentence()).contains(sentence);
            });
  }

  @Test
  void an_expression_that_is_too_long_or_too_deep_is_refused() {
    var most = "true" + " ".repeat(Expression.EXPRESSION_CHARS_MAX - 4);
    assertThat(Expression.compile(most, FACTS, ResultType.BOOLEAN))
        .isInstanceOf(Compilation.Compiled.class);
    assertThat(problems(most + " ", ResultType.BOOLEAN))
        .extracting(Problem::code)
        .containsExactly("expression-too-long");
    var deep = "(".repeat(900) + "true" + ")".repeat(900);
    assertThat(problems(deep, ResultType.BOOLEAN)).isNotEmpty();
  }

  private static Known known(Object value) {
    return new Known(value);
  }
}
