package org.attune.standalone.command;

import java.io.PrintStream;
import org.attune.standalone.rehearsal.RehearsalDay;

/** Shows on standard error how far a rehearsal has come. */
final class ProgressBar {
  private static final int PLAIN_EVERY_DAYS = 28;

  private final StatusLine line;
  private int nextDay = 1;

  /**
   * @param overwrites true on a terminal; otherwise one line every four virtual weeks or more
   */
  ProgressBar(PrintStream out, boolean overwrites) {
    line = new StatusLine(out, overwrites);
  }

  void show(RehearsalDay day) {
    if (!line.overwrites() && day.day() < nextDay) return;
    line.write(text(day));
    nextDay = day.day() + PLAIN_EVERY_DAYS;
  }

  void end() {
    line.end();
  }

  private static String text(RehearsalDay day) {
    var people = new StringBuilder();
    day.people()
        .forEach((state, count) -> people.append("  ").append(state).append(' ').append(count));
    return "%s %s  day %d of %d  %d/%d  %,d events%s"
        .formatted(
            StatusLine.bar(day.day(), day.ofDays()),
            day.date(),
            day.day(),
            Math.max(1, day.ofDays()),
            day.counted(),
            day.target(),
            day.events(),
            people);
  }
}
