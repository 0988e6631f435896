package org.attune.protocol.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import org.attune.protocol.model.EmaPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws from windows so small that all their sets can be listed. */
class RandomTimesTest {
  private static final byte[] SECRET =
      "a secret for tests, of no value".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @CsvSource({
    "10, 1, 1",
    "10, 2, 3",
    "10, 3, 2",
    "12, 3, 4",
    "9, 4, 2",
    "12, 4, 3",
    "7, 3, 1",
    "9, 3, 4"
  })
  void every_set_that_keeps_apart_is_equally_likely(int minutes, int count, int apart) {
    var times = new RandomTimes(600, 600 + minutes - 1, count, apart);
    var sets = sets(600, 600 + minutes - 1, count, apart);
    int drawsPerSet = 400;
    var drawn = new TreeMap<String, Integer>();
    for (int n = 0; n < drawsPerSet * sets.size(); n++) {
      var set = times.draw(new Draws(SECRET, ("day " + n).getBytes(StandardCharsets.UTF_8)));
      drawn.merge(set.toString(), 1, Integer::sum);
    }
    assertThat(drawn).hasSameSizeAs(sets).containsOnlyKeys(sets);
    double chiSquare = 0;
    for (int observed : drawn.values()) {
      chiSquare += Math.pow(observed - drawsPerSet, 2) / drawsPerSet;
    }
    // Mean df, variance 2 df: four standard deviations above, and a fixed seed.
    double degrees = sets.size() - 1;
    assertThat(chiSquare).isLessThanOrEqualTo(degrees + 4 * Math.sqrt(2 * degrees));
  }

  @Test
  void words_that_would_favour_small_numbers_are_thrown_away() {
    // Folded by modulo, the lowest third of this bound would come up 37.5 % of the time.
    int bound = (1 << 30) + (1 << 29);
    var draws = new Draws(SECRET, "bias".getBytes(StandardCharsets.UTF_8));
    int low = 0;
    for (int n = 0; n < 30_000; n++) if (draws.below(bound) < bound / 3) low++;
    assertThat(low).isBetween(9_700, 10_300);
  }

  @Test
  void the_same_secret_and_identity_draw_the_same_for_ever() {
    // Computed apart from this code. Another value moves every planned prompt of running studies.
    var times = new RandomTimes(540, 1260, 5, 90);
    assertThat(times.draw(new Draws(new byte[32], "day".getBytes(StandardCharsets.UTF_8))))
        .extracting(LocalTime::toString)
        .containsExactly("09:10", "11:24", "14:11", "16:09", "20:08");
  }

  @Test
  void a_window_holds_exactly_what_fits() {
    assertThat(window("09:00", "15:00", 5, "PT90M").fits()).isTrue();
    assertThat(window("09:00", "14:59", 5, "PT90M").fits()).isFalse();
    assertThat(window("09:00", "15:00", 5, "PT90M").draw(new Draws(SECRET, new byte[] {1})))
        .extracting(LocalTime::toString)
        .containsExactly("09:00", "10:30", "12:00", "13:30", "15:00");
  }

  @Test
  void a_window_that_holds_none_draws_none() {
    var times = new RandomTimes(600, 609, 3, 6);
    assertThat(times.fits()).isFalse();
    assertThatThrownBy(() -> times.draw(new Draws(SECRET, new byte[] {1})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 times 6 minutes apart do not fit into minutes 600 to 609");
  }

  @Test
  void seconds_never_widen_the_window_nor_shrink_the_distance() {
    assertThat(window("09:00:01", "09:05:59", 2, "PT61S"))
        .isEqualTo(new RandomTimes(541, 545, 2, 2));
  }

  private static RandomTimes window(String between, String and, int count, String apart) {
    return RandomTimes.of(
        new EmaPlan.Random(
            count, LocalTime.parse(between), LocalTime.parse(and), Duration.parse(apart)),
        PromptHours.ALL_DAY);
  }

  /** All sets, by looking at every subset of the minutes. */
  private static Set<String> sets(int first, int last, int count, int apart) {
    var sets = new HashSet<String>();
    int minutes = last - first + 1;
    for (int mask = 0; mask < 1 << minutes; mask++) {
      if (Integer.bitCount(mask) != count) continue;
      var chosen = new ArrayList<LocalTime>();
      int before = -apart;
      boolean keeps = true;
      for (int n = 0; n < minutes; n++) {
        if ((mask >> n & 1) == 0) continue;
        keeps &= n - before >= apart;
        before = n;
        chosen.add(LocalTime.MIN.plusMinutes(first + n));
      }
      if (keeps) sets.add(chosen.toString());
    }
    return sets;
  }
}
