package org.attune.protocol.schedule;

import java.math.BigInteger;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The sets of times of which each lies in a part of its own, at the resolution of a minute.
 *
 * <p>How many ways there are to place the times from the k-th on, none before a minute, is counted
 * from the last time to the first; a number below the count of all sets then names one of them, so
 * each has the same probability.
 *
 * @param parts where each time may lie, as minutes of the day; as many as times, their first
 *     minutes never descending, nor their last
 * @param apart least distance between two, in minutes; at least 1
 * @param taken minutes at which no time may lie
 */
record SpacedTimes(List<Part> parts, int apart, BitSet taken) {
  /**
   * @param first first minute of the day, inclusive
   * @param last last minute of the day, inclusive; before {@code first} if there is none
   */
  record Part(int first, int last) {}

  private static final int SECONDS_PER_MINUTE = 60;

  /** So many parts of one stretch, as equal as whole minutes allow. */
  static List<Part> equalParts(int first, int last, int count) {
    int minutes = Math.max(0, last - first + 1);
    var parts = new ArrayList<Part>(count);
    for (int part = 0; part < count; part++) {
      parts.add(
          new Part(
              first + Math.floorDiv(part * minutes, count),
              first + Math.floorDiv((part + 1) * minutes, count) - 1));
    }
    return parts;
  }

  /**
   * Minutes closer to {@code times} than {@code distance}.
   *
   * @param distance in minutes
   */
  static BitSet around(List<LocalTime> times, int distance) {
    var taken = new BitSet();
    for (var time : times) {
      int minute = time.toSecondOfDay() / SECONDS_PER_MINUTE;
      taken.set(Math.max(0, minute - distance + 1), minute + distance);
    }
    return taken;
  }

  /** True if there is at least one set: each time as early as it can be. */
  boolean exists() {
    int earliest = 0;
    for (var part : parts) {
      int minute = taken.nextClearBit(Math.max(earliest, part.first()));
      if (minute > part.last()) return false;
      earliest = minute + apart;
    }
    return !parts.isEmpty();
  }

  /**
   * Draws one set, each with the same probability.
   *
   * @return local times, ascending, one for each part; empty if there is no set
   */
  List<LocalTime> draw(Draws draws) {
    var ways = ways();
    if (ways.all().signum() == 0) return List.of();
    var number = draws.below(ways.all());
    var times = new ArrayList<LocalTime>(parts.size());
    int earliest = parts.getFirst().first();
    for (int k = 0; k < parts.size(); k++) {
      int minute = Math.max(earliest, parts.get(k).first());
      while (number.compareTo(ways.from(k, minute + 1)) < 0) minute++;
      number = number.subtract(ways.from(k, minute + 1));
      times.add(LocalTime.ofSecondOfDay((long) minute * SECONDS_PER_MINUTE));
      earliest = minute + apart;
    }
    return times;
  }

  /**
   * How many sets there are.
   *
   * @param counts of the k-th time and each minute of its part: the ways to place it and those
   *     after it, none before that minute
   */
  private record Ways(List<Part> parts, List<BigInteger[]> counts) {
    BigInteger all() {
      return from(0, parts.getFirst().first());
    }

    BigInteger from(int k, int minute) {
      if (k == parts.size()) return BigInteger.ONE;
      var part = parts.get(k);
      if (minute > part.last()) return BigInteger.ZERO;
      return counts.get(k)[Math.max(minute, part.first()) - part.first()];
    }
  }

  private Ways ways() {
    var counts = new ArrayList<BigInteger[]>();
    for (var part : parts) counts.add(new BigInteger[Math.max(0, part.last() - part.first() + 1)]);
    var ways = new Ways(parts, counts);
    for (int k = parts.size() - 1; k >= 0; k--) {
      var part = parts.get(k);
      for (int minute = part.last(); minute >= part.first(); minute--) {
        var later = ways.from(k, minute + 1);
        counts.get(k)[minute - part.first()] =
            taken.get(minute) ? later : later.add(ways.from(k + 1, minute + apart));
      }
    }
    return ways;
  }
}
