package org.attune.interventions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.interventions.domain.Trial.NOON;
import static org.attune.interventions.domain.Trial.STUDY;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.attune.interventions.domain.GroupEvent;
import org.attune.interventions.domain.GroupEvent.MeetingArranged;
import org.attune.interventions.domain.InterventionsEvent;
import org.attune.interventions.domain.InterventionsEvent.AttendanceRecorded;
import org.attune.interventions.domain.Trial;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Role;
import org.attune.testkit.harness.ServiceHarness;
import org.attune.testkit.harness.ServiceHarness.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Where and when a group of two in Madrid meets, over real backends. It is full on Monday 16 March
 * 2026 and has eight weekly sessions from Tuesday on; {@code staff-1} leads it.
 */
class MeetingsIT {
  private static final JsonObject NOTHING = new JsonObject();
  private static final EventKey THE_STUDY = EventKey.ofStudy(STUDY);
  private static final EventKey ANN = person(1);
  private static final EventKey BEN = person(2);
  private static final String LINK = "https://meet.example.org/kind";

  private ServiceHarness service;

  private static EventKey person(long number) {
    return EventKey.of(STUDY, new UUID(0x8000L, 0x8000_0000_0000_0000L + number));
  }

  @BeforeEach
  void start() {
    service = ServiceHarness.start(new InterventionsDefinition(), NOON);
    hears(Said.published(Trial.inGroups(2, "start"), NOON));
    hears(Said.opened(STUDY, NOON));
    for (var key : List.of(ANN, BEN)) {
      hears(Said.enrolled(key, "s1", NOON));
      hears(Said.allocated(key, "abct", "2026-03-16", "Europe/Madrid", NOON));
      tick();
    }
    var facilitator = new JsonObject().put("facilitator", "staff-1");
    put(Role.ADMIN, "/facilitators", facilitator.copy().put("site", "s1"));
    put(Role.ADMIN, "/groups/" + group() + "/facilitator", facilitator);
  }

  @AfterEach
  void stop() {
    for (var key : List.of(THE_STUDY, ANN, BEN)) service.assertLaw(key);
    service.close();
  }

  private void hears(SpecificRecordBase event) {
    service.awaitApplied(service.foreign().publish(event));
  }

  private void tick() {
    for (var key : List.of(THE_STUDY, ANN, BEN)) while (service.tick(key) > 0) {}
  }

  private Reply put(Role role, String path, JsonObject body) {
    return service.as(role, "PUT", "/studies/" + STUDY + path, body);
  }

  private JsonObject listed() {
    return service
        .as(Role.ADMIN, "GET", "/studies/" + STUDY + "/groups", NOTHING)
        .body()
        .getJsonArray("groups")
        .getJsonObject(0);
  }

  private String group() {
    return listed().getString("group");
  }

  private Reply arrange(Role role, String session, JsonObject body) {
    return put(role, "/groups/" + group() + "/meetings" + session, body);
  }

  private Reply attend(String session) {
    var path = "/participants/" + ANN.participant() + "/attendance/" + session;
    return put(Role.FACILITATOR, path, new JsonObject().put("attendance", "present"));
  }

  private JsonObject session(EventKey key, int number) {
    var path = "/studies/" + STUDY + "/participants/" + key.participant() + "/programme";
    JsonArray modules = service.as(key, "GET", path, NOTHING).body().getJsonArray("modules");
    return modules.getJsonObject(number - 1);
  }

  private List<MeetingArranged> arranged() {
    return service.history(THE_STUDY, GroupEvent.class).stream()
        .filter(MeetingArranged.class::isInstance)
        .map(MeetingArranged.class::cast)
        .toList();
  }

  private static JsonObject evenings() {
    return new JsonObject().put("begins", "18:30").put("place", "Room 2, first floor");
  }

  private static String problem(Reply reply) {
    assertThat(reply.status()).isEqualTo(409);
    return reply.body().getString("type").substring("/problems/".length());
  }

  @Test
  void everybody_of_the_group_is_told_hour_and_place_once_they_are_arranged() {
    assertThat(session(ANN, 1).containsKey("meeting")).isFalse();
    var entry = session(ANN, 1).getString("entry");
    assertThat(arrange(Role.FACILITATOR, "", evenings()).status()).isEqualTo(200);
    assertThat(arrange(Role.FACILITATOR, "", evenings()).status()).as("twice").isEqualTo(200);
    assertThat(arranged()).hasSize(8);
    for (var key : List.of(ANN, BEN)) {
      assertThat(session(key, 1).getString("heldOn")).isEqualTo("2026-03-17");
      assertThat(session(key, 1).getJsonObject("meeting"))
          .isEqualTo(
              new JsonObject()
                  .put("begins", "18:30")
                  .put("zone", "Europe/Madrid")
                  .put("minutes", 120)
                  .put("revision", 1)
                  .put("date", "2026-03-17")
                  .put("beginsAt", "2026-03-17T17:30:00Z")
                  .put("place", "Room 2, first floor"));
    }
    assertThat(session(ANN, 3).getJsonObject("meeting").getString("beginsAt"))
        .as("summer time has begun")
        .isEqualTo("2026-03-31T16:30:00Z");
    assertThat(session(ANN, 1).getString("entry")).isEqualTo(entry);
    assertThat(session(BEN, 1).getString("entry")).isNotEqualTo(entry);
  }

