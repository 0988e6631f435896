package org.attune.interventions.api;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.attune.interventions.domain.Meeting;
import org.attune.interventions.domain.MeetingRules.Agenda;
import org.attune.platform.event.EventKey;
import org.attune.protocol.schedule.LocalDays;

/** When and where a group meets, as people and their apps read it. */
final class MeetingJson {
  private MeetingJson() {}

  /** What was arranged, by session; days are there once the group has started. */
  static JsonObject of(Agenda agenda) {
    var meetings = new JsonObject();
    for (var session : agenda.sessions()) {
      agenda
          .meetings()
          .of(session.id())
          .ifPresent(
              meeting ->
                  meetings.put(session.id(), of(meeting, agenda.heldOn(session), agenda.site())));
    }
    return meetings;
  }

  /**
   * One meeting.
   *
   * @param day at the group's site; empty before the group has started
   * @param site time zone
   */
  static JsonObject of(Meeting meeting, Optional<LocalDate> day, ZoneId site) {
    var json =
        new JsonObject()
            .put("begins", meeting.begins().toString())
            .put("zone", site.getId())
            .put("minutes", meeting.minutes())
            .put("revision", meeting.revision());
    day.ifPresent(
        date ->
            json.put("date", date.toString())
                .put("beginsAt", LocalDays.at(date, meeting.begins(), site).toString()));
    meeting.place().ifPresent(place -> json.put("place", place));
    meeting.link().ifPresent(link -> json.put("link", link));
    return json;
  }

  /**
   * Name of a meeting in one participant's calendar (UID, RFC 5545 section 3.8.4.7): the same
   * whatever is arranged about it, and of no meaning to whoever reads the calendar.
   */
  static String entry(EventKey key, String session) {
    var name = key + "/" + session;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
