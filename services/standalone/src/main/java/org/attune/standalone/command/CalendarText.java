package org.attune.standalone.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Action;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
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
  private static final String PRODUCT = "-//Attune//Schedule//EN";

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

  /**
   * Times stand there in UTC, which every calendar shows in its owner's zone.
   *
   * @param consent stands for when the calendar was made: the same one has the same bytes
   */
  void writeIcs(PrintWriter out, LocalDate consent) {
    var calendar = new Calendar();
    calendar.add(new ProdId(PRODUCT));
    calendar.add(ImmutableVersion.VERSION_2_0);
    var stamp = consent.atStartOfDay(ZoneOffset.UTC).toInstant();
    for (var slot : slots) calendar.add(event(slot, stamp));
    try {
      new CalendarOutputter().output(calendar, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static VEvent event(Slot slot, Instant stamp) {
    var event = new VEvent(false);
    var summary = slot.schedule() + " " + slot.index();
    event.add(new Uid(slot.slotId().toString()));
    event.add(new DtStamp(stamp));
    event.add(new DtStart<>(slot.at()));
    event.add(new DtEnd<>(slot.expires()));
    event.add(new Summary(summary));
    for (var reminder : slot.reminders()) {
      var alarm = new VAlarm(Duration.between(slot.at(), reminder));
      alarm.add(new Action("DISPLAY"));
      alarm.add(new Description(summary));
      event.add(alarm);
    }
    return event;
  }
}
