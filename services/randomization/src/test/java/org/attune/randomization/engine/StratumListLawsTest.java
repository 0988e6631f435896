package org.attune.randomization.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.attune.randomization.engine.Allocation.Chance;
import org.attune.randomization.engine.AllocationConfiguration.ArmShare;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the lists of all seeds; seeds 0 to some hundreds stand for all. */
class StratumListLawsTest {
  private static final int SEEDS = 200;
  private static final int PLACES = 60;

  /** 99.99 % quantiles of chi-square for 1, 2, 3 and 5 degrees of freedom. */
  private static final TreeMap<Integer, Double> CHI_SQUARE_MAX =
      new TreeMap<>(java.util.Map.of(1, 15.14, 2, 18.42, 3, 21.11, 5, 25.75));

  @ParameterizedTest
  @ValueSource(strings = {"1:1", "2:1", "2:1:1", "3:2:1", "1:1:1:1"})
  void after_every_whole_block_the_arms_stand_exactly_in_their_ratio(String ratio) {
    var arms = arms(ratio);
    int sum = arms.stream().mapToInt(ArmShare::ratio).sum();
    var configuration = Lists.stratified(arms, List.of(sum, 2 * sum, 3 * sum));
    for (int seed = 0; seed < SEEDS; seed++) {
      var counts = new HashMap<String, Integer>();
      int inBlock = 0;
      for (var place : Lists.first(PLACES, Lists.seed(seed), configuration, "s1|secure")) {
        counts.merge(place.arm(), 1, Integer::sum);
        if (++inBlock < place.blockSize()) continue;
        inBlock = 0;
        for (var arm : arms) {
          int share = (place.index() + 1) / sum;
          assertThat(counts.get(arm.id()))
              .as("seed %d, %s", seed, place)
              .isEqualTo(share * arm.ratio());
        }
      }
    }
  }

  private static List<ArmShare> arms(String ratio) {
    var shares = ratio.split(":");
    return IntStream.range(0, shares.length)
        .mapToObj(i -> new ArmShare("arm" + i, Integer.parseInt(shares[i])))
        .toList();
  }

  @Test
  void probabilities_are_places_left_over_places_left_in_all_and_sum_to_one() {
    var configuration = Lists.stratified(Lists.twoOneOne(), List.of(4, 8));
    for (int seed = 0; seed < SEEDS; seed++) {
      int before = 0;
      for (var place : Lists.first(PLACES, Lists.seed(seed), configuration, "s1|secure")) {
        assertThat(place.index()).isEqualTo(before);
        assertThat(place.chances().stream().mapToInt(Chance::count).sum()).isEqualTo(before++);
        for (var chance : place.chances()) {
          assertThat(chance.denominator())
              .isEqualTo(
                  place.chances().stream()
                      .map(Chance::numerator)
                      .reduce(BigInteger.ZERO, BigInteger::add));
          if (chance.arm().equals(place.arm())) assertThat(chance.numerator()).isPositive();
        }
      }
    }
  }

  @Test
  void over_seeds_every_order_of_a_block_is_equally_frequent() {
    var configuration =
        Lists.stratified(List.of(new ArmShare("a", 1), new ArmShare("b", 1)), List.of(4));
    var orders = new HashMap<String, Integer>();
    int seeds = 6_000;
    for (int seed = 0; seed < seeds; seed++) {
      var order = new StringBuilder();
      for (var place : Lists.first(4, Lists.seed(seed), configuration, "s1|secure")) {
        order.append(place.arm());
      }
      orders.merge(order.toString(), 1, Integer::sum);
    }
    assertThat(orders).hasSize(6);
    assertThat(chiSquare(orders.values(), seeds / 6.0)).isLessThan(CHI_SQUARE_MAX.get(5));
  }

  @Test
  void over_seeds_every_block_size_is_equally_frequent_whatever_the_arms_are() {
    var configuration = Lists.stratified(Lists.twoOneOne(), List.of(4, 8, 12));
    var sizes = new HashMap<Integer, Integer>();
    var firstArms = new HashMap<String, Integer>();
    int seeds = 6_000;
    for (int seed = 0; seed < seeds; seed++) {
      var place = Lists.first(1, Lists.seed(seed), configuration, "s2|insecure").getFirst();
      sizes.merge(place.blockSize(), 1, Integer::sum);
      firstArms.merge(place.arm() + place.blockSize(), 1, Integer::sum);
    }
    assertThat(chiSquare(sizes.values(), seeds / 3.0)).isLessThan(CHI_SQUARE_MAX.get(2));
    assertThat(List.of(firstArms.get("abct4"), firstArms.get("abct8"), firstArms.get("abct12")))
        .allSatisfy(count -> assertThat(count).isBetween(890, 1110)); // 1000, 4 deviations
  }

  /** Somebody who sees all allocations of other strata learns nothing about the next one here. */
  @Test
  void over_seeds_the_places_of_two_strata_are_independent() {
    var configuration =
        Lists.stratified(List.of(new ArmShare("a", 1), new ArmShare("b", 1)), List.of(4, 6));
    var pairs = new HashMap<String, Integer>();
    int seeds = 6_000;
    for (int seed = 0; seed < seeds; seed++) {
      var one = third(seed, configuration, "s1|secure");
      var two = third(seed, configuration, "s2|secure");
      pairs.merge(one + two, 1, Integer::sum);
    }
    assertThat(chiSquare(pairs.values(), seeds / 4.0)).isLessThan(CHI_SQUARE_MAX.get(3));
  }

  private static String third(int seed, AllocationConfiguration configuration, String stratum) {
    return Lists.first(3, Lists.seed(seed), configuration, stratum).getLast().arm();
  }

  private static double chiSquare(Iterable<Integer> observed, double expected) {
    double sum = 0;
    for (int count : observed) sum += (count - expected) * (count - expected) / expected;
    return sum;
  }
}
