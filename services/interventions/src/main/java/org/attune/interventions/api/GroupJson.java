package org.attune.interventions.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.attune.interventions.domain.Group;
import org.attune.interventions.handle.GroupHandler.Listed;
import org.attune.interventions.handle.GroupHandler.Seat;

/** Groups as their facilitators see them. Pseudonyms only. */
final class GroupJson {
  private GroupJson() {}

  static JsonObject of(List<Listed> listed) {
    var groups = new JsonArray();
    for (var group : listed) groups.add(group(group));
    return new JsonObject().put("groups", groups);
  }

  private static JsonObject group(Listed listed) {
    var group = listed.group();
    var members = new JsonArray();
    for (var seat : listed.members()) members.add(member(seat));
    var sessions = new JsonObject();
    for (var session : listed.agenda().sessions()) {
      listed.agenda().heldOn(session).ifPresent(day -> sessions.put(session.id(), day.toString()));
    }
    var json =
        new JsonObject()
            .put("group", group.id().toString())
            .put("site", group.site())
            .put("programme", group.programme())
            .put("state", state(group))
            .put("minimum", group.sizeFrom())
            .put("capacity", group.sizeTo())
            .put("sessions", sessions)
            .put("meetings", MeetingJson.of(listed.agenda()))
            .put("members", members);
    group.facilitator().ifPresent(by -> json.put("facilitator", by));
    group.firstDay().ifPresent(day -> json.put("firstDay", day.toString()));
    if (group.isGathering()) json.put("startsBy", group.startsBy().toString());
    return json;
  }

  private static String state(Group group) {
    if (group.isGathering()) return "gathering";
    return group.dissolved() ? "dissolved" : "started";
  }

  private static JsonObject member(Seat seat) {
    var attendance = new JsonObject();
    seat.attendance()
        .forEach((session, attended) -> attendance.put(session, name(attended.attendance())));
    var json =
        new JsonObject()
            .put("participant", seat.participant().toString())
            .put("attendance", attendance);
    seat.leftAt().ifPresent(at -> json.put("leftAt", at.toString()));
    return json;
  }

  /** A constant as requests and answers spell it. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
