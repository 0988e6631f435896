package org.attune.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.outcomes.domain.Trial.NOON;
import static org.attune.outcomes.domain.Trial.PROTOCOL;
import static org.attune.outcomes.domain.Trial.STUDY;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.attune.outcomes.domain.OutcomesEvent;
import org.attune.outcomes.domain.OutcomesEvent.AdverseEventRecorded;
import org.attune.outcomes.domain.OutcomesEvent.AdverseEventReviewed;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Role;
import org.attune.studies.v1.StudyLocked;
import org.attune.testkit.harness.ServiceHarness;
import org.attune.testkit.harness.ServiceHarness.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Adverse events and deviations over HTTP. Ann is looked after at s1. */
class ReportIT {
  private static final EventKey ANN = EventKey.of(STUDY, new UUID(0x8000L, 1));
  private static final String ABOUT_ANN =
      "/studies/" + STUDY + "/participants/" + ANN.participant();
  private static final UUID REPORT = new UUID(0x4000, 0x8000_0000_0000_0009L);

  private Deliveries deliveries;
  private ServiceHarness service;

  @BeforeEach
  void start() {
    deliveries = new Deliveries();
    service = ServiceHarness.start(deliveries.of(new OutcomesDefinition()), NOON);
    say(Said.published(PROTOCOL, NOON));
    say(Said.opened(NOON));
    say(Said.enrolled(ANN, NOON));
  }

  @AfterEach
  void stop() {
    service.assertLaw(ANN);
    service.close();
    deliveries.close();
  }

  private void say(SpecificRecordBase event) {
    service.awaitApplied(service.foreign().publish(event));
  }

  private static JsonObject adverseEvent(String role) {
    return new JsonObject()
        .put("role", role)
        .put("term", "hospital-admission")
        .put("startedOn", "2026-03-01")
        .put("severity", "severe")
        .put("serious", JsonArray.of("other-important", "hospitalization", "hospitalization"))
        .put("relatedness", "unlikely")
        .put("action", "none")
        .put("outcome", "recovering")
        .put("via", "participant");
  }

  private Reply put(Role role, String path, JsonObject body) {
    return service.as(role, "PUT", ABOUT_ANN + path, body);
  }

  private static String entry(String kind, int number) {
    return "/" + kind + "/" + REPORT + "/entries/" + number;
  }

  private JsonObject listed(Role role, String kind) {
    var list = service.as(role, "GET", "/studies/" + STUDY + "/" + kind, new JsonObject());
    assertThat(list.status()).isEqualTo(200);
    assertThat(list.body().getJsonArray("reports")).hasSize(1);
    return list.body().getJsonArray("reports").getJsonObject(0);
  }

  private static void assertProblem(Reply reply, String type) {
    assertThat(reply.status()).as(reply.body().encode()).isEqualTo(409);
    assertThat(reply.body().getString("type")).isEqualTo("/problems/" + type);
  }

  @Test
  void an_adverse_event_is_entered_followed_up_and_reviewed() {
    var first = adverseEvent("coordinator");
    for (int time = 0; time < 2; time++) {
      var reply = put(Role.COORDINATOR, entry("adverse-events", 1), first);
      assertThat(reply.status()).as(reply.body().encode()).isEqualTo(200);
    }
    assertProblem(
        put(Role.COORDINATOR, entry("adverse-events", 1), first.copy().put("severity", "mild")),
        "entry-taken");
    var listed = listed(Role.MONITOR, "adverse-events");
    assertThat(listed.getString("state")).isEqualTo("to-review");
    assertThat(listed.getJsonObject("content").getJsonArray("serious"))
        .isEqualTo(JsonArray.of("hospitalization", "other-important"));

    var second = first.copy().put("endedOn", "2026-03-02").put("outcome", "recovered");
    assertThat(put(Role.COORDINATOR, entry("adverse-events", 2), second).status()).isEqualTo(200);
    var clinician = new JsonObject().put("role", "clinician");
    assertProblem(
        put(Role.CLINICIAN, entry("adverse-events", 1) + "/review", clinician), "entry-outdated");
    for (int time = 0; time < 2; time++) {
      var review = put(Role.CLINICIAN, entry("adverse-events", 2) + "/review", clinician);
      assertThat(review.status()).as(review.body().encode()).isEqualTo(200);
    }
    var reviewed = listed(Role.MONITOR, "adverse-events");
    assertThat(reviewed.getString("state")).isEqualTo("reviewed");
    assertThat(reviewed.getInteger("entry")).isEqualTo(2);
    assertThat(service.history(ANN, OutcomesEvent.class))
        .filteredOn(event -> !(event instanceof OutcomesEvent.VisitsPlanned))
        .extracting(Object::getClass)
        .containsExactly(
            AdverseEventRecorded.class, AdverseEventRecorded.class, AdverseEventReviewed.class);
  }

  @Test
  void a_deviation_is_entered_and_a_locked_study_takes_no_more() {
    var deviation =
        new JsonObject()
            .put("role", "assessor")
            .put("category", "assessment")
            .put("importance", "minor")
            .put("code", "called-late")
            .put("detectedOn", "2026-03-02")
            .put("visit", "post");
    assertThat(put(Role.ASSESSOR, entry("deviations", 1), deviation).status()).isEqualTo(200);
    assertThat(listed(Role.DATA_MANAGER, "deviations").getJsonObject("content").getString("visit"))
        .isEqualTo("post");
    assertProblem(
        put(Role.COORDINATOR, entry("adverse-events", 2), adverseEvent("coordinator")),
        "entry-taken");
    say(StudyLocked.newBuilder().setStudy(STUDY).setReason("a test").setAt(NOON).build());
    assertProblem(
        put(Role.ASSESSOR, entry("deviations", 2), deviation.copy().put("code", "not-called")),
        "study-locked");
  }

  @Test
  void what_does_not_fit_is_said_by_its_field() {
    for (var wrong :
        new String[][] {
          {"term", "Fell down the stairs"},
          {"startedOn", "yesterday"},
          {"startedOn", "2026-03-03"},
          {"severity", "life-threatening"},
          {"outcome", "fatal"},
          {"role", "clinician"}
        }) {
      var reply =
          put(
              Role.COORDINATOR,
              entry("adverse-events", 1),
              adverseEvent("coordinator").put(wrong[0], wrong[1]));
      assertThat(reply.status()).as(wrong[0] + ": " + reply.body().encode()).isEqualTo(400);
    }
    assertThat(
            put(Role.COORDINATOR, entry("adverse-events", 101), adverseEvent("coordinator"))
                .status())
        .isEqualTo(400);
    assertThat(
            put(
                    Role.COORDINATOR,
                    entry("adverse-events", 1) + "/review",
                    new JsonObject().put("role", "coordinator"))
                .status())
        .isEqualTo(403);
    assertThat(
            put(Role.STATISTICIAN, entry("adverse-events", 1), adverseEvent("statistician"))
                .status())
        .isEqualTo(403);
    var stranger = "/studies/" + STUDY + "/participants/" + new UUID(0x8000L, 2);
    var unknown =
        service.as(
            Role.COORDINATOR,
            "PUT",
            stranger + entry("adverse-events", 1),
            adverseEvent("coordinator"));
    assertProblem(unknown, "not-known-yet");
    assertThat(service.history(ANN, OutcomesEvent.class)).hasSize(1);
  }
}
