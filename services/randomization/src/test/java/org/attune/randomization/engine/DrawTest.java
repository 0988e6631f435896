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
      assertThat(Draws.uniform(_ -> bytes(first), number(3)).outcome()).isEqualTo(number(outcome));
      assertThat(Draws.uniform(_ -> bytes(last), number(3)).outcome()).isEqualTo(number(outcome));
    }
  }

  @Test
  void what_lies_behind_the_last_interval_is_drawn_again() {
    var behind = bytes(SPACE.subtract(BigInteger.ONE));
    var draw = Draws.uniform(attempt -> attempt < 2 ? behind : new byte[32], number(3));
    assertThat(draw.outcome()).isEqualTo(number(0));
    assertThat(draw.attempt()).isEqualTo(2);
  }

  @Test
  void a_power_of_two_rejects_nothing() {
    assertThat(Draws.uniform(_ -> bytes(SPACE.subtract(BigInteger.ONE)), number(4)).outcome())
        .isEqualTo(number(3));
  }

  @Test
  void purposes_strata_indexes_and_attempts_draw_apart() {
    var seed = Lists.counting();
    var draw = new Draws(seed).of(Draw.ALLOCATION, "a", 0, number(1 << 20));
    assertThat(draw.bytes())
        .isEqualTo(new Draws(seed).of(Draw.ALLOCATION, "a", 0, number(7)).bytes());
    assertThat(draw.bytes())
        .isNotEqualTo(new Draws(seed).of(Draw.BLOCK_SIZE, "a", 0, number(7)).bytes());
    assertThat(draw.bytes())
        .isNotEqualTo(new Draws(seed).of(Draw.ALLOCATION, "b", 0, number(7)).bytes());
    assertThat(draw.bytes())
        .isNotEqualTo(new Draws(seed).of(Draw.ALLOCATION, "a", 1, number(7)).bytes());
  }

  @Test
  void a_broken_source_is_no_excuse_for_an_endless_loop() {
    var behind = new byte[32];
    Arrays.fill(behind, (byte) 0xFF);
    assertThatThrownBy(() -> Draws.uniform(_ -> behind, number(3)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Draws(new byte[16])).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_short_way_is_the_long_one_for_every_number_of_outcomes() {
    var draws = new Draws(Lists.seed(11));
    for (int index = 0; index < 20_000; index++) {
      int outcomes = 1 + index * 107_374;
      var draw = draws.of(Draw.ALLOCATION, "law", index, number(outcomes));
      var whole = new BigInteger(draw.bytes(), 16).divide(SPACE.divide(number(outcomes)));
      assertThat(draw.outcome()).as("%d outcomes at %d", outcomes, index).isEqualTo(whole);
    }
  }

  @Test
  void the_short_way_leaves_what_it_cannot_tell_to_the_long_one() {
    for (int outcomes = 2; outcomes < 200; outcomes++) {
      var interval = SPACE.divide(number(outcomes));
      for (int at = 1; at <= outcomes; at++) {
        var border = interval.multiply(number(at));
        var before = border.subtract(BigInteger.ONE);
        assertThat(Draws.uniform(_ -> bytes(before), number(outcomes)).outcome())
            .isEqualTo(number(at - 1));
      }
    }
  }

  @Test
  void more_outcomes_than_can_be_told_apart_are_refused() {
    assertThatThrownBy(() -> Draws.uniform(_ -> new byte[32], SPACE.shiftRight(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Draws.uniform(_ -> bytes(SPACE.shiftRight(1)), SPACE.shiftRight(2)).outcome())
        .isEqualTo(SPACE.shiftRight(3));
    assertThatThrownBy(() -> Draws.uniform(_ -> new byte[32], number(0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static BigInteger number(int number) {
    return BigInteger.valueOf(number);
  }

  private static byte[] bytes(BigInteger number) {
    var bytes = new byte[32];
    var raw = number.toByteArray();
    int from = Math.max(0, raw.length - 32);
    System.arraycopy(raw, from, bytes, 32 - (raw.length - from), raw.length - from);
    return bytes;
  }
}
