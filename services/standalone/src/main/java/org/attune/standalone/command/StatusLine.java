package org.attune.standalone.command;

import java.io.PrintStream;

/** One line of a terminal that is written over; elsewhere one line after another. */
final class StatusLine {
  private static final int WIDTH = 24;

  private final PrintStream out;
  private final boolean overwrites;
  private int lastLength;

  /**
   * @param overwrites true on a terminal
   */
  StatusLine(PrintStream out, boolean overwrites) {
    this.out = out;
    this.overwrites = overwrites;
  }

  boolean overwrites() {
    return overwrites;
  }

  void write(String line) {
    if (!overwrites) {
      out.println(line);
      return;
    }
    out.print("\r" + line + " ".repeat(Math.max(0, lastLength - line.length())));
    out.flush();
    lastLength = line.length();
  }

  /** What comes next stands on a line of its own. */
  void end() {
    if (overwrites) out.println();
  }

  /** A bar, filled as far as the work has come. */
  static String bar(long done, long all) {
    int filled = (int) Math.min(WIDTH, WIDTH * done / Math.max(1, all));
    return "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "]";
  }
}
