package org.attune.randomization.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.randomization.design.DesignChoice;
import org.attune.randomization.design.DesignProperties;
import org.attune.randomization.design.Ratio;
import org.attune.randomization.engine.Allocation.Chance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for the lists of every method and all seeds; seeds from 0 stand for all. Threat T02:
 * whoever knows the arms of a list so far is right as often as its design says, and no oftener.
 */
class MethodLawsTest {
  private static final String STRATUM = "s1|secure";
  private static final int PLACES = 12;
  private static final int SEEDS = 4_000;

  /** Standard errors that a frequency may be away from its probability. */
  private static final double ERRORS_MAX = 3;

  record Method(String name, Ratio ratio, List<Integer> sizes, Map<String, String> settings) {
    AllocationConfiguration configuration() {
      var arms = new ArrayList<AllocationConfiguration.ArmShare>();
      for (int part : ratio.parts()) {
        arms.add(new AllocationConfiguration.ArmShare("arm" + arms.size(), part));
      }
      return name.equals("stratified-blocks")
          ? Lists.stratified(arms, sizes)
          : Lists.within(name, arms, sizes, settings);
    }

    String stratum() {
      return name.equals("simple") ? "" : STRATUM;
    }

    DesignProperties properties() {
      var choice =
          new DesignChoice(
              name,
              ratio,
              sizes.stream().findFirst(),
              Optional.ofNullable(settings.get("p")),
              Optional.ofNullable(settings.get("mti")).map(Integer::valueOf),
              Optional.ofNullable(settings.get("a")).map(Integer::valueOf));
      return DesignProperties.of(choice.design(PLACES), ratio, PLACES);
    }
  }

  static Stream<Method> methods() {
    return Stream.of(
        new Method("simple", Ratio.parse("2:1:1"), List.of(), Map.of()),
        new Method("stratified-blocks", Ratio.parse("2:1:1"), List.of(4), Map.of()),
        new Method("stratified-blocks", Ratio.parse("4:3:2:1"), List.of(10), Map.of()),
        new Method("block-urn", Ratio.parse("3:1:1"), List.of(10), Map.of()),
        new Method("biased-coin", Ratio.parse("1:1"), List.of(), Map.of("p", "2/3")),
        new Method("biased-coin", Ratio.parse("1:1"), List.of(), Map.of("a", "2")),
        new Method("big-stick", Ratio.parse("1:1"), List.of(), Map.of("mti", "2")),
        new Method(
            "maximal",
            Ratio.parse("1:1"),
            List.of(),
            Map.of("mti", "3", "length", "12", "when-exhausted", "again")));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void whoever_knows_the_list_so_far_is_right_as_often_as_the_design_says(Method method) {
    var parts = method.ratio().parts();
    double right = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      var counts = new int[parts.size()];
      var list = new StudyList(Lists.seed(seed), method.configuration());
      for (int i = 0; i < PLACES; i++) {
        var behind = behind(counts, parts);
        int arm = Integer.parseInt(list.next(method.stratum()).orElseThrow().arm().substring(3));
        if (behind.contains(arm)) right += 1.0 / behind.size();
        counts[arm]++;
      }
    }
    double guesses = SEEDS * (double) PLACES;
    double exact = method.properties().convergence();
    assertThat(right / guesses)
        .as("seeds 0 to %d of %s", SEEDS - 1, method)
        .isCloseTo(exact, within(ERRORS_MAX * Math.sqrt(exact * (1 - exact) / guesses)));
  }

  /** Arms with the least count by their part of the ratio. */
  private static List<Integer> behind(int[] counts, List<Integer> parts) {
    var loads = new ArrayList<Double>();
    for (int i = 0; i < counts.length; i++) loads.add(counts[i] / (double) parts.get(i));
    double least = Collections.min(loads);
    var behind = new ArrayList<Integer>();
    for (int i = 0; i < counts.length; i++) if (loads.get(i) - least < 1e-9) behind.add(i);
    return behind;
  }

