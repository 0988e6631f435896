package org.attune.standalone.rehearsal;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.attune.protocol.model.Anchor;
import org.attune.standalone.synthetic.Chance;

/** Whether one person comes to a session of the group, as the facilitator states that evening. */
record Meeting(Life life) {
  private static final LocalTime EVENING = LocalTime.of(21, 0);

  /** Share of those who come that stay for a part only. */
  private static final double PARTIAL = 0.1;

  private static final List<String> REASONS =
      List.of("illness", "work", "family", "travel", "other", "not-said");

  void expect(JsonObject module) {
    var session = module.getString("module");
    var chance = life.person().chance("session/" + session);
    var statement = statement(chance);
    var site = life.person().site();
    var zone =
        life.setting().protocol().sites().stream()
            .filter(known -> known.id().equals(site))
            .findFirst()
            .orElseThrow()
            .zone();
    var at = LocalDate.parse(module.getString("heldOn")).atTime(EVENING).atZone(zone).toInstant();
    var timeline = life.timeline();
    timeline.planStaff(
        at, () -> new StudyDesk(life.setting()).attend(timeline.key(), site, session, statement));
    boolean awaited = life.setting().protocol().awaits(Anchor.done(session));
    if (!awaited || statement.getString("attendance").equals("absent")) return;
    var heldOn = LocalDate.parse(module.getString("heldOn"));
    timeline.plan(at.plus(Life.SETTLING), () -> life.hasDone(session, heldOn));
  }

  private JsonObject statement(Chance chance) {
    if (chance.hit(life.setting().population().plan().answering().sessions())) {
      return new JsonObject().put("attendance", chance.hit(PARTIAL) ? "partial" : "present");
    }
    var reason = REASONS.get(chance.integer(0, REASONS.size() - 1));
    return new JsonObject().put("attendance", "absent").put("reason", reason);
  }
}
