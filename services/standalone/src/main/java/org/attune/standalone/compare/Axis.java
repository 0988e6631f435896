package org.attune.standalone.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One axis of a picture, from one round number to another.
 *
 * @param decimals digits after the point that its numbers need
 * @param from pixels at {@code low}
 * @param to pixels at {@code high}
 */
record Axis(double low, double high, double step, int decimals, double from, double to) {
  /** About so many numbers stand on an axis. */
  private static final int STEPS = 5;

  /**
   * The axis that shows these values, with a margin where they come near its ends.
   *
   * @param least smallest value, finite
   * @param most greatest value, finite
   */
  static Axis around(double least, double most, double from, double to) {
    double wide = Math.max(most - least, Math.max(1e-6, Math.abs(most) * 1e-3));
    int power = (int) Math.floor(Math.log10(wide / STEPS));
    double unit = Math.pow(10, power);
    double step = unit;
    for (int times : new int[] {1, 2, 5, 10}) {
      step = unit * times;
      if (step * STEPS >= wide) break;
    }
    double margin = step / 4;
    double low = Math.floor((least - margin) / step) * step;
    double high = Math.ceil((most + margin) / step) * step;
    return new Axis(
        low, high, step, Math.max(0, step >= 10 * unit ? -power - 1 : -power), from, to);
  }

  /** The same axis, begun at another value. */
  Axis from(double value) {
    return new Axis(value, high, step, decimals, from, to);
  }

  /** Where a value stands, pixels. */
  double at(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  /** The numbers that stand on it. */
  List<Double> ticks() {
    var ticks = new ArrayList<Double>();
    long count = Math.round((high - low) / step);
    for (int i = 0; i <= count; i++) ticks.add(low + i * step);
    return ticks;
  }

  /** A number as it is written on it. */
  String text(double tick) {
    return String.format(Locale.ROOT, "%." + decimals + "f", tick + 0.0);
  }
}
