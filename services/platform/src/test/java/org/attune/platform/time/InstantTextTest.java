package org.attune.platform.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InstantTextTest {
  private static final long SEED = 20261201;
  private static final int EXAMPLES = 20_000;
  private static final String CHARACTERS = "0123456789-:.TZtz+ ,x٣";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2027-03-01T09:00:00Z",
        "2027-03-01T09:00:00.5Z",
        "2027-03-01T09:00:00.000000001Z",
        "2028-02-29T23:59:59.999999999Z",
        "0000-01-01T00:00:00Z",
        "2027-03-01T24:00:00Z",
        "2016-12-31T23:59:60Z",
        "2027-03-01t09:00:00z",
        "2027-03-01T09:00:00.Z",
        "2027-03-01T09:00:00+01:00",
        "+12027-03-01T09:00:00Z"
      })
  void reads_what_the_jdk_reads(String text) {
    assertThat(InstantText.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2027-02-29T09:00:00Z",
        "2027-13-01T09:00:00Z",
        "2027-00-01T09:00:00Z",
        "2027-03-01T25:00:00Z",
        "2027-03-01T09:60:00Z",
        "2027-03-01T09:00:61Z",
        "2027-03-01 09:00:00Z",
        "2027-03-01T09:00Z",
        "2027-03-01T09:00:00",
        "2027-03-01T09:00:00Zx",
        "2027-03-01T09:00:00.1234567891Z",
        "2027-03-01T09:00:00,5Z",
        "٢027-03-01T09:00:00Z"
      })
  void refuses_what_the_jdk_refuses(String text) {
    assertThatThrownBy(() -> InstantText.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @Test
  void reads_every_instant_and_judges_every_slip_of_the_pen_as_the_jdk_does() {
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < EXAMPLES; i++) {
      var instant =
          Instant.ofEpochSecond(random.nextLong(-62_000_000_000L, 250_000_000_000L))
              .plusNanos(random.nextInt(3) == 0 ? 0 : random.nextLong(1_000_000_000L));
      var text = new StringBuilder(instant.toString());
      assertThat(InstantText.parse(text)).as("seed %d: %s", SEED, text).isEqualTo(instant);
      char slip = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
      text.setCharAt(random.nextInt(text.length()), slip);
      assertThat(read(() -> InstantText.parse(text)))
          .as("seed %d: %s", SEED, text)
          .isEqualTo(read(() -> Instant.parse(text)));
    }
  }

  private static Optional<Instant> read(Supplier<Instant> reading) {
    try {
      return Optional.of(reading.get());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
