package org.attune.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.outcomes.domain.Trial.NOON;
import static org.attune.outcomes.domain.Trial.PROTOCOL;
import static org.attune.outcomes.domain.Trial.STUDY;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.attune.outcomes.domain.OutcomesEvent;
import org.attune.outcomes.domain.OutcomesEvent.InstrumentAnswered;
import org.attune.outcomes.domain.OutcomesEvent.VisitsCancelled;
import org.attune.outcomes.domain.OutcomesEvent.VisitsPlanned;
import org.attune.outcomes.domain.PlannedVisit;
import org.attune.outcomes.domain.Trial;
import org.attune.outcomes.domain.VisitPlan;
import org.attune.platform.event.EventKey;
import org.attune.protocol.model.AssessmentPlan;
import org.attune.protocol.model.Questionnaire;
import org.attune.testkit.harness.NextVersion;
import org.attune.testkit.harness.ServiceHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Version 2 takes effect on 1 April, in Madrid: post is a week later, mid is not asked any more.
 * Ann and Bob were randomized on 16 March.
 */
class AmendmentIT {
  private static final LocalDate APRIL_01 = LocalDate.parse("2026-04-01");
  private static final Instant MIDNIGHT = Instant.parse("2026-03-31T22:00:00Z");
  private static final EventKey ANN = EventKey.of(STUDY, new UUID(0x8000L, 1));
  private static final EventKey BOB = EventKey.of(STUDY, new UUID(0x8000L, 2));

  private Deliveries deliveries;
  private ServiceHarness service;

  @BeforeEach
  void start() {
    deliveries = new Deliveries();
    service = ServiceHarness.start(deliveries.of(new OutcomesDefinition()), NOON);
    say(Said.published(PROTOCOL, NOON));
    say(Said.opened(NOON));
    for (var key : List.of(ANN, BOB)) {
      say(Said.enrolled(key, NOON));
      say(Said.randomized(key, NOON));
    }
  }

  @AfterEach
  void stop() {
    for (var key : List.of(ANN, BOB)) service.assertLaw(key);
    service.close();
    deliveries.close();
  }

  private void say(SpecificRecordBase event) {
    service.awaitApplied(service.foreign().publish(event));
  }

  private static NextVersion amendment() {
    AssessmentPlan post = PROTOCOL.assessment("post").orElseThrow();
    return NextVersion.of(PROTOCOL, APRIL_01)
        .assessments(
            PROTOCOL.assessment("baseline").orElseThrow(),
            Trial.moved(post, "post", "P11W"),
            PROTOCOL.assessment("month6").orElseThrow());
  }

  private void at(EventKey key, Instant instant) {
    service.clock().set(instant);
    while (service.tick(key) > 0) {}
  }

