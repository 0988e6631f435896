package org.attune.standalone.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Power of two groups alike, beside that of published tables. */
class ShiftedTTest {
  private static double power(double difference, int perGroup) {
    return new ShiftedT(difference).of(perGroup / 2.0, 2 * perGroup - 2);
  }

  /** Cohen 1988, Statistical Power Analysis, table 2.4.1: people per group for a power of 80 %. */
  @ParameterizedTest
  @CsvSource({"0.2, 393", "0.5, 64", "0.8, 26"})
  void groups_of_the_published_size_find_the_difference_in_four_of_five_trials(
      double difference, int perGroup) {
    assertThat(power(difference, perGroup)).isCloseTo(0.80, within(0.01));
    assertThat(power(-difference, perGroup)).isEqualTo(power(difference, perGroup));
  }

  @Test
  void where_there_is_no_difference_one_trial_of_twenty_finds_one() {
    assertThat(power(0, 26)).isCloseTo(0.05, within(0.001));
    assertThat(power(0, 400)).isCloseTo(0.05, within(0.0001));
  }

  @Test
  void what_cannot_be_overlooked_is_found() {
    assertThat(power(3, 50)).isCloseTo(1, within(1e-9));
  }
}
