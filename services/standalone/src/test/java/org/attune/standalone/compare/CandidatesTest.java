package org.attune.standalone.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.protocol.model.RandomizationPlan.Settings;
import org.attune.standalone.synthetic.Examples;
import org.junit.jupiter.api.Test;

/** Which methods a study could take, with which numbers. Three arms alike; two arms alike. */
class CandidatesTest {
  private static final Protocol THREE_ARMS = Examples.protocol("abct-mbsr-tau");
  private static final Protocol TWO_ARMS = Examples.protocol("msc-waitlist");

  private static Candidates.Chosen choose(
      Protocol protocol, RandomizationPlan plan, String... names) {
    return new Candidates(protocol, plan, 51).choose(List.of(names));
  }

  private static RandomizationPlan plan(Protocol protocol) {
    return protocol.randomization().orElseThrow();
  }

  private static RandomizationPlan plan(String method, Settings settings) {
    return new RandomizationPlan(method, List.of(), List.of(), settings, "baseline.complete");
  }

  private static Settings settings(
      Optional<String> chance,
      Optional<Integer> tolerated,
      Optional<Integer> steepness,
      Optional<Integer> length) {
    return new Settings(
        chance, tolerated, steepness, length, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static String numbers(Candidates.Chosen chosen, String method) {
    return chosen.candidates().stream()
        .filter(candidate -> candidate.method().equals(method))
        .map(candidate -> candidate.numbers() + (candidate.own() ? " own" : ""))
        .findFirst()
        .orElseThrow(() -> new AssertionError(method + " is none of " + chosen));
  }

  @Test
  void methods_of_two_arms_are_left_out_of_a_study_with_three() {
    var chosen = choose(THREE_ARMS, plan(THREE_ARMS));
    assertThat(chosen.candidates())
        .extracting(Candidate::method)
        .containsExactly(
            "simple", "permuted-blocks", "stratified-blocks", "block-urn", "minimisation");
    assertThat(chosen.leftOut().sequencedKeySet()).containsExactly("big-stick", "biased-coin");
    assertThat(chosen.leftOut().get("big-stick"))
        .startsWith("big-stick is left out. ")
        .contains("two arms in the ratio 1:1, not for 1:1:1");
    assertThat(numbers(chosen, "stratified-blocks")).isEqualTo("blocks 6, 9 own");
    assertThat(numbers(chosen, "block-urn")).isEqualTo("urn 9");
    assertThat(numbers(chosen, "minimisation")).isEqualTo("range, p 4/5");
  }

  @Test
  void methods_that_balance_strata_are_left_out_of_a_study_without_any() {
    var chosen = choose(TWO_ARMS, plan(TWO_ARMS));
    assertThat(chosen.leftOut())
        .containsEntry("minimisation", "minimisation is left out. The study declares no strata.")
        .containsKey("stratified-blocks")
        .hasSize(2);
    assertThat(numbers(chosen, "permuted-blocks")).isEqualTo("blocks 4, 6 own");
    assertThat(numbers(chosen, "big-stick")).isEqualTo("mti 3");
    assertThat(numbers(chosen, "biased-coin")).isEqualTo("p 2/3");
  }

  @Test
  void the_numbers_of_the_studys_own_method_are_the_studys() {
    Optional<Integer> no = Optional.empty();
    var stick = plan("big-stick", settings(Optional.empty(), Optional.of(2), no, no));
    assertThat(numbers(choose(TWO_ARMS, stick), "big-stick")).isEqualTo("mti 2 own");
    var coin = plan("biased-coin", settings(Optional.of("3/4"), no, no, no));
    assertThat(numbers(choose(TWO_ARMS, coin), "biased-coin")).isEqualTo("p 3/4 own");
    var adjustable = plan("biased-coin", settings(Optional.empty(), no, Optional.of(4), no));
    assertThat(numbers(choose(TWO_ARMS, adjustable), "biased-coin")).isEqualTo("a 4 own");
    var maximal = plan("maximal", settings(Optional.empty(), Optional.of(4), no, Optional.of(60)));
    assertThat(numbers(choose(TWO_ARMS, maximal), "maximal")).isEqualTo("mti 4, n 60 own");
    // Nobody else's numbers are taken over.
    assertThat(numbers(choose(TWO_ARMS, maximal), "big-stick")).isEqualTo("mti 3");
  }

  @Test
  void a_list_that_is_too_short_or_stands_elsewhere_is_left_out() {
    Optional<Integer> no = Optional.empty();
    var maximal = plan("maximal", settings(Optional.empty(), no, no, Optional.of(50)));
    assertThat(choose(TWO_ARMS, maximal).leftOut().get("maximal")).contains("fewer than 51");
    assertThat(numbers(choose(TWO_ARMS, plan(TWO_ARMS), "maximal"), "maximal"))
        .isEqualTo("mti 3, n 52");
    assertThat(choose(TWO_ARMS, plan("list", Settings.NONE)).leftOut()).containsKey("list");
  }

  @Test
  void a_study_without_blocks_is_compared_with_blocks_of_two_and_three_sets() {
    var simple = plan("simple", Settings.NONE);
    assertThat(numbers(choose(TWO_ARMS, simple), "permuted-blocks")).isEqualTo("blocks 4, 6");
    assertThat(BlockSizes.of(TWO_ARMS, simple).assumption().orElseThrow())
        .contains("4 and 6 are assumed");
    assertThat(BlockSizes.of(TWO_ARMS, plan(TWO_ARMS)).assumption()).isEmpty();
  }

  @Test
  void a_choice_of_nothing_is_refused_with_a_sentence() {
    assertThatThrownBy(() -> choose(TWO_ARMS, plan(TWO_ARMS), "simple", "shuffle"))
        .isInstanceOf(IncomparableStudyException.class)
        .hasMessageContaining("no method 'shuffle' to compare: take simple,");
    assertThatThrownBy(() -> choose(THREE_ARMS, plan(THREE_ARMS), "big-stick"))
        .isInstanceOf(IncomparableStudyException.class)
        .hasMessageContaining("big-stick is left out.");
  }
}
