package org.attune.standalone.rehearsal;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.attune.platform.study.QuestionnaireJson;
import org.attune.platform.time.InstantText;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.Questionnaire;
import org.attune.testkit.checker.Acknowledged;

/** How one person meets assessments: looks when they are, and answers in the window, or not. */
record Visiting(Life life) {
  private static final Duration EACH = Duration.ofMinutes(4);
  private static final Set<String> CLOSED = Set.of("window-closed", "visit-cancelled");

  /**
   * Plans the assessments that are not planned yet.
   *
   * @param known ids of those that are; grows
   */
  void look(Set<String> known) throws InterruptedException {
    var body = life.phone().get("outcomes", "/visits").body();
    for (var name : new String[] {"open", "upcoming"}) {
      var list = body.getJsonArray(name, new JsonArray());
      for (int i = 0; i < list.size(); i++) {
        var visit = list.getJsonObject(i);
        if (known.add(visit.getString("visit"))) plan(visit);
      }
    }
  }

  private void plan(JsonObject visit) {
    var assessment = visit.getString("assessment");
    var opens = InstantText.parse(visit.getString("opensAt"));
    var closes = InstantText.parse(visit.getString("closesAt"));
    var now = life.timeline().now();
    var from = opens.isAfter(now) ? opens : now;
    var plan = life.setting().protocol().assessment(assessment).orElseThrow();
    var attendance = life.person().attendance(plan, visit.getBoolean("required", false));
    if (attendance.instruments() == 0) return;
    long window = Duration.between(from, closes).toSeconds();
    var at = from.plusSeconds((long) (attendance.at() * window));
    life.timeline()
        .plan(
            life.online(at),
            () -> answer(visit.getString("visit"), assessment, attendance.instruments()));
  }

  private void answer(String visit, String assessment, int instruments)
      throws InterruptedException {
    var plan = life.setting().protocol().assessment(assessment).orElseThrow();
    for (var code : plan.instruments().subList(0, instruments)) {
      var questionnaire = life.setting().protocol().questionnaires().get(code);
      if (questionnaire == null) throw new RehearsalException("Nobody knows " + code + ".");
      if (!answer(visit, assessment, questionnaire)) return;
    }
    var complete = Anchor.complete(assessment);
    if (instruments < plan.instruments().size()) return;
    if (!life.setting().protocol().awaits(complete)) return;
    var today = LocalDate.ofInstant(life.timeline().now(), life.zone());
    var heard = life.timeline().now().plus(Life.SETTLING);
    life.timeline().plan(heard, () -> new Prompting(life).expect(complete, today));
  }

  private boolean answer(String visit, String assessment, Questionnaire questionnaire)
      throws InterruptedException {
    var phone = life.phone();
    var began = life.timeline().now();
    life.timeline().pass(began.plus(EACH));
    var now = life.timeline().now();
    var answerId = phone.id("instrument/" + visit + "/" + questionnaire.code());
    var chance = life.person().chance("twice/" + assessment + "/" + questionnaire.code());
    var values = life.person().answers(assessment, questionnaire, life.arm());
    var order = QuestionnaireJson.order(UUID.fromString(visit), questionnaire).orElse(null);
    var shown = Items.shown(values, order);
    var body =
        new JsonObject()
            .put("answerId", answerId.toString())
            .put("items", Items.timed(shown, phone.shows(began), EACH, chance))
            .put("completedAt", phone.shows(now).toString())
            .put("deviceNow", phone.shows(now).toString());
    var path = "/visits/" + visit + "/instruments/" + questionnaire.code();
    var reply = phone.exchange("PUT", "outcomes", path, body, CLOSED);
    if (reply.body().containsKey("crisis")) new Alerting(life).expect(answerId);
    if (!reply.isOk()) return false;
    phone.acknowledged(Acknowledged.Kind.INSTRUMENT, answerId, now);
    if (chance.hit(life.setting().population().plan().answering().twice())) {
      phone.send("PUT", "outcomes", path, body, CLOSED);
    }
    return reply.body().getString("outcome").equals("COUNTED");
  }
}
