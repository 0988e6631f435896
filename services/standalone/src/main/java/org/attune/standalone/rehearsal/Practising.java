package org.attune.standalone.rehearsal;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;
import org.attune.platform.time.InstantText;
import org.attune.standalone.synthetic.Chance;
import org.attune.testkit.checker.Acknowledged;

/** How one person uses the programme of the arm, if it has one. */
record Practising(Life life) {
  private static final LocalTime EVENING = LocalTime.of(18, 0);
  private static final Set<String> OVER = Set.of("not-available");
  private static final int RATING_MAX = 5;
  private static final int DONE_PERCENT = 100;

  /**
   * Looks at the programme and plans what of it will be done.
   *
   * @return whether there is none yet, because its group has not started
   */
  boolean look() throws InterruptedException {
    var programme = life.phone().get("interventions", "/programme").body();
    var modules = programme.getJsonArray("modules", new JsonArray());
    if (modules.isEmpty()) return programme.containsKey("groupStartsBy");
    var last = LocalDate.parse(programme.getString("lastDay"));
    for (int i = 0; i < modules.size(); i++) {
      var module = modules.getJsonObject(i);
      if (module.containsKey("heldOn")) new Meeting(life).expect(module);
      else if (module.getString("kind").equals("session")) session(module);
      else practice(module, last);
    }
    return false;
  }

  private void session(JsonObject module) {
    var chance = life.person().chance("session/" + module.getString("module"));
    if (!chance.hit(life.setting().population().plan().answering().sessions())) return;
    var unlocked = InstantText.parse(module.getString("availableAt"));
    var at = unlocked.plusSeconds(chance.between(8 * 3_600, 6 * 86_400));
    plan(module, at, chance, "session");
  }

  private void practice(JsonObject module, LocalDate last) {
    var id = module.getString("module");
    var first =
        InstantText.parse(module.getString("availableAt")).atZone(life.zone()).toLocalDate();
    int every = Math.max(1, module.getInteger("everyDays", 1));
    for (var day = first; !day.isAfter(last); day = day.plusDays(every)) {
      var chance = life.person().chance("practice/" + id + "/" + day);
      if (!chance.hit(life.setting().population().plan().answering().practices())) continue;
      var at = day.atTime(EVENING).plusMinutes(chance.integer(0, 240)).atZone(life.zone());
      plan(module, at.toInstant(), chance, day.toString());
    }
  }

  private void plan(JsonObject module, Instant started, Chance chance, String occasion) {
    int minutes = module.getInteger("minutes", 10);
    int seconds = (int) (60L * minutes * (0.5 + 0.5 * chance.uniform()));
    var ended = started.plusSeconds(seconds + chance.integer(0, 60));
    life.timeline()
        .plan(life.online(ended), () -> engage(module, occasion, started, ended, seconds, chance));
  }

  private void engage(
      JsonObject offered,
      String occasion,
      Instant started,
      Instant ended,
      int seconds,
      Chance chance)
      throws InterruptedException {
    var module = offered.getString("module");
    var phone = life.phone();
    var now = life.timeline().now();
    var id = phone.id("engagement/" + module + "/" + occasion);
    int percent = chance.hit(0.8) ? DONE_PERCENT : chance.integer(20, DONE_PERCENT - 1);
    var body =
        new JsonObject()
            .put("module", module)
            .put("startedAt", phone.shows(started).toString())
            .put("endedAt", phone.shows(ended).toString())
            .put("seconds", seconds)
            .put("completionPercent", percent)
            .put("deviceNow", phone.shows(now).toString());
    if (chance.hit(0.5)) body.put("rating", chance.integer(2, RATING_MAX));
    if (phone.send("PUT", "interventions", "/engagements/" + id, body, OVER)) {
      phone.acknowledged(Acknowledged.Kind.ENGAGEMENT, id, now);
      boolean isSession = offered.getString("kind").equals("session");
      if (isSession && percent == DONE_PERCENT) {
        life.hasDone(module, ended.atZone(life.zone()).toLocalDate());
      }
    }
  }
}
