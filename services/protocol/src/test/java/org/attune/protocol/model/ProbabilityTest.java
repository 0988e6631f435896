package org.attune.protocol.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Probabilities are compared as they are written, without rounding. */
class ProbabilityTest {
  private static int sign(String text, long part, long whole) {
    return Integer.signum(Probability.parse(text).orElseThrow().compareTo(part, whole));
  }

  @ParameterizedTest
  @CsvSource({
    "2/3, 2, 3, 0",
    "4/6, 2, 3, 0",
    "0.8, 4, 5, 0",
    "0.80, 4, 5, 0",
    "1, 1, 1, 0",
    "0, 0, 7, 0",
    "0.333333333333333333, 1, 3, -1",
    "0.333333333333333334, 1, 3, 1",
    "0.999999999999999999, 1, 1, -1",
    "999999999/999999998, 1, 1, 1"
  })
  void it_is_below_at_or_above_a_fraction(String text, long part, long whole, int sign) {
    assertThat(sign(text, part, whole)).isEqualTo(sign);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1/0",
        "1/",
        "/2",
        "-1",
        "+1",
        "1.",
        ".5",
        "1,5",
        "1e-1",
        "1/2/3",
        " 1",
        "0x1",
        "50%",
        "1/02",
        "1234567890",
        "0.1234567890123456789"
      })
  void what_is_written_otherwise_is_none(String text) {
    assertThat(Probability.parse(text)).isEmpty();
  }

  @Test
  void it_keeps_what_was_written() {
    assertThat(Probability.parse("4/6").orElseThrow().toString())
        .isEqualTo("Probability[numerator=4, denominator=6]");
  }
}
