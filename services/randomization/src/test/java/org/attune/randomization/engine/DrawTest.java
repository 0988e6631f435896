package org.attune.randomization.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How bytes become outcomes: equal intervals of 2^256, the rest rejected. */
class DrawTest {
  private static final BigInteger SPACE = BigInteger.ONE.shiftLeft(256);

  @Test
  void the_last_bytes_of_an_interval_and_the_first_of_the_next_fall_apart() {
    var interval = SPACE.divide(BigInteger.valueOf(3));
    for (int outcome = 0; outcome < 3; outcome++) {
      var first = interval.multiply(BigInteger.valueOf(outcome));
      var last = first.add(interval).subtract(BigInteger.ONE);
      assertThat(Draw.uniform(_ -> bytes(first), 3).outcome()).isEqualTo(outcome);
      assertThat(Draw.uniform(_ -> bytes(last), 3).outcome()).isEqualTo(outcome);
    }
  }

  @Test
  void what_lies_behind_the_last_interval_is_drawn_again() {
    var behind = bytes(SPACE.subtract(BigInteger.ONE));
    var draw = Draw.uniform(attempt -> attempt < 2 ? behind : new byte[32], 3);
    assertThat(draw.outcome()).isZero();
    assertThat(draw.attempt()).isEqualTo(2);
  }

  @Test
  void a_power_of_two_rejects_nothing() {
    assertThat(Draw.uniform(_ -> bytes(SPACE.subtract(BigInteger.ONE)), 4).outcome()).isEqualTo(3);
  }

  @Test
  void purposes_strata_indexes_and_attempts_draw_apart() {
    var seed = Lists.counting();
    var draw = Draw.of(seed, Draw.ALLOCATION, "a", 0, 1 << 20);
    assertThat(draw.bytes()).isEqualTo(Draw.of(seed, Draw.ALLOCATION, "a", 0, 7).bytes());
    assertThat(draw.bytes()).isNotEqualTo(Draw.of(seed, Draw.BLOCK_SIZE, "a", 0, 7).bytes());
    assertThat(draw.bytes()).isNotEqualTo(Draw.of(seed, Draw.ALLOCATION, "b", 0, 7).bytes());
    assertThat(draw.bytes()).isNotEqualTo(Draw.of(seed, Draw.ALLOCATION, "a", 1, 7).bytes());
  }

  @Test
  void a_broken_source_is_no_excuse_for_an_endless_loop() {
    var behind = new byte[32];
    Arrays.fill(behind, (byte) 0xFF);
    assertThatThrownBy(() -> Draw.uniform(_ -> behind, 3))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Draw.of(new byte[16], Draw.ALLOCATION, "", 0, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] bytes(BigInteger number) {
    var bytes = new byte[32];
    var raw = number.toByteArray();
    int from = Math.max(0, raw.length - 32);
    System.arraycopy(raw, from, bytes, 32 - (raw.length - from), raw.length - from);
    return bytes;
  }
}
