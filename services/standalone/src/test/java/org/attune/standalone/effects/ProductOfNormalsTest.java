package org.attune.standalone.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProductOfNormalsTest {
  @Test
  void of_two_standard_normals_it_is_symmetric_with_the_known_limit() {
    // The density is K0(|x|)/π; its upper 2.5 % begin at 2.18, as tables of the product have it.
    var product = new ProductOfNormals(0, 1, 0, 1);
    assertThat(product.quantile(0.975)).isCloseTo(2.18, offset(0.005));
    assertThat(product.quantile(0.025)).isCloseTo(-product.quantile(0.975), offset(1e-4));
    assertThat(product.probability(0)).isCloseTo(0.5, offset(1e-6));
  }

  @Test
  void beside_an_all_but_constant_factor_it_is_normal() {
    var product = new ProductOfNormals(-3, 2, 10, 1e-4);
    assertThat(product.quantile(0.975)).isCloseTo(10 * (-3 + 1.959964 * 2), offset(0.001));
    assertThat(product.quantile(0.025)).isCloseTo(10 * (-3 - 1.959964 * 2), offset(0.001));
  }

  @Test
  void the_order_of_the_factors_does_not_matter() {
    var one = new ProductOfNormals(0.6, 0.12, -8, 1.7);
    var other = new ProductOfNormals(-8, 1.7, 0.6, 0.12);
    assertThat(one.quantile(0.025)).isCloseTo(other.quantile(0.025), offset(1e-6));
  }

  @Test
  void its_quantiles_are_those_of_draws() {
    long seed = 20040111;
    var random = new Random(seed);
    for (var means : new double[][] {{0.6, -8}, {0.0, -0.5}, {0.3, 0.2}}) {
      var product = new ProductOfNormals(means[0], 0.12, means[1], 1.7);
      var draws = new double[200_000];
      for (int i = 0; i < draws.length; i++) {
        draws[i] =
            (means[0] + 0.12 * random.nextGaussian()) * (means[1] + 1.7 * random.nextGaussian());
      }
      for (double p : new double[] {0.025, 0.5, 0.975}) {
        double limit = product.quantile(p);
        long below = Arrays.stream(draws).filter(d -> d <= limit).count();
        assertThat((double) below / draws.length)
            .as("seed %d, means %s, p %s", seed, Arrays.toString(means), p)
            .isCloseTo(p, offset(0.002));
      }
    }
  }
}
