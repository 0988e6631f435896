package org.attune.standalone.compare;

import java.util.ArrayList;
import java.util.List;

/** Finds places for labels beside their points, where they cover neither points nor each other. */
final class Labels {
  /** Pixels from a point to its label. */
  private static final double GAP = 11;

  private static final double HEIGHT = 16;

  /** Pixels of a letter of the picture's font, or a little more. */
  private static final double LETTER = 7.2;

  /** Rows above and below that are tried. */
  private static final int ROWS = 6;

  /**
   * A place.
   *
   * @param x where the text begins or, at the end, ends
   * @param y of its base line
   * @param atEnd whether the text ends at {@code x}
   */
  record Place(double x, double y, boolean atEnd) {}

  private record Box(double left, double top, double right, double bottom) {
    boolean meets(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }

    boolean isWithin(Box other) {
      return left >= other.left
          && right <= other.right
          && top >= other.top
          && bottom <= other.bottom;
    }
  }

  private final Box frame;
  private final List<Box> taken = new ArrayList<>();

  Labels(double left, double top, double right, double bottom) {
    frame = new Box(left, top, right, bottom);
  }

  /** A point that no label may cover. */
  void keepFree(double x, double y) {
    taken.add(new Box(x - GAP + 3, y - GAP + 3, x + GAP - 3, y + GAP - 3));
  }

  /** A level line from side to side that no label may cross. */
  void keepFree(double y) {
    taken.add(new Box(frame.left(), y - 2, frame.right(), y + 2));
  }

  /** The nearest free place of a text, the right side first; that side if there is none. */
  Place place(String text, double x, double y) {
    double width = text.length() * LETTER;
    for (int row = 0; row <= ROWS; row++) {
      for (int side : row == 0 ? new int[] {0} : new int[] {-row, row}) {
        double middle = y + side * HEIGHT * 0.75;
        for (boolean atEnd : new boolean[] {false, true}) {
          double left = atEnd ? x - GAP - width : x + GAP;
          var box = new Box(left, middle - HEIGHT / 2, left + width, middle + HEIGHT / 2);
          if (!box.isWithin(frame) || taken.stream().anyMatch(box::meets)) continue;
          taken.add(box);
          return new Place(atEnd ? x - GAP : x + GAP, middle + HEIGHT / 4, atEnd);
        }
      }
    }
    return new Place(x + GAP, y + HEIGHT / 4, false);
  }
}
