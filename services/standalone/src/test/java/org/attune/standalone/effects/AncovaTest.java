package org.attune.standalone.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;

/** Two groups, 1 2 3 and 4 6 8 10, worked by hand. */
class AncovaTest {
  private static final double[] OUTCOMES = {1, 2, 3, 4, 6, 8, 10};
  private static final double[][] DESIGN = {{1, 0}, {1, 0}, {1, 0}, {1, 1}, {1, 1}, {1, 1}, {1, 1}};

  @Test
  void the_difference_and_its_hc3_error_are_those_of_the_hand() {
    // Leverages 1/3 and 1/4; scaled residuals 1.5 0 1.5 and 4 4/3 4/3 4; variances 4.5/9 and
    // (320/9)/16; their sum 49/18; t(5, 0.975) = 2.570582.
    var estimate = Ancova.fit(OUTCOMES, DESIGN).orElseThrow().combination(new double[] {0, 1});
    assertThat(estimate.orElseThrow().value()).isCloseTo(5, offset(1e-12));
    assertThat(estimate.get().standardError()).isCloseTo(Math.sqrt(49.0 / 18), offset(1e-12));
    assertThat(estimate.get().degreesOfFreedom()).isEqualTo(5);
    assertThat(estimate.get().high()).isCloseTo(5 + 2.570582 * Math.sqrt(49.0 / 18), offset(1e-5));
  }

  @Test
  void a_column_that_others_determine_is_left_out() {
    var twice = new double[OUTCOMES.length][];
    for (int i = 0; i < twice.length; i++) twice[i] = new double[] {1, DESIGN[i][1], 3, 0};
    var fit = Ancova.fit(OUTCOMES, twice).orElseThrow();
    assertThat(fit.combination(new double[] {0, 1, 0, 0}).orElseThrow().value())
        .isCloseTo(5, offset(1e-12));
    assertThat(fit.combination(new double[] {0, 0, 0, 1})).isEmpty();
  }

  @Test
  void too_few_people_give_no_estimate() {
    assertThat(Ancova.fit(new double[] {1, 2}, new double[][] {{1, 0}, {1, 1}})).isEmpty();
    assertThat(Ancova.fit(new double[0], new double[0][])).isEmpty();
  }

  @Test
  void whoever_alone_determines_a_coefficient_is_left_out_with_it() {
    var outcomes = new double[] {1, 2, 3, 4, 6, 8, 10, 99};
    var design = new double[8][];
    for (int i = 0; i < 7; i++) design[i] = new double[] {1, DESIGN[i][1], 0};
    design[7] = new double[] {1, 0, 1}; // the only one in a stratum
    var fit = Ancova.fit(outcomes, design).orElseThrow();
    assertThat(fit.combination(new double[] {0, 0, 1})).isEmpty();
    var estimate = fit.combination(new double[] {0, 1, 0}).orElseThrow();
    assertThat(estimate.people()).isEqualTo(7);
    assertThat(estimate.standardError()).isCloseTo(Math.sqrt(49.0 / 18), offset(1e-12));
  }
}
