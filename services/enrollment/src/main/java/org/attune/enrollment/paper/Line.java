package org.attune.enrollment.paper;

import java.util.List;

/** One line, its letters in the order in which they are read. */
record Line(List<Letter> letters) {
  /**
   * A letter at its place.
   *
   * @param x from the left edge of the column, in thousandths of the size of the letters
   * @param rise above the line, likewise; below it if negative
   * @param width by which drawing it moves on, likewise
   */
  record Letter(int codePoint, int x, int rise, int width) {}

  Line {
    letters = List.copyOf(letters);
  }
}