  @Test
  void one_meeting_is_moved_and_attendance_goes_along() {
    arrange(Role.ADMIN, "", evenings());
    var moved = new JsonObject().put("date", "2026-03-19").put("begins", "17:00").put("link", LINK);
    assertThat(arrange(Role.ADMIN, "/s1", moved).status()).isEqualTo(200);
    assertThat(session(ANN, 1).getString("heldOn")).isEqualTo("2026-03-19");
    assertThat(session(ANN, 1).getJsonObject("meeting").getInteger("revision")).isEqualTo(2);
    assertThat(session(ANN, 1).getJsonObject("meeting").containsKey("place")).isFalse();
    service.clock().set(Instant.parse("2026-03-18T18:00:00Z"));
    assertThat(problem(attend("s1"))).isEqualTo("session-not-held-yet");
    service.clock().set(Instant.parse("2026-03-19T18:00:00Z"));
    assertThat(attend("s1").status()).isEqualTo(200);
    var recorded =
        service.history(ANN, InterventionsEvent.class).stream()
            .filter(AttendanceRecorded.class::isInstance)
            .map(AttendanceRecorded.class::cast)
            .toList();
    assertThat(recorded.getFirst().heldOn()).isEqualTo("2026-03-19");
    assertThat(problem(arrange(Role.FACILITATOR, "/s1", evenings()))).isEqualTo("meeting-held");
  }

  @Test
  void a_facilitator_sees_when_and_where_each_meeting_is() {
    arrange(Role.FACILITATOR, "", evenings().put("link", LINK).put("minutes", 90));
    arrange(Role.FACILITATOR, "/s2", evenings().put("date", "2026-03-25"));
    assertThat(listed().getJsonObject("sessions").getString("s2")).isEqualTo("2026-03-25");
    var first = listed().getJsonObject("meetings").getJsonObject("s1");
    assertThat(first.getString("date")).isEqualTo("2026-03-17");
    assertThat(first.getString("begins")).isEqualTo("18:30");
    assertThat(first.getInteger("minutes")).isEqualTo(90);
    assertThat(first.getString("link")).isEqualTo(LINK);
  }

  @Test
  void only_whoever_leads_the_group_and_administrators_arrange() {
    assertThat(arrange(Role.COORDINATOR, "", evenings()).status()).isEqualTo(403);
    put(
        Role.ADMIN,
        "/facilitators",
        new JsonObject().put("facilitator", "staff-2").put("site", "s1"));
    put(
        Role.ADMIN,
        "/groups/" + group() + "/facilitator",
        new JsonObject().put("facilitator", "staff-2"));
    assertThat(arrange(Role.FACILITATOR, "", evenings()).status()).isEqualTo(404);
    assertThat(arrange(Role.ADMIN, "", evenings()).status()).isEqualTo(200);
    var nowhere = "/groups/" + new UUID(0, 9) + "/meetings";
    assertThat(problem(put(Role.ADMIN, nowhere, evenings()))).isEqualTo("group-unknown");
    assertThat(put(Role.FACILITATOR, nowhere, evenings()).status()).isEqualTo(404);
  }

  @Test
  void what_is_no_meeting_is_refused() {
    for (var body :
        List.of(
            new JsonObject().put("place", "Room 2"),
            new JsonObject().put("begins", "18:30"),
            evenings().put("begins", "6pm"),
            evenings().put("begins", "24:00"),
            evenings().put("minutes", 0),
            evenings().put("minutes", 721),
            evenings().put("place", "x".repeat(201)),
            evenings().put("place", "Room 2\nBEGIN:VEVENT"),
            evenings().put("link", "http://meet.example.org"),
            evenings().put("link", "javascript:alert(1)"),
            evenings().put("link", "https://me@meet.example.org"),
            evenings().put("link", LINK + "x".repeat(500)))) {
      assertThat(arrange(Role.ADMIN, "", body).status()).as(body.encode()).isEqualTo(400);
    }
    assertThat(problem(arrange(Role.ADMIN, "", evenings().put("from", "s9"))))
        .isEqualTo("session-unknown");
    assertThat(problem(arrange(Role.ADMIN, "/s1", evenings().put("date", "2026-05-12"))))
        .isEqualTo("outside-programme");
    assertThat(arranged()).isEmpty();
  }
}
