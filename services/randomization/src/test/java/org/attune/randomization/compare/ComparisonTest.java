package org.attune.randomization.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.attune.randomization.compare.Intake.Kind;
import org.attune.randomization.compare.Scheme.ByCounts;
import org.attune.randomization.compare.Scheme.InBlocks;
import org.attune.randomization.compare.Scheme.Minimised;
import org.attune.randomization.design.AdjustableCoin;
import org.attune.randomization.design.BigStick;
import org.attune.randomization.design.BlockUrn;
import org.attune.randomization.design.Design;
import org.attune.randomization.design.DesignProperties;
import org.attune.randomization.design.EfronCoin;
import org.attune.randomization.design.MaximalProcedure;
import org.attune.randomization.design.Minimisation;
import org.attune.randomization.design.Minimisation.Imbalance;
import org.attune.randomization.design.PermutedBlocks;
import org.attune.randomization.design.Ratio;
import org.attune.randomization.design.SimpleDesign;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Simulated figures beside those that are known exactly, within four of their errors. */
class ComparisonTest {
  private static final long SEED = 20_261_129;
  private static final int RUNS = 4_000;
  private static final int ERRORS = 4;
  private static final Ratio PAIR = Ratio.parse("1:1");
  private static final Ratio UNEQUAL = Ratio.parse("2:1:1");

  /** A scheme of people who are all alike, and the design whose properties it has. */
  record Known(Scheme scheme, Design design, int length) {
    static Known of(Design design, int length) {
      return new Known(new ByCounts(design, true), design, length);
    }
  }

  private static BigInteger whole(long number) {
    return BigInteger.valueOf(number);
  }

  private static EfronCoin efron(long favoured, long of) {
    return new EfronCoin(PAIR, whole(favoured), whole(of));
  }

  private static Minimisation minimisation(Ratio ratio, int factors) {
    var weights = new ArrayList<Integer>();
    for (int i = 0; i < factors; i++) weights.add(i + 1);
    return new Minimisation(ratio, weights, Imbalance.RANGE, whole(4), whole(5));
  }

  static Stream<Known> known() {
    return Stream.of(
        Known.of(new SimpleDesign(PAIR), 24),
        Known.of(new SimpleDesign(UNEQUAL), 17),
        Known.of(new BlockUrn(PAIR, 8), 24),
        Known.of(new BlockUrn(UNEQUAL, 8), 23),
        Known.of(efron(2, 3), 24),
        Known.of(new AdjustableCoin(PAIR, 2), 24),
        Known.of(new BigStick(PAIR, 3), 24),
        Known.of(new MaximalProcedure(PAIR, 24, 3), 24),
        Known.of(new PermutedBlocks(UNEQUAL, 8), 22),
        new Known(new InBlocks(PAIR, List.of(6), false), new PermutedBlocks(PAIR, 6), 24),
        new Known(new InBlocks(UNEQUAL, List.of(8), false), new PermutedBlocks(UNEQUAL, 8), 24),
        new Known(new InBlocks(UNEQUAL, List.of(8, 8), true), new PermutedBlocks(UNEQUAL, 8), 21));
  }

  private static SequencedMap<String, Scheme> named(Scheme... schemes) {
    var named = new LinkedHashMap<String, Scheme>();
    for (var scheme : schemes) named.put("method " + named.size(), scheme);
    return named;
  }

  private static Figures figures(Scheme scheme, Intake intake, int participants)
      throws InterruptedException {
    return new Comparison(intake, participants, named(scheme), Optional.empty(), SEED)
        .run(RUNS, 1, _ -> {})
        .firstEntry()
        .getValue();
  }

  private static void near(Estimate estimate, double exact) {
    assertThat(estimate.mean())
        .as("seed %d", SEED)
        .isCloseTo(exact, within(ERRORS * estimate.error() + 1e-12));
  }

  @ParameterizedTest
  @MethodSource("known")
  void simulated_figures_are_near_the_exact_ones(Known known) throws InterruptedException {
    var exact = DesignProperties.of(known.design(), known.scheme().ratio(), known.length());
    var figures = figures(known.scheme(), Intake.alike(), known.length());
    near(figures.guesses(), exact.convergence());
    near(figures.finalImbalance(), exact.finalImbalance());
    near(figures.greatestImbalance(), exact.greatestImbalance());
    assertThat(figures.meanInStrata()).isEqualTo(figures.finalImbalance());
    assertThat(figures.greatestInStrata()).isEqualTo(figures.finalImbalance());
    assertThat(figures.power()).isEmpty();
  }

