package org.attune.protocol.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method with every key: what it needs, what it may have and what it does not take. The study
 * has two arms in 1:1 and eight sites.
 */
class SettingRulesTest {
  private static final Map<String, String> VALUES =
      Map.of(
          "block-sizes", "[8]",
          "p", "2/3",
          "a", "2",
          "mti", "3",
          "length", "24",
          "imbalance", "range",
          "when-exhausted", "wait",
          "cluster", "site",
          "strata", "[" + RandomizedStudy.STRATUM + "]");

  /** Method, keys that it needs, further keys that it may have. */
  private record Row(String method, List<String> needs, List<String> may) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("simple", List.of(), List.of("cluster")),
          new Row("permuted-blocks", List.of("block-sizes"), List.of("cluster")),
          new Row("stratified-blocks", List.of("block-sizes", "strata"), List.of()),
          new Row("minimisation", List.of("p", "imbalance", "strata"), List.of()),
          new Row("biased-coin", List.of("p"), List.of("strata", "cluster")),
          new Row("biased-coin", List.of("a"), List.of("strata", "cluster")),
          new Row("big-stick", List.of("mti"), List.of("strata", "cluster")),
          new Row(
              "maximal", List.of("mti", "length", "when-exhausted"), List.of("strata", "cluster")),
          new Row("block-urn", List.of("block-sizes"), List.of("strata", "cluster")),
          new Row("list", List.of("when-exhausted"), List.of("strata")));

  private static final Map<String, String> IGNORED =
      Map.of("block-sizes", "blocks-ignored", "strata", "strata-ignored");

  static Stream<Arguments> needed() {
    return ROWS.stream()
        .flatMap(row -> row.needs().stream().map(key -> Arguments.of(row.method(), row, key)));
  }

  static Stream<Arguments> further() {
    return ROWS.stream()
        .flatMap(
            row ->
                VALUES.keySet().stream()
                    .sorted()
                    .filter(key -> !row.needs().contains(key))
                    .map(key -> Arguments.of(row.method(), row, key)));
  }

  private static RandomizedStudy study(String method, List<String> keys) {
    var written = new ArrayList<String>();
    for (var key : keys) written.add(key + ": " + VALUES.get(key));
    return RandomizedStudy.by(String.join(", ", with("method: " + method, written))).sites(8);
  }

  private static List<String> with(String first, List<String> more) {
    return Stream.concat(Stream.of(first), more.stream()).toList();
  }

  @Test
  void a_method_with_what_it_needs_is_without_errors() {
    for (var row : ROWS) {
      assertThat(study(row.method(), row.needs()).errors()).as(row.toString()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} without {2}")
  @MethodSource("needed")
  void a_key_that_a_method_needs_is_missed(String method, Row row, String key) {
    var others = row.needs().stream().filter(other -> !other.equals(key)).toList();
    assertThat(study(method, others).errors())
        .containsExactly(key.equals("block-sizes") ? "block-sizes-missing" : "setting-missing");
  }

  @ParameterizedTest(name = "{0} with {2}")
  @MethodSource("further")
  void a_key_is_taken_or_an_error(String method, Row row, String key) {
    var errors = study(method, with(key, row.needs())).errors();
    if (row.may().contains(key)) {
      assertThat(errors).isEmpty();
    } else if (method.equals("biased-coin") && List.of("p", "a").contains(key)) {
      assertThat(errors).containsExactly("settings-contradict");
    } else {
      assertThat(errors).containsExactly(IGNORED.getOrDefault(key, "setting-ignored"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'stratified-blocks, block-sizes: [4, 6]'",
    "'biased-coin, p: 2/3'",
    "'big-stick, mti: 3'",
    "'maximal, mti: 3, length: 24, when-exhausted: again'",
    "'block-urn, block-sizes: [8]'",
    "'list, when-exhausted: wait'"
  })
  void only_minimisation_weighs_its_factors(String method) {
    var weighed = RandomizedStudy.STRATUM.replace("}", ", weight: 2}");
    assertThat(RandomizedStudy.by("method: " + method + ", strata: [" + weighed + "]").errors())
        .containsExactly("setting-ignored");
    assertThat(
            RandomizedStudy.by(
                    "method: minimisation, p: 4/5, imbalance: range, strata: [" + weighed + "]")
                .errors())
        .isEmpty();
  }

  @Test
  void sites_as_a_whole_are_not_divided_by_strata() {
    var both = study("block-urn", List.of("block-sizes", "cluster", "strata"));
    assertThat(both.errors()).containsExactly("settings-contradict");
    assertThat(study("simple", List.of("cluster", "strata")).errors())
        .containsExactly("strata-ignored");
    assertThat(study("list", List.of("when-exhausted", "cluster", "strata")).errors())
        .containsExactly("setting-ignored");
  }

  @Test
  void a_list_without_elements_says_nothing() {
    assertThat(RandomizedStudy.by("method: simple, block-sizes: []").errors()).isEmpty();
    assertThat(RandomizedStudy.by("method: stratified-blocks, block-sizes: []").errors())
        .containsExactly("block-sizes-missing", "setting-missing");
    var noStrata = "method: %s, block-sizes: [4, 6], strata: []";
    assertThat(RandomizedStudy.by(noStrata.formatted("permuted-blocks")).errors())
        .containsExactly("strata-not-declared"); // the analysis adjusts for them
    assertThat(RandomizedStudy.by(noStrata.formatted("stratified-blocks")).errors())
        .containsExactly("strata-not-declared", "setting-missing");
  }

  @Test
  void what_cannot_be_read_is_not_missed_as_well() {
    assertThat(RandomizedStudy.by("method: big-stick, mti: three").codes())
        .containsExactly("not-a-number");
    assertThat(RandomizedStudy.by("method: block-urn, block-sizes: eight").codes())
        .containsExactly("not-a-list");
    assertThat(RandomizedStudy.by("method: block-urn, block-sizes: [eight]").codes())
        .containsExactly("not-a-number");
    assertThat(RandomizedStudy.by("method: biased-coin, p: most").codes())
        .containsExactly("malformed-probability");
  }

  @Test
  void a_site_is_never_unknown() {
    var site = "[{id: site, from: site, unknown: s1}]";
    assertThat(
            RandomizedStudy.by("method: stratified-blocks, block-sizes: [4, 6], strata: " + site)
                .errors())
        .containsExactly("setting-ignored");
  }

  @Test
  void the_finding_says_which_methods_take_the_key() {
    assertThat(sentence("method: simple, when-exhausted: wait"))
        .isEqualTo(
            "Method 'simple' does not take 'when-exhausted'; maximal and list do. Remove it, or"
                + " choose a method that takes it.");
    assertThat(sentence("method: simple, a: 2"))
        .isEqualTo(
            "Method 'simple' does not take 'a'; biased-coin does. Remove it, or choose a method"
                + " that takes it.");
    assertThat(sentence("method: list, when-exhausted: wait, cluster: site"))
        .startsWith(
            "Method 'list' does not take 'cluster'; simple, permuted-blocks, biased-coin,"
                + " big-stick, maximal and block-urn do.");
    assertThat(sentence("method: biased-coin"))
        .isEqualTo(
            "Method 'biased-coin' needs either 'p', for example p: 2/3, or 'a', for example a: 2."
                + " Add it.");
  }

  private static String sentence(String keys) {
    return RandomizedStudy.by(keys).linting().findings().getFirst().sentence();
  }
}
