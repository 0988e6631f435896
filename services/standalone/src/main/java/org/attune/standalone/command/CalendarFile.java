package org.attune.standalone.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.attune.protocol.schedule.Slot;

/**
 * Writes prompts as an iCalendar file (RFC 5545): an event each, from its sending to its expiry, an
 * alarm per reminder. Times stand there in UTC, which every calendar shows in its owner's zone. All
 * text is ASCII without characters that need escaping: ids, numbers and names of schedules.
 */
final class CalendarFile {
  /** Octets of a line, RFC 5545 section 3.1; what is longer goes on in the next, after a space. */
  private static final int LINE_OCTETS_MAX = 75;

  private static final String LINE_END = "\r\n";

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final PrintWriter out;

  CalendarFile(PrintWriter out) {
    this.out = out;
  }

  /**
   * @param consent stands for when the calendar was made: the same one has the same bytes
   */
  void write(List<Slot> slots, LocalDate consent) {
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Attune//Schedule//EN");
    var stamp = consent.atStartOfDay(ZoneOffset.UTC).toInstant();
    for (var slot : slots) event(slot, stamp);
    line("END:VCALENDAR");
  }

  private void event(Slot slot, Instant stamp) {
    var name = slot.schedule() + " " + slot.index();
    line("BEGIN:VEVENT");
    line("UID:" + slot.slotId());
    line("DTSTAMP:" + UTC.format(stamp));
    line("DTSTART:" + UTC.format(slot.at()));
    line("DTEND:" + UTC.format(slot.expires()));
    line("SUMMARY:" + name);
    for (var reminder : slot.reminders()) {
      line("BEGIN:VALARM");
      line("ACTION:DISPLAY");
      line("DESCRIPTION:" + name);
      line("TRIGGER:" + Duration.between(slot.at(), reminder));
      line("END:VALARM");
    }
    line("END:VEVENT");
  }

  private void line(String text) {
    int from = 0;
    for (int room = LINE_OCTETS_MAX; text.length() - from > room; room = LINE_OCTETS_MAX - 1) {
      out.write(text.substring(from, from + room) + LINE_END + " ");
      from += room;
    }
    out.write(text.substring(from) + LINE_END);
  }
}
