package org.attune.protocol.bundle;

/**
 * Where something stands in a bundle.
 *
 * @param file name in the bundle, for example {@code instruments/phq9.yaml}
 * @param line from 1
 * @param column in code points, from 1
 */
public record Place(String file, int line, int column) {
  /** The first character of {@code file}. */
  public static Place top(String file) {
    return new Place(file, 1, 1);
  }

  /** The place {@code columns} further right in the same line. */
  public Place right(int columns) {
    return new Place(file, line, column + columns);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
