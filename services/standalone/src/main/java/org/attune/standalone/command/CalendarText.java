package org.attune.standalone.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.Slot;

/**
 * A participant's calendar as text, JSON and iCalendar (RFC 5545).
 *
 * @param anchors local dates by name
 * @param slots earliest first
 */
record CalendarText(
    Protocol protocol, ZoneId zone, Map<String, LocalDate> anchors, List<Slot> slots) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd EEE", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

  /**
   * @param given anchors whose dates were asked for; the others are the earliest
   */
  void print(PrintWriter out, Set<String> given) {
    out.printf("%s version %d in %s%n", protocol.study(), protocol.version(), zone);
    anchors.forEach(
        (name, date) ->
            out.printf(
                "  %s on %s%s%n",
                name,
                date,
                name.equals("consent") || given.contains(name) ? "" : ", the earliest date"));
    for (var plan : protocol.ema()) {
      if (anchors.containsKey(plan.from().after())) continue;
      out.printf(
          "  %s never begins: %s cannot happen on what counts from consent%n",
          plan.id(), plan.from().after());
    }
    var day = LocalDate.MIN;
    for (var slot : slots) {
      if (!slot.localDate().equals(day)) out.println(DAY.format(slot.localDate()));
      day = slot.localDate();
      out.printf(
          "  %s%s  %s %d, open until %s%s%n",
          TIME.format(slot.local()),
          ZoneOffset.ofTotalSeconds(slot.utcOffsetMinutes() * 60),
          slot.schedule(),
          slot.index(),
          clock(slot.expires()),
          reminders(slot));
    }
    out.printf("%d prompts%n", slots.size());
  }

  private String reminders(Slot slot) {
    if (slot.reminders().isEmpty()) return "";
    return ", reminders " + String.join(" ", slot.reminders().stream().map(this::clock).toList());
  }

  private String clock(Instant at) {
    return TIME.format(at.atZone(zone));
  }

  /** The slots, earliest first. */
  JsonArray json() {
    var list = new JsonArray();
    for (var slot : slots) {
      var reminders = new JsonArray();
      slot.reminders().forEach(reminder -> reminders.add(reminder.toString()));
      list.add(
          new JsonObject()
              .put("slotId", slot.slotId().toString())
              .put("schedule", slot.schedule())
              .put("localDate", slot.localDate().toString())
              .put("local", slot.local().toString())
              .put("zone", slot.zone().getId())
              .put("instant", slot.at().toString())
              .put("opens", slot.at().toString())
              .put("expires", slot.expires().toString())
              .put("reminders", reminders)
              .put("index", slot.index()));
    }
    return list;
  }

  /** The slots as a calendar file. */
  void writeIcs(PrintWriter out, LocalDate consent) {
    new CalendarFile(out).write(slots, consent);
  }
}
