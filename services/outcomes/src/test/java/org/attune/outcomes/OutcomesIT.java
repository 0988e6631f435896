package org.attune.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.outcomes.domain.Trial.PROTOCOL;
import static org.attune.outcomes.domain.Trial.STUDY;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.attune.ema.v1.SafetyRuleMet;
import org.attune.enrollment.v1.DeliveryReported;
import org.attune.enrollment.v1.PauseChosen;
import org.attune.enrollment.v1.ZoneChanged;
import org.attune.outcomes.domain.OutcomesEvent;
import org.attune.outcomes.domain.OutcomesEvent.CallRequested;
import org.attune.outcomes.domain.OutcomesEvent.SafetyAlertRaised;
import org.attune.outcomes.domain.OutcomesEvent.SafetyStaffTold;
import org.attune.outcomes.domain.OutcomesEvent.VisitCancelReason;
import org.attune.outcomes.domain.OutcomesEvent.VisitCompleted;
import org.attune.outcomes.domain.OutcomesEvent.VisitMissed;
import org.attune.outcomes.domain.OutcomesEvent.VisitOpened;
import org.attune.outcomes.domain.OutcomesEvent.VisitReminded;
import org.attune.outcomes.domain.OutcomesEvent.VisitsCancelled;
import org.attune.outcomes.domain.OutcomesEvent.VisitsPlanned;
import org.attune.outcomes.domain.Trial;
import org.attune.outcomes.domain.VisitPlan;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.token.Role;
import org.attune.studies.v1.StudyClosed;
import org.attune.testkit.harness.ServiceHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The service over real backends: facts in, messages out, answers over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutcomesIT {
  private static final Instant NOON = Instant.parse("2026-03-02T11:00:00Z");

  private Deliveries deliveries;
  private ServiceHarness service;
  private EventKey ann;
  private int people;

  @BeforeAll
  void start() {
    deliveries = new Deliveries();
    service = ServiceHarness.start(deliveries.of(new OutcomesDefinition()), NOON);
    service.foreign().publish(Said.published(PROTOCOL, NOON));
    service.awaitApplied(service.foreign().publish(Said.opened(NOON)));
  }

  @AfterAll
  void stop() {
    service.close();
    deliveries.close();
  }

  @BeforeEach
  void somebodyNew() {
    ann = EventKey.of(STUDY, new UUID(0x8000L, 0x8000_0000_0000_0100L + people++));
    service.clock().set(NOON);
    deliveries.answer(200);
  }

  @AfterEach
  void state_is_what_the_history_implies() {
    service.assertLaw(ann);
  }

  private void enroll() {
    service.awaitApplied(service.foreign().publish(Said.enrolled(ann, NOON)));
  }

  private void randomize() {
    service.awaitApplied(service.foreign().publish(Said.randomized(ann, NOON)));
  }

  private UUID visit(String assessment) {
    return VisitPlan.visitId(STUDY, ann.participantId(), assessment);
  }

  private String path() {
    return "/studies/" + STUDY + "/participants/" + ann.participant() + "/visits";
  }

  private <T> List<T> events(Class<T> type) {
    return service.history(ann, OutcomesEvent.class).stream()
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private void at(String instant) {
    service.clock().set(Instant.parse(instant));
    while (service.tick(ann) > 0) {}
  }

  private JsonObject form(String code, UUID answerId) {
    var items = new JsonArray();
    for (var answer : Trial.answers(code, 1)) {
      var item =
          new JsonObject()
              .put("item", answer.item())
              .put("order", answer.order())
              .put("changes", 0);
      answer.number().ifPresent(number -> item.put("number", number.intValue()));
      answer.text().ifPresent(text -> item.put("text", text));
      items.add(item);
    }
    var deviceNow = service.clock().now().plus(Duration.ofMinutes(7)); // a clock that is ahead
    return new JsonObject()
        .put("answerId", answerId.toString())
        .put("items", items)
        .put("completedAt", deviceNow.minusSeconds(60).toString())
        .put("deviceNow", deviceNow.toString());
  }

  private ServiceHarness.Reply answer(String assessment, String code, JsonObject form) {
    return service.as(ann, "PUT", path() + "/" + visit(assessment) + "/instruments/" + code, form);
  }

  @Test
  void facts_in_any_order_give_the_same_visits() {
    randomize();
    assertThat(events(VisitsPlanned.class)).isEmpty();
    enroll();
    assertThat(events(VisitsPlanned.class))
        .extracting(VisitsPlanned::anchor)
        .containsExactly("consent", "randomization");
  }

  @Test
  void the_story_of_an_assessment_has_each_step_with_its_time_and_its_cause() {
    enroll();
    at("2026-03-02T11:00:00Z");
    service.awaitApplied(
        service
            .foreign()
            .publish(
                DeliveryReported.newBuilder()
                    .setStudy(STUDY)
                    .setParticipantId(ann.participantId())
                    .setMessageId(visit("baseline").toString())
                    .setOccasion("invitation")
                    .setChannel("sms")
                    .setStatus(org.attune.enrollment.v1.ReportStatus.UNDELIVERED)
                    .setAt(NOON)
                    .build()));
    var path = path() + "/" + visit("baseline") + "/story";
    var story = service.as(Role.DATA_MANAGER, "GET", path, new JsonObject());
    var steps = new ArrayList<String>();
    for (var step : story.body().getJsonArray("chain")) {
      var json = (JsonObject) step;
      steps.add(json.getString("step") + " " + json.getString("cause"));
    }
    assertThat(steps)
        .containsExactly("planned consent", "invited email", "accepted email", "undelivered sms");
    assertThat(story.body().encode()).contains("\"passedOver\":[{\"channel\":\"web-push\"");
    assertThat(service.as(ann, "GET", path, new JsonObject()).status()).isEqualTo(403);
    assertThat(
            service
                .as(Role.ADMIN, "GET", path() + "/" + new UUID(9, 9) + "/story", new JsonObject())
                .status())
        .isEqualTo(404);
  }

  @Test
  void the_baseline_is_invited_to_at_once_answered_and_scored() {
    enroll();
    at("2026-03-02T11:00:00Z");
    assertThat(events(VisitOpened.class)).hasSize(1);
    assertThat(deliveries.heard()).contains("invitation " + visit("baseline"));
    var list = service.as(ann, "GET", path(), new JsonObject());
    var open = list.body().getJsonArray("open").getJsonObject(0);
    assertThat(open.getJsonObject("progress").getInteger("of")).isEqualTo(6);
    assertThat(open.getJsonArray("instruments").getJsonObject(0).getString("title"))
        .isEqualTo(PROTOCOL.questionnaires().get("demographics").title().in("es", List.of()));
    for (var code : PROTOCOL.assessment("baseline").orElseThrow().instruments()) {
      var form = form(code, UUID.nameUUIDFromBytes((ann + code).getBytes(StandardCharsets.UTF_8)));
      assertThat(answer("baseline", code, form).status()).isEqualTo(200);
      assertThat(answer("baseline", code, form).status()).as("sent twice").isEqualTo(200);
    }
    assertThat(events(VisitCompleted.class)).hasSize(1);
    assertThat(events(VisitCompleted.class).getFirst().attachmentStyle()).isPresent();
    var held = service.as(ann, "GET", path().replace("/visits", "/held"), new JsonObject());
    assertThat(held.body().getJsonArray("events")).as("answers alone, no scores").hasSize(6);
    at("2026-04-01T00:00:00Z");
    assertThat(events(VisitMissed.class)).isEmpty();
    var again = answer("baseline", "phq9", form("phq9", new UUID(1, 1)));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().getString("outcome")).isEqualTo("KEPT");
    assertThat(answer("baseline", "phq9", form("phq9", new UUID(1, 1))).body())
        .as("sent twice")
        .isEqualTo(again.body());
    assertThat(events(OutcomesEvent.InstrumentKept.class)).hasSize(1);
  }

  @Test
  void device_times_are_corrected_by_the_clock_at_sending() {
    enroll();
    answer("baseline", "phq9", form("phq9", new UUID(4, 4)));
    var answered = events(OutcomesEvent.InstrumentAnswered.class).getFirst();
    assertThat(answered.completedAt()).isEqualTo(NOON.minusSeconds(60));
    var ahead = Duration.ofMillis(answered.skewMillis().orElseThrow());
    assertThat(answered.deviceCompletedAt()).contains(answered.completedAt().plus(ahead));
  }

  @Test
  void an_answer_out_of_range_names_its_field() {
    enroll();
    var form = form("phq9", new UUID(2, 2));
    form.getJsonArray("items").getJsonObject(2).put("number", 9);
    var reply = answer("baseline", "phq9", form);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().getString("field")).isEqualTo("items[2].number");
  }

  @Test
  void a_draft_is_kept_until_the_questionnaire_is_answered() {
    enroll();
    var item = new JsonObject().put("item", "phq9_1").put("number", 2);
    var draft = new JsonObject().put("items", new JsonArray().add(item));
    var drafts = path() + "/" + visit("baseline") + "/drafts/phq9";
    assertThat(service.as(ann, "PUT", drafts, draft).status()).isEqualTo(200);
    assertThat(listed("phq9").getJsonObject("draft")).isEqualTo(draft);
    answer("baseline", "phq9", form("phq9", new UUID(4, 4)));
    assertThat(listed("phq9").containsKey("draft")).isFalse();
    assertThat(service.as(ann, "PUT", drafts, draft).status()).isEqualTo(409);
  }

  @Test
  void the_draft_saved_last_comes_back_and_of_clocks_that_differ_the_one_that_came_last() {
    enroll();
    var first = draft(NOON, 1);
    var second = draft(NOON.plusSeconds(30), 2);
    save(second);
    save(first);
    assertThat(listed("phq9").getJsonObject("draft")).as("overtaken").isEqualTo(second);
    save(draft(NOON.plusSeconds(3600), 3)); // the clock of another device
    var last = draft(NOON.plusSeconds(60), 0);
    save(last);
    assertThat(listed("phq9").getJsonObject("draft")).isEqualTo(last);
  }

  private static JsonObject draft(Instant deviceNow, int code) {
    var item = new JsonObject().put("item", "phq9_1").put("number", code);
    return new JsonObject()
        .put("items", new JsonArray().add(item))
        .put("savedAt", deviceNow.toString())
        .put("deviceNow", deviceNow.toString());
  }

  private void save(JsonObject draft) {
    var drafts = path() + "/" + visit("baseline") + "/drafts/phq9";
    assertThat(service.as(ann, "PUT", drafts, draft).status()).isEqualTo(200);
  }

  private JsonObject listed(String code) {
    var open = service.as(ann, "GET", path(), new JsonObject()).body().getJsonArray("open");
    return open.getJsonObject(0).getJsonArray("instruments").stream()
        .map(JsonObject.class::cast)
        .filter(instrument -> instrument.getString("code").equals(code))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void who_is_not_known_yet_is_told_to_come_again() {
    var reply = answer("baseline", "phq9", form("phq9", new UUID(3, 3)));
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.body().getString("type")).isEqualTo("/problems/not-known-yet");
  }

  @Test
  void an_unanswered_assessment_is_reminded_of_called_about_and_missed() {
    enroll();
    randomize();
    at("2026-05-25T07:59:59Z");
    at("2026-05-25T08:00:00Z");
    at("2026-05-26T08:00:00Z");
    at("2026-05-28T08:00:00Z");
    at("2026-06-01T08:00:00Z");
    at("2026-06-02T08:00:00Z");
    at("2026-06-08T22:00:00Z");
    assertThat(events(VisitReminded.class))
        .filteredOn(event -> event.assessment().equals("post"))
        .extracting(VisitReminded::reminder)
        .containsExactly(1, 2, 3);
    assertThat(events(CallRequested.class)).hasSize(1);
    assertThat(events(VisitMissed.class))
        .extracting(VisitMissed::assessment)
        .containsExactlyInAnyOrder("baseline", "mid", "post");
  }

  @Test
  void who_rests_is_not_reminded_and_afterwards_once_and_not_of_all_that_was_due() {
    enroll();
    randomize();
    at("2026-05-25T08:00:00Z");
    service.awaitApplied(
        service
            .foreign()
            .publish(
                PauseChosen.newBuilder()
                    .setStudy(STUDY)
                    .setParticipantId(ann.participantId())
                    .setUntil(Instant.parse("2026-05-29T00:00:00Z"))
                    .setAt(service.clock().now())
                    .build()));
    at("2026-05-26T08:00:00Z");
    at("2026-05-28T08:00:00Z");
    at("2026-05-28T23:59:59Z");
    assertThat(events(VisitReminded.class))
        .filteredOn(event -> event.assessment().equals("post"))
        .isEmpty();
    at("2026-05-29T10:00:00Z");
    at("2026-05-29T18:00:00Z");
    assertThat(events(VisitReminded.class))
        .filteredOn(event -> event.assessment().equals("post"))
        .extracting(VisitReminded::reminder)
        .containsExactly(2);
  }

  @Test
  void an_invitation_without_an_answer_is_sent_again_and_recorded_once() {
    enroll();
    deliveries.answer(503);
    at("2026-03-02T11:00:00Z");
    assertThat(events(VisitOpened.class)).isEmpty();
    deliveries.answer(200);
    at("2026-03-02T11:00:59Z");
    assertThat(events(VisitOpened.class)).isEmpty();
    at("2026-03-02T11:01:00Z");
    assertThat(events(VisitOpened.class)).hasSize(1);
    assertThat(deliveries.heard().stream().filter(("invitation " + visit("baseline"))::equals))
        .hasSize(2);
  }

  private JsonObject concerning(UUID answerId) {
    var form = form("phq9", answerId);
    form.getJsonArray("items").getJsonObject(8).put("number", 2);
    return form;
  }

  private ServiceHarness.Reply acknowledge(UUID alert, String role) {
    var path =
        "/studies/%s/participants/%s/alerts/%s/acknowledgement"
            .formatted(STUDY, ann.participant(), alert);
    return service.as(Role.ADMIN, "PUT", path, new JsonObject().put("role", role));
  }

  @Test
  void a_concerning_answer_shows_the_crisis_card_and_is_told_until_acknowledged() {
    enroll();
    at("2026-03-02T11:00:00Z");
    for (int sent = 0; sent < 3; sent++) {
      var reply = answer("baseline", "phq9", concerning(new UUID(5, people)));
      assertThat(reply.status()).isEqualTo(200);
      var card = PROTOCOL.crisisCards().get("crisis-s1.yaml");
      assertThat(reply.body().getJsonObject("crisis").getString("title"))
          .as("each time, in the participant's language")
          .isEqualTo(card.title().in("es", List.of()));
    }
    assertThat(events(SafetyAlertRaised.class)).hasSize(1);
    var alert = events(SafetyAlertRaised.class).getFirst().alertId();
    at("2026-03-02T11:00:01Z");
    assertThat(deliveries.heard()).contains("round-1-1 " + alert);
    at("2026-03-02T14:59:59Z");
    assertThat(events(SafetyStaffTold.class)).hasSize(1);
    at("2026-03-02T15:00:01Z");
    assertThat(events(SafetyStaffTold.class)).hasSize(2);
    assertThat(acknowledge(alert, "coordinator").body().getString("type"))
        .isEqualTo("/problems/role-not-told");
    assertThat(acknowledge(alert, "investigator").status()).isEqualTo(200);
    assertThat(acknowledge(alert, "investigator").status()).as("twice").isEqualTo(200);
    at("2026-03-09T15:00:01Z");
    assertThat(events(SafetyStaffTold.class)).hasSize(2);
  }

  @Test
  void an_alert_that_nobody_can_be_told_of_stays_and_is_sent_again() {
    enroll();
    at("2026-03-02T11:00:00Z");
    deliveries.answer(503);
    answer("baseline", "phq9", concerning(new UUID(5, people)));
    at("2026-03-02T11:00:01Z");
    assertThat(events(SafetyStaffTold.class)).isEmpty();
    deliveries.answer(200);
    at("2026-03-02T11:01:02Z");
    assertThat(events(SafetyStaffTold.class)).hasSize(1);
  }

  /** Says of an answer to a prompt that it met a rule, as the service that asked does. */
  private Position met(UUID answerId, UUID slotId, String site, Instant at) {
    return service
        .foreign()
        .publish(
            SafetyRuleMet.newBuilder()
                .setStudy(STUDY)
                .setParticipantId(ann.participantId())
                .setSlotId(slotId)
                .setAnswerId(answerId)
                .setSite(site)
                .setRule("distress")
                .setSeverity("urgent")
                .setQuestionnaire("momentary")
                .setRoles(List.of("clinician", "investigator"))
                .setAcknowledgeWithinSeconds(3_600)
                .setAt(at)
                .build());
  }

  @Test
  void an_answer_to_a_prompt_that_met_a_rule_is_told_until_acknowledged() {
    enroll();
    var slot = new UUID(4, people);
    at("2026-03-02T11:00:30Z");
    for (int heard = 0; heard < 2; heard++) {
      service.awaitApplied(met(new UUID(5, people), slot, "s9", NOON));
    }
    assertThat(events(SafetyAlertRaised.class)).hasSize(1);
    var raised = events(SafetyAlertRaised.class).getFirst();
    assertThat(raised.site()).as("enrollment's own word of it").isEqualTo("s1");
    assertThat(raised.instrument()).isEqualTo("momentary");
    assertThat(raised.slotId()).contains(slot);
    assertThat(raised.receivedAt()).contains(NOON);
    assertThat(raised.at()).isEqualTo(Instant.parse("2026-03-02T11:00:30Z"));
    at("2026-03-02T11:00:31Z");
    assertThat(deliveries.heard()).contains("round-1-1 " + raised.alertId());
    at("2026-03-02T12:00:32Z");
    assertThat(events(SafetyStaffTold.class)).hasSize(2);
    assertThat(acknowledge(raised.alertId(), "clinician").status()).isEqualTo(200);
    at("2026-03-09T15:00:01Z");
    assertThat(events(SafetyStaffTold.class)).hasSize(2);
  }

  @Test
  void an_answer_of_somebody_not_known_here_yet_is_told_of_all_the_same() {
    service.awaitApplied(met(new UUID(5, people), new UUID(4, people), "s2", NOON));
    assertThat(events(SafetyAlertRaised.class))
        .extracting(SafetyAlertRaised::site)
        .containsExactly("s2");
    at("2026-03-02T11:00:01Z");
    assertThat(events(SafetyStaffTold.class)).hasSize(1);
  }

  @Test
  void a_concerning_answer_counts_after_leaving_and_after_the_window_too() {
    enroll();
    leave();
    var left = answer("baseline", "phq9", concerning(new UUID(6, people)));
    assertThat(left.status()).isEqualTo(409);
    assertThat(left.body().getString("type")).isEqualTo("/problems/visit-cancelled");
    assertThat(left.body().containsKey("crisis")).isTrue();
    service.clock().set(NOON.plus(Duration.ofDays(90)));
    answer("baseline", "phq9", concerning(new UUID(7, people)));
    assertThat(events(SafetyAlertRaised.class)).hasSize(2);
    assertThat(events(OutcomesEvent.InstrumentAnswered.class)).isEmpty();
  }

  @Test
  void staff_see_alerts_of_their_study_without_names_or_arms() {
    enroll();
    answer("baseline", "phq9", concerning(new UUID(5, people)));
    var alerts = "/studies/" + STUDY + "/alerts";
    var list = service.as(Role.CLINICIAN, "GET", alerts, new JsonObject());
    var mine =
        list.body().getJsonArray("alerts").stream()
            .map(JsonObject.class::cast)
            .filter(alert -> alert.getString("participant").equals(ann.participant()))
            .toList();
    assertThat(mine).hasSize(1);
    assertThat(mine.getFirst().fieldNames())
        .containsExactlyInAnyOrder(
            "alert",
            "participant",
            "site",
            "rule",
            "severity",
            "instrument",
            "raisedAt",
            "roles",
            "rounds",
            "state",
            "nextRoundAt");
    assertThat(service.as(Role.STATISTICIAN, "GET", alerts, new JsonObject()).status())
        .isEqualTo(403);
    assertThat(service.as(Role.CLINICIAN, "GET", alerts + "?state=odd", new JsonObject()).status())
        .isEqualTo(400);
  }

  @Test
  void a_move_replans_what_has_not_opened() {
    enroll();
    randomize();
    service.awaitApplied(
        service
            .foreign()
            .publish(
                ZoneChanged.newBuilder()
                    .setStudy(STUDY)
                    .setParticipantId(ann.participantId())
                    .setZone("America/Lima")
                    .setAt(NOON)
                    .build()));
    var last = events(VisitsPlanned.class).getLast();
    assertThat(last.zone()).isEqualTo("America/Lima");
    assertThat(last.visits()).hasSize(3);
    at("2026-05-25T14:59:59Z");
    assertThat(deliveries.heard()).doesNotContain("invitation " + visit("post"));
    at("2026-05-25T15:00:00Z");
    assertThat(deliveries.heard()).contains("invitation " + visit("post"));
  }

  @Test
  void leaving_cancels_and_nothing_is_sent_after_it() {
    enroll();
    randomize();
    leave();
    leave(); // a second word changes nothing
    var cancelled = events(VisitsCancelled.class);
    assertThat(cancelled).hasSize(1);
    assertThat(cancelled.getFirst().reason()).isEqualTo(VisitCancelReason.LEFT);
    assertThat(cancelled.getFirst().visitIds()).hasSize(4);
    at("2026-06-01T08:00:00Z");
    assertThat(events(VisitOpened.class)).isEmpty();
  }

  private void leave() {
    service.awaitApplied(service.foreign().publish(Said.left(ann, NOON)));
  }

  @Test
  void closing_the_study_cancels_everything_and_nothing_more_is_planned() {
    enroll();
    var close = StudyClosed.newBuilder().setStudy(STUDY).setReason("over").setAt(NOON).build();
    service.awaitApplied(service.foreign().publish(close));
    assertThat(events(VisitsCancelled.class))
        .extracting(VisitsCancelled::reason)
        .containsExactly(VisitCancelReason.STUDY_CLOSED);
    randomize();
    assertThat(events(VisitsPlanned.class)).hasSize(1);
    service.awaitApplied(service.foreign().publish(Said.opened(NOON))); // for the other tests
  }
}
