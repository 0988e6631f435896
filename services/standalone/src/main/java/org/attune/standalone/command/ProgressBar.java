package org.attune.standalone.command;

import java.io.PrintStream;
import org.attune.standalone.rehearsal.RehearsalDay;

/** Shows on standard error how far a rehearsal has come: one line that is written over. */
final class ProgressBar {
  private static final int WIDTH = 24;
  private static final int PLAIN_EVERY_DAYS = 28;

  private final PrintStream out;
  private final boolean overwrites;
  private int lastLength;
  private int nextDay = 1;

  /**
   * @param overwrites true on a terminal; otherwise one line every four virtual weeks or more
   */
  ProgressBar(PrintStream out, boolean overwrites) {
    this.out = out;
    this.overwrites = overwrites;
  }

  void show(RehearsalDay day) {
    var line = line(day);
    if (overwrites) {
      out.print("\r" + line + " ".repeat(Math.max(0, lastLength - line.length())));
      out.flush();
      lastLength = line.length();
    } else if (day.day() >= nextDay) {
      out.println(line);
      nextDay = day.day() + PLAIN_EVERY_DAYS;
    }
  }

  void end() {
    if (overwrites) out.println();
  }

  private static String line(RehearsalDay day) {
    int all = Math.max(1, day.ofDays());
    int done = Math.min(WIDTH, WIDTH * day.day() / all);
    var people = new StringBuilder();
    day.people()
        .forEach((state, count) -> people.append("  ").append(state).append(' ').append(count));
    return "[%s%s] %s  day %d of %d  %d/%d  %,d events%s"
        .formatted(
            "#".repeat(done),
            ".".repeat(WIDTH - done),
            day.date(),
            day.day(),
            all,
            day.counted(),
            day.target(),
            day.events(),
            people);
  }
}
