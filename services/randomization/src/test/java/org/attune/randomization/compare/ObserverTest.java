package org.attune.randomization.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.randomization.compare.Intake.Kind;
import org.attune.randomization.design.Ratio;
import org.junit.jupiter.api.Test;

/** One trial of a handful of people, followed by hand. Two sites, each a stratum of its own. */
class ObserverTest {
  private static final Intake TWO_SITES =
      new Intake(List.of(new Kind(0, List.of(0), 1), new Kind(1, List.of(1), 1)));

  private static Figures watched(
      Ratio ratio, Optional<Contrast> contrast, int[] kinds, int[] arms, int[] fates) {
    var observer = new Observer(TWO_SITES, ratio, contrast);
    observer.begin();
    for (int i = 0; i < kinds.length; i++) observer.see(kinds[i], arms[i], fates[i]);
    var tallies = Tallies.empty();
    observer.tell(tallies);
    return tallies.figures(contrast.isPresent());
  }

  /**
   * Guesses of the first site: a tie, then wrong, then right, of the second: a tie, then wrong. The
   * study stands 1:0, 2:0, 2:1, 2:2, 2:3.
   */
  @Test
  void a_guesser_sees_the_allocations_of_one_site_only() {
    var figures =
        watched(
            Ratio.parse("1:1"),
            Optional.empty(),
            new int[] {0, 0, 1, 0, 1},
            new int[] {0, 0, 1, 1, 1},
            new int[5]);
    assertThat(figures.guesses().mean()).isCloseTo((0.5 + 0 + 0.5 + 1 + 0) / 5, within(1e-12));
    assertThat(figures.finalImbalance().mean()).isEqualTo(1);
    assertThat(figures.greatestImbalance().mean()).isEqualTo(2);
    assertThat(figures.meanInStrata().mean()).isEqualTo((1 + 2) / 2.0);
    assertThat(figures.greatestInStrata().mean()).isEqualTo(2);
  }

  /** In 2:1:1 four, one and one stand at 2, 1 and 1: the fullest is ahead by one. */
  @Test
  void counts_are_compared_by_their_part_of_the_ratio() {
    var figures =
        watched(
            Ratio.parse("2:1:1"),
            Optional.empty(),
            new int[6],
            new int[] {0, 1, 2, 0, 0, 0},
            new int[6]);
    // Three tie, two tie, one is least, one is least, three tie, two others are least.
    assertThat(figures.guesses().mean())
        .isCloseTo((1 / 3.0 + 1 / 2.0 + 1 + 1 + 1 / 3.0 + 0) / 6, within(1e-12));
    assertThat(figures.finalImbalance().mean()).isEqualTo(1);
  }

  @Test
  void a_test_gets_the_information_of_whose_outcome_is_known() {
    var asked = new ArrayList<Double>();
    Contrast.Power power =
        (information, degreesOfFreedom) -> {
          asked.add(information);
          asked.add((double) degreesOfFreedom);
          return 0.5;
        };
    var contrast = new Contrast(0, 1, List.of(9, 10), 10, power);
    var figures =
        watched(
            Ratio.parse("1:1"),
            Optional.of(contrast),
            new int[] {0, 0, 0, 0, 1, 1, 1},
            new int[] {0, 0, 0, 1, 0, 1, 1},
            new int[] {0, 8, 9, 9, 3, 4, 5});
    // First stratum 2 and 1 (the third is lost), second 1 and 2.
    assertThat(asked).containsExactly(2 / 3.0 + 2 / 3.0, 6.0 - 2 - 1);
    assertThat(figures.power()).contains(new Estimate(0.5, 0));
  }

  @Test
  void nothing_is_found_where_nobody_can_be_compared() {
    var contrast = new Contrast(0, 1, List.of(1, 1), 1, (_, _) -> 1);
    var apart =
        watched(
            Ratio.parse("1:1"),
            Optional.of(contrast),
            new int[] {0, 0, 1, 1},
            new int[] {0, 0, 1, 1},
            new int[4]);
    assertThat(apart.power()).contains(new Estimate(0, 0));
  }
}
