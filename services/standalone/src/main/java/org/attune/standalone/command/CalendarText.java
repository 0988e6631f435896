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
import java.util.SequencedMap;
import java.util.Set;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.Slot;

/**
 * A participant's calendar as text, JSON and iCalendar (RFC 5545).
 *
 * @param anchors local dates by name
 * @param slots with the arms that they are shown for, earliest first
 */
record CalendarText(
    Protocol protocol,
    ZoneId zone,
    Map<String, LocalDate> anchors,
    SequencedMap<Slot, List<String>> slots) {
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
    for (var slot : slots.keySet()) {
      if (!slot.localDate().equals(day)) out.println(DAY.format(slot.localDate()));
      day = slot.localDate();
      out.printf(
          "  %s%s  %s %d%s, open until %s%s%n",
          TIME.format(slot.local()),
          ZoneOffset.ofTotalSeconds(slot.utcOffsetMinutes() * 60),
          slot.schedule(),
          slot.index(),
          whose(slot),
          clock(slot.expires()),
          reminders(slot));
    }
    out.printf("%d prompts%n", slots.size());
  }

  /** Arms that alone get a slot; empty if everybody gets it. */
  private List<String> arms(Slot slot) {
    boolean some = protocol.ema(slot.schedule()).filter(EmaPlan::tellsArm).isPresent();
    return some ? slots.getOrDefault(slot, List.of()) : List.of();
  }

  private String whose(Slot slot) {
    var arms = arms(slot);
    return arms.isEmpty() ? "" : " of arm " + String.join(" and ", arms);
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
    for (var slot : slots.keySet()) {
      var reminders = new JsonArray();
      slot.reminders().forEach(reminder -> reminders.add(reminder.toString()));
      var json =
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
              .put("index", slot.index());
      if (!arms(slot).isEmpty()) json.put("arms", new JsonArray(arms(slot)));
      list.add(json);
    }
    return list;
  }

  /** The slots as a calendar file. */
  void writeIcs(PrintWriter out, LocalDate consent) {
    new CalendarFile(out).write(List.copyOf(slots.keySet()), consent);
  }
}
