package org.attune.standalone.compare;

import java.util.Locale;

/** Shapes of points that differ without colour. */
enum Marker {
  CIRCLE("M -6 0 A 6 6 0 1 0 6 0 A 6 6 0 1 0 -6 0 Z"),
  SQUARE("M -5.5 -5.5 H 5.5 V 5.5 H -5.5 Z"),
  DIAMOND("M 0 -7.5 L 7.5 0 L 0 7.5 L -7.5 0 Z"),
  UPWARD("M 0 -7 L 7 5.5 H -7 Z"),
  DOWNWARD("M 0 7 L 7 -5.5 H -7 Z"),
  CROSS("M -2.2 -6.5 H 2.2 V -2.2 H 6.5 V 2.2 H 2.2 V 6.5 H -2.2 V 2.2 H -6.5 V -2.2 H -2.2 Z"),
  HEXAGON("M -3.5 -6 H 3.5 L 7 0 L 3.5 6 H -3.5 L -7 0 Z"),
  BAR("M -7 -3 H 7 V 3 H -7 Z");

  private final String path;

  Marker(String path) {
    this.path = path;
  }

  /** The shape of a row of the table; after the last the first comes again. */
  static Marker of(int row) {
    return values()[row % values().length];
  }

  /** The shape at a place, pixels. */
  String drawn(double x, double y, boolean filled) {
    return String.format(
        Locale.ROOT,
        "<path class=\"%s\" transform=\"translate(%.1f %.1f)\" d=\"%s\"/>%n",
        filled ? "own" : "other",
        x,
        y,
        path);
  }
}
