package org.attune.protocol.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.attune.protocol.schedule.SpacedTimes.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sets of times in parts of the day, against all of them listed. */
class SpacedTimesTest {
  private static final byte[] SECRET =
      "a secret for tests, of no value".getBytes(StandardCharsets.UTF_8);

  private static Draws draws(String identity) {
    return new Draws(SECRET, identity.getBytes(StandardCharsets.UTF_8));
  }

  private static BitSet minutes(int... taken) {
    var set = new BitSet();
    for (int minute : taken) set.set(minute);
    return set;
  }

  @ParameterizedTest
  @CsvSource({"12, 3, 1", "12, 3, 3", "12, 3, 5", "9, 2, 4", "11, 4, 2", "6, 1, 1"})
  void every_set_with_one_time_in_each_part_is_equally_likely(int minutes, int count, int apart) {
    var parts = SpacedTimes.equalParts(600, 600 + minutes - 1, count);
    checkUniform(new SpacedTimes(parts, apart, minutes()));
  }

  @Test
  void minutes_that_are_taken_are_never_drawn_and_the_other_sets_stay_equally_likely() {
    var anywhere = Collections.nCopies(2, new Part(600, 609));
    checkUniform(new SpacedTimes(anywhere, 3, minutes(601, 602, 607)));
    checkUniform(new SpacedTimes(SpacedTimes.equalParts(600, 609, 2), 2, minutes(604, 605)));
  }

  private static void checkUniform(SpacedTimes times) {
    var sets = sets(times, 0, -times.apart());
    assertThat(sets).isNotEmpty();
    int drawsPerSet = 300;
    var drawn = new TreeMap<String, Integer>();
    for (int n = 0; n < drawsPerSet * sets.size(); n++) {
      drawn.merge(times.draw(draws("day " + n)).toString(), 1, Integer::sum);
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

  /** All sets of the times from the k-th on, by trying every minute. */
  private static Set<String> sets(SpacedTimes times, int k, int before) {
    var sets = new HashSet<String>();
    list(times, k, before, List.of(), sets);
    return sets;
  }

  private static void list(
      SpacedTimes times, int k, int before, List<LocalTime> chosen, Set<String> sets) {
    if (k == times.parts().size()) {
      sets.add(chosen.toString());
      return;
    }
    var part = times.parts().get(k);
    for (int minute = part.first(); minute <= part.last(); minute++) {
      if (minute - before < times.apart() || times.taken().get(minute)) continue;
      var longer = new ArrayList<>(chosen);
      longer.add(LocalTime.MIN.plusMinutes(minute));
      list(times, k + 1, minute, longer, sets);
    }
  }

  @Test
  void parts_are_as_equal_as_whole_minutes_allow_and_leave_nothing_out() {
    assertThat(SpacedTimes.equalParts(540, 1260, 5))
        .containsExactly(
            new Part(540, 683),
            new Part(684, 827),
            new Part(828, 971),
            new Part(972, 1115),
            new Part(1116, 1260));
  }

  @Test
  void where_no_set_is_left_none_is_drawn() {
    var parts = SpacedTimes.equalParts(600, 609, 2);
    assertThat(new SpacedTimes(parts, 10, minutes()).draw(draws("day"))).isEmpty();
    assertThat(new SpacedTimes(parts, 1, minutes(600, 601, 602, 603, 604)).draw(draws("day")))
        .isEmpty();
  }

  @Test
  void the_same_secret_and_identity_draw_the_same_for_ever() {
    // Computed apart from this code. Another value moves every planned prompt of running studies.
    var parts = SpacedTimes.equalParts(540, 1260, 5);
    assertThat(new SpacedTimes(parts, 60, minutes()).draw(new Draws(new byte[32], new byte[] {1})))
        .extracting(LocalTime::toString)
        .containsExactly("09:05", "13:09", "16:11", "18:23", "20:14");
  }

  @Test
  void large_numbers_are_drawn_evenly_and_below_their_bound() {
    var bound = BigInteger.ONE.shiftLeft(64).add(BigInteger.ONE.shiftLeft(63));
    var draws = draws("large");
    int low = 0;
    for (int n = 0; n < 6_000; n++) {
      var number = draws.below(bound);
      assertThat(number).isLessThan(bound).isNotNegative();
      if (number.compareTo(bound.divide(BigInteger.valueOf(3))) < 0) low++;
    }
    assertThat(low).isBetween(1_850, 2_150);
  }
}