  /** One group and two arms: the arm that is behind follows with p, which is Efron's coin. */
  @Test
  void minimisation_over_people_who_are_alike_is_a_biased_coin() throws InterruptedException {
    var alike = new Intake(List.of(new Kind(0, List.of(0), 1)));
    var exact = DesignProperties.of(efron(4, 5), PAIR, 20);
    var figures = figures(new Minimised(minimisation(PAIR, 1)), alike, 20);
    near(figures.guesses(), exact.convergence());
    near(figures.finalImbalance(), exact.finalImbalance());
    near(figures.greatestImbalance(), exact.greatestImbalance());
  }

  /**
   * Two people, each of either stratum, in blocks of two. In one stratum both share a block and are
   * level. In two strata, with a list for each, they are level by chance, in half of the cases.
   */
  @Test
  void strata_have_lists_of_their_own_only_where_the_scheme_is_stratified()
      throws InterruptedException {
    var two = new Intake(List.of(new Kind(0, List.of(0), 1), new Kind(0, List.of(1), 1)));
    var stratified = figures(new InBlocks(PAIR, List.of(2), true), two, 2);
    // Half of the time in two strata, then half of the time apart by 2.
    near(stratified.finalImbalance(), 0.5);
    near(stratified.meanInStrata(), 0.5);
    var together = figures(new InBlocks(PAIR, List.of(2), false), two, 2);
    assertThat(together.finalImbalance()).isEqualTo(new Estimate(0, 0));
    near(together.meanInStrata(), 0.5);
    near(together.guesses(), 0.75);
  }

  private static final Intake CLINICS =
      new Intake(
          List.of(
              new Kind(0, List.of(0, 0), 5),
              new Kind(0, List.of(0, 1), 3),
              new Kind(1, List.of(1, 0), 2),
              new Kind(1, List.of(1, 1), 7)));

  private static SequencedMap<String, Scheme> every() {
    return named(
        new ByCounts(new SimpleDesign(UNEQUAL), false),
        new InBlocks(UNEQUAL, List.of(4, 8), true),
        new ByCounts(new BlockUrn(UNEQUAL, 8), true),
        new Minimised(minimisation(UNEQUAL, 2)));
  }

  private static Comparison comparison(SequencedMap<String, Scheme> schemes, long seed) {
    var power = new Contrast(0, 2, List.of(9, 10, 8), 10, (information, _) -> information / 1_000);
    return new Comparison(CLINICS, 60, schemes, Optional.of(power), seed);
  }

  @Test
  void figures_are_the_same_for_one_thread_and_for_two() throws InterruptedException {
    var one = comparison(every(), SEED).run(330, 1, _ -> {});
    var two = comparison(every(), SEED).run(330, 2, _ -> {});
    assertThat(two).isEqualTo(one);
    assertThat(comparison(every(), SEED + 1).run(330, 1, _ -> {})).isNotEqualTo(one);
  }

  @Test
  void a_method_has_the_same_figures_whatever_it_is_compared_with() throws InterruptedException {
    var all = comparison(every(), SEED).run(100, 1, _ -> {});
    var alone = every();
    alone.keySet().removeIf(name -> !name.equals("method 2"));
    assertThat(comparison(alone, SEED).run(100, 1, _ -> {}))
        .isEqualTo(Map.of("method 2", all.getOrDefault("method 2", all.firstEntry().getValue())));
  }

  @Test
  void progress_counts_up_to_all_runs() throws InterruptedException {
    var told = new ArrayList<Integer>();
    comparison(every(), SEED).run(120, 2, told::add);
    assertThat(told).isSorted().hasSize(3).endsWith(120);
  }

  @Test
  void what_cannot_be_compared_is_refused() {
    assertThatThrownBy(() -> new Comparison(CLINICS, 1, every(), Optional.empty(), SEED))
        .hasMessageContaining("participants");
    var mixed = named(new ByCounts(new SimpleDesign(PAIR), false));
    mixed.put("other", new ByCounts(new SimpleDesign(UNEQUAL), false));
    assertThatThrownBy(() -> new Comparison(CLINICS, 9, mixed, Optional.empty(), SEED))
        .hasMessageContaining("one ratio");
    assertThatThrownBy(() -> comparison(every(), SEED).run(0, 1, _ -> {}))
        .hasMessageContaining("runs");
    assertThatThrownBy(() -> new Intake(List.of())).hasMessageContaining("kinds of people");
    assertThatThrownBy(
            () -> new Intake(List.of(new Kind(0, List.of(), 1), new Kind(0, List.of(), 2))))
        .hasMessageContaining("fit together");
    assertThatThrownBy(() -> new Contrast(1, 1, List.of(1, 1), 1, (_, _) -> 0))
        .hasMessageContaining("two arms");
  }
}