  @ParameterizedTest
  @MethodSource("methods")
  void places_are_gapless_with_counts_before_and_chances_that_sum_to_one(Method method) {
    for (int seed = 0; seed < 50; seed++) {
      var list = new StudyList(Lists.seed(seed), method.configuration());
      for (int i = 0; i < 100; i++) {
        var place = list.next(method.stratum()).orElseThrow();
        assertThat(place.index()).isEqualTo(i);
        assertThat(place.chances().stream().mapToInt(Chance::count).sum()).isEqualTo(i);
        var sum =
            place.chances().stream()
                .map(Chance::numerator)
                .reduce(BigInteger.ZERO, BigInteger::add);
        for (var chance : place.chances()) {
          assertThat(chance.denominator()).isEqualTo(sum);
          if (chance.arm().equals(place.arm())) assertThat(chance.numerator()).isPositive();
        }
      }
      assertThat(list.made()).isEqualTo(100);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void a_configuration_is_read_back_as_it_was_written(Method method) {
    var text = ConfigurationText.write(method.configuration());
    assertThat(ConfigurationText.read(text)).isEqualTo(method.configuration());
  }

  @Test
  void a_list_at_its_end_waits_begins_again_or_is_drawn_as_declared() {
    var waits = maximal("wait");
    for (int seed = 0; seed < 50; seed++) {
      var list = new StudyList(Lists.seed(seed), waits);
      var arms = new int[2];
      for (int i = 0; i < 6; i++) arms[list.next(STRATUM).orElseThrow().arm().charAt(0) - 'a']++;
      assertThat(arms).containsExactly(3, 3);
      assertThat(list.next(STRATUM)).isEmpty();
      assertThat(list.made()).isEqualTo(6);
      assertThat(list.next("s2|secure")).isPresent();
    }
    var simple = new StudyList(Lists.seed(1), maximal("simple"));
    for (int i = 0; i < 6; i++) simple.next(STRATUM);
    assertThat(simple.next(STRATUM).orElseThrow().chances())
        .allSatisfy(chance -> assertThat(chance.denominator()).isEqualTo(BigInteger.TWO));
    var again = new StudyList(Lists.seed(1), maximal("again"));
    for (int i = 0; i < 6; i++) again.next(STRATUM);
    assertThat(again.next(STRATUM).orElseThrow().blockNumber()).isOne();
  }

  private static AllocationConfiguration maximal(String exhausted) {
    return Lists.within(
        "maximal",
        Lists.pair(),
        List.of(),
        Map.of("mti", "2", "length", "6", "when-exhausted", exhausted));
  }

  @Test
  void minimisation_draws_in_one_list_and_favours_the_arm_that_balances() {
    var configuration =
        Lists.within(
            "minimisation", Lists.pair(), List.of(), Map.of("p", "4/5", "imbalance", "range"));
    int favoured = 0;
    int unequal = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      var list = new StudyList(Lists.seed(seed), configuration);
      var first = list.next("s1|secure").orElseThrow();
      assertThat(first.chances().getFirst().numerator())
          .isEqualTo(first.chances().getLast().numerator());
      var second = list.next("s1|insecure").orElseThrow();
      assertThat(second.index()).isOne();
      unequal++;
      if (!second.arm().equals(first.arm())) favoured++;
    }
    assertThat(favoured / (double) unequal).isCloseTo(0.8, within(4 * Math.sqrt(0.16 / unequal)));
  }

  @Test
  void a_cluster_is_allocated_once_and_all_of_it_has_its_arm_and_draw() {
    var list = new StudyList(Lists.seed(3), clustered());
    var sites = List.of("s1", "s2", "s1", "s3", "s2", "s4", "s1");
    var given = new ArrayList<Allocation>();
    for (var site : sites) given.add(list.next(site).orElseThrow());
    assertThat(given.stream().map(Allocation::index)).containsExactly(0, 0, 1, 0, 1, 0, 2);
    assertThat(given.get(2)).isEqualTo(given.get(0).at(1));
    assertThat(given.get(4).arm()).isEqualTo(given.get(1).arm());
    var ofClusters = Stream.of(0, 1, 3, 5).map(i -> given.get(i).arm()).sorted().toList();
    assertThat(ofClusters).containsExactly("a", "a", "b", "b");
    assertThat(given.get(6).chances().stream().mapToInt(Chance::count).sum()).isZero();
  }

  private static AllocationConfiguration clustered() {
    return new AllocationConfiguration(
            "example",
            1,
            "permuted-blocks",
            Lists.pair(),
            List.of(4),
            List.of(new AllocationConfiguration.Factor("site", List.of())),
            Map.of(),
            List.of(),
            Optional.of("site"),
            AllocationConfiguration.DESIGNS_ENGINE)
        .checked();
  }

  @Test
  void an_uploaded_list_is_followed_stratum_by_stratum_and_ends() {
    var list = new StudyList(Lists.seed(3), listed("wait"));
    assertThat(arms(list, "s1|secure", 3)).containsExactly("a", "b", "");
    assertThat(arms(list, "s2|secure", 2)).containsExactly("b", "");
    assertThat(arms(list, "s2|insecure", 1)).containsExactly("");
    var drawn = new StudyList(Lists.seed(3), listed("simple"));
    assertThat(arms(drawn, "s1|secure", 9)).startsWith("a", "b").doesNotContain("");
  }

  private static List<String> arms(StudyList list, String stratum, int places) {
    var arms = new String[places];
    Arrays.setAll(arms, _ -> list.next(stratum).map(Allocation::arm).orElse(""));
    return List.of(arms);
  }

  private static AllocationConfiguration listed(String exhausted) {
    return new AllocationConfiguration(
            "example",
            1,
            "list",
            Lists.pair(),
            List.of(),
            Lists.siteAndAttachment(),
            Map.of("when-exhausted", exhausted),
            List.of(
                new ListedPlace("a", "s1|secure"),
                new ListedPlace("b", "s2|secure"),
                new ListedPlace("b", "s1|secure")),
            Optional.empty(),
            AllocationConfiguration.DESIGNS_ENGINE)
        .checked();
  }

  @Test
  void configurations_with_clusters_and_lists_are_read_back() {
    for (var configuration : List.of(clustered(), listed("wait"), maximal("again"))) {
      var text = ConfigurationText.write(configuration);
      assertThat(ConfigurationText.read(text)).isEqualTo(configuration);
    }
  }
}
