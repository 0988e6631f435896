package org.attune.standalone.command;

import java.io.PrintStream;

/** Shows on standard error how many trials have been simulated. */
final class RunsBar {
  private static final int PLAIN_TIMES = 4;

  private final StatusLine line;
  private final int runs;
  private int next = 1;

  /**
   * @param overwrites true on a terminal; otherwise a few lines
   */
  RunsBar(PrintStream out, boolean overwrites, int runs) {
    line = new StatusLine(out, overwrites);
    this.runs = runs;
  }

  void show(int simulated) {
    if (!line.overwrites() && (long) simulated * PLAIN_TIMES < (long) next * runs) return;
    line.write("%s  %,d of %,d trials".formatted(StatusLine.bar(simulated, runs), simulated, runs));
    next = (int) ((long) simulated * PLAIN_TIMES / runs) + 1;
  }

  void end() {
    line.end();
  }
}
