package org.attune.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Optional;
import org.attune.standalone.effects.ScoreAt;
import org.junit.jupiter.api.Test;

class RecoveredTest {
  private static final PlantedNumber NUMBER =
      new PlantedNumber(
          new ScoreAt("post", "dass21_total"), Optional.empty(), "abct", "tau", -13.2, 0.5);

  private static Recovered recovered(double mean, double covered) {
    return new Recovered(NUMBER, 1000, 1000, mean, 1.9, 1.9, covered);
  }

  @Test
  void a_mean_beyond_the_tolerance_is_named() {
    assertThat(recovered(-12.71, 0.95).wanting()).isEmpty();
    assertThat(recovered(-12.69, 0.95).wanting())
        .hasValue(
            "dass21_total at post, abct - tau: the mean estimate -12.690 is not within 0.500 of"
                + " the planted -13.200.");
  }

  @Test
  void intervals_that_are_too_short_or_too_long_are_named() {
    assertThat(recovered(-13.2, 0.93).wanting()).isEmpty();
    assertThat(recovered(-13.2, 0.97).wanting()).isEmpty();
    assertThat(recovered(-13.2, 0.929).wanting().orElseThrow()).contains("92.9 %");
    assertThat(recovered(-13.2, 0.971).wanting().orElseThrow()).contains("97.1 %");
  }

  @Test
  void trials_without_an_estimate_are_named() {
    assertThat(new Tally(NUMBER).recovered(3).wanting().orElseThrow()).contains("0 of 3 trials");
  }

  @Test
  void estimates_are_added_up() {
    var tally = new Tally(NUMBER);
    tally.add(-12, 1, -14, -10);
    tally.add(-16, 2, -20, -14);
    tally.add(-14, 3, -20, -8);
    var recovered = tally.recovered(3);
    assertThat(recovered.mean()).isCloseTo(-14, offset(1e-12));
    assertThat(recovered.bias()).isCloseTo(-0.8, offset(1e-12));
    assertThat(recovered.sd()).isCloseTo(2, offset(1e-12));
    assertThat(recovered.meanError()).isCloseTo(2, offset(1e-12));
    assertThat(recovered.covered()).isCloseTo(2.0 / 3, offset(1e-12));
    assertThat(recovered.coveredError()).isCloseTo(Math.sqrt(2.0 / 27), offset(1e-12));
  }
}