  private <T> List<T> events(EventKey key, Class<T> type) {
    return service.history(key, OutcomesEvent.class).stream()
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private List<String> planned(EventKey key, int version) {
    return events(key, VisitsPlanned.class).stream()
        .filter(plan -> plan.protocolVersion() == version)
        .flatMap(plan -> plan.visits().stream().map(PlannedVisit::assessment))
        .toList();
  }

  @Test
  void what_has_not_opened_is_planned_again_from_the_local_midnight_on() {
    say(Said.published(amendment().sealed(), NOON));
    at(ANN, MIDNIGHT.minusSeconds(1));
    assertThat(planned(ANN, 2)).isEmpty();
    at(ANN, MIDNIGHT);
    assertThat(planned(ANN, 2)).containsExactly("post", "month6");
    assertThat(events(ANN, VisitsCancelled.class)).hasSize(1);
    at(ANN, MIDNIGHT.plusSeconds(60));
    assertThat(planned(ANN, 2)).as("once").hasSize(2);
  }

  @Test
  void whoever_did_not_sign_the_new_form_keeps_the_old_plan_until_then() {
    say(Said.published(amendment().consentAgain().sealed(), NOON));
    say(Said.renewed(ANN, 2, NOON));
    for (var key : List.of(ANN, BOB)) at(key, MIDNIGHT);
    assertThat(planned(ANN, 2)).containsExactly("post", "month6");
    assertThat(planned(BOB, 2)).isEmpty();
    say(Said.renewed(BOB, 2, MIDNIGHT));
    assertThat(planned(BOB, 2)).containsExactly("post", "month6");
  }

  @Test
  void a_phone_that_has_not_heard_of_an_amendment_answers_in_the_form_that_it_has() {
    var care = PROTOCOL.questionnaires().get("care");
    say(Said.published(amendment().questionnaire(shorter(care)).sealed(), NOON));
    at(ANN, MIDNIGHT);
    var opens = opensAt(ANN, "post");
    at(ANN, opens);
    assertThat(answer(ANN, "post", "care", opens)).isEqualTo("200 COUNTED");
    assertThat(events(ANN, InstrumentAnswered.class).getFirst().items())
        .hasSameSizeAs(Trial.answers("care", 1));
  }

  @Test
  void what_an_older_version_asked_and_the_new_one_does_not_is_kept_as_evidence() {
    var post = Trial.moved(PROTOCOL.assessment("post").orElseThrow(), "post", "P11W");
    say(
        Said.published(
            NextVersion.of(PROTOCOL, APRIL_01)
                .assessments(
                    PROTOCOL.assessment("baseline").orElseThrow(), Trial.without(post, "adverse"))
                .sealed(),
            NOON));
    at(ANN, MIDNIGHT);
    var opens = opensAt(ANN, "post");
    at(ANN, opens);
    assertThat(answer(ANN, "post", "adverse", opens)).isEqualTo("200 KEPT");
    assertThat(answer(ANN, "post", "demographics", opens)).as("never asked").startsWith("400");
  }

  @Test
  void an_answer_to_an_assessment_that_the_new_version_does_not_ask_is_kept_as_evidence() {
    var opens = opensAt(ANN, "mid");
    say(Said.published(amendment().sealed(), NOON));
    at(ANN, MIDNIGHT);
    assertThat(answer(ANN, "mid", "scs26", MIDNIGHT)).as("not open yet").startsWith("409");
    at(ANN, opens);
    assertThat(answer(ANN, "mid", "scs26", opens)).isEqualTo("200 KEPT");
    say(Said.left(ANN, opens));
    assertThat(answer(ANN, "mid", "ffmq15", opens)).as("left since").startsWith("409");
  }

  private static Questionnaire shorter(Questionnaire form) {
    return new Questionnaire(
        form.code(),
        form.version() + 1,
        form.title(),
        form.library(),
        form.items().subList(1, form.items().size()));
  }

  private Instant opensAt(EventKey key, String assessment) {
    return events(key, VisitsPlanned.class).getLast().visits().stream()
        .filter(visit -> visit.assessment().equals(assessment))
        .findFirst()
        .orElseThrow()
        .opensAt();
  }

  /** Every item answered, as version 1 asks it. */
  private String answer(EventKey key, String assessment, String code, Instant at) {
    var items = new JsonArray();
    for (var given : Trial.answers(code, 1)) {
      var item = new JsonObject().put("item", given.item()).put("order", given.order());
      given.number().ifPresent(number -> item.put("number", number));
      given.text().ifPresent(text -> item.put("text", text));
      items.add(item);
    }
    var body =
        new JsonObject()
            .put("answerId", new UUID(0x4000L, 0x8000L << 48 | code.hashCode()).toString())
            .put("items", items)
            .put("completedAt", at.toString())
            .put("deviceNow", at.toString());
    var visit = VisitPlan.visitId(STUDY, key.participantId(), assessment);
    var reply =
        service.as(
            key,
            "PUT",
            "/studies/"
                + STUDY
                + "/participants/"
                + key.participant()
                + "/visits/"
                + visit
                + "/instruments/"
                + code,
            body);
    return reply.status() + " " + reply.body().getString("outcome");
  }
}
