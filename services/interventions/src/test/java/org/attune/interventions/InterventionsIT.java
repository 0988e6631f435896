package org.attune.interventions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.interventions.domain.Trial.NOON;
import static org.attune.interventions.domain.Trial.PROGRAMME;
import static org.attune.interventions.domain.Trial.PROTOCOL;
import static org.attune.interventions.domain.Trial.STUDY;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.attune.enrollment.v1.LeavingWay;
import org.attune.interventions.domain.InterventionsEvent;
import org.attune.interventions.domain.InterventionsEvent.EngagementRecorded;
import org.attune.interventions.domain.InterventionsEvent.ModuleUnlocked;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEndReason;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEnded;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeStarted;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.studies.v1.StudyClosed;
import org.attune.testkit.harness.ServiceHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The service over real backends: allocations in, programmes and engagement over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterventionsIT {
  private static final JsonObject NOTHING = new JsonObject();

  private ServiceHarness service;
  private EventKey ann;
  private int people;

  @BeforeAll
  void start() {
    service = ServiceHarness.start(new InterventionsDefinition(), NOON);
    service.foreign().publish(Said.published(PROTOCOL, NOON));
    open();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @BeforeEach
  void somebodyNew() {
    ann = EventKey.of(STUDY, new UUID(0x8000L, 0x8000_0000_0000_0100L + people++));
    service.clock().set(NOON);
  }

  @AfterEach
  void state_is_what_the_history_implies() {
    service.assertLaw(ann);
  }

  private void hears(SpecificRecordBase event) {
    service.awaitApplied(service.foreign().publish(event));
  }

  private void open() {
    hears(Said.opened(STUDY, NOON));
  }

  private void enroll() {
    hears(Said.enrolled(ann, "s1", NOON));
  }

  private void allocate(String arm) {
    hears(Said.allocated(ann, arm, "2026-03-16", "Europe/Madrid", NOON));
  }

  private void leave(LeavingWay way) {
    hears(Said.left(ann, way, NOON));
  }

  private String path() {
    return "/studies/" + STUDY + "/participants/" + ann.participant();
  }

  private JsonObject programme() {
    var reply = service.as(ann, "GET", path() + "/programme", NOTHING);
    assertThat(reply.status()).isEqualTo(200);
    return reply.body();
  }

  private ServiceHarness.Reply engage(UUID id, String module) {
    return engage(id, module, 100);
  }

  private ServiceHarness.Reply engage(UUID id, String module, int completionPercent) {
    return put(id, engagement(module, completionPercent));
  }

  private ServiceHarness.Reply put(UUID id, JsonObject engagement) {
    return service.as(ann, "PUT", path() + "/engagements/" + id, engagement);
  }

  private JsonObject engagement(String module, int completionPercent) {
    var deviceNow = service.clock().now().minus(Duration.ofHours(3)); // a clock that is behind
    return new JsonObject()
        .put("module", module)
        .put("startedAt", deviceNow.minusSeconds(900).toString())
        .put("endedAt", deviceNow.toString())
        .put("seconds", 840)
        .put("completionPercent", completionPercent)
        .put("rating", 4)
        .put("deviceNow", deviceNow.toString());
  }

  private <T> List<T> events(Class<T> type) {
    return service.history(ann, InterventionsEvent.class).stream()
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private void at(String instant) {
    service.clock().set(Instant.parse(instant));
    while (service.tick(ann) > 0) {}
  }

  @Test
  void a_programme_opens_in_the_language_of_its_participant_and_records_engagement() {
    enroll();
    allocate("abct");
    assertThat(programme().getJsonArray("modules")).hasSize(11);
    at("2026-03-17T05:00:00Z");
    var programme = programme();
    assertThat(programme.getString("title")).isEqualTo(PROGRAMME.title().byLanguage().get("es"));
    var first = programme.getJsonArray("modules").getJsonObject(0);
    assertThat(first.getBoolean("available")).isTrue();
    assertThat(first.getString("text"))
        .isEqualTo(PROGRAMME.sessions().getFirst().text().byLanguage().get("es"));
    assertThat(programme.getJsonArray("modules").getJsonObject(1).containsKey("text")).isFalse();
    at("2026-03-17T18:00:00Z");
    assertThat(engage(new UUID(1, 1), "s1").status()).isEqualTo(200);
    assertThat(engage(new UUID(1, 1), "s1").status()).as("sent twice").isEqualTo(200);
    var recorded = events(EngagementRecorded.class);
    assertThat(recorded).hasSize(1);
    assertThat(recorded.getFirst().endedAt()).isEqualTo(service.clock().now());
    assertThat(programme().getJsonArray("modules").getJsonObject(0).getLong("engagements"))
        .isEqualTo(1);
    var setBack = engagement("s1", 50).put("deviceNow", service.clock().now().toString());
    setBack.put("startedAt", "2031-01-01T00:00:00Z").put("endedAt", "2031-01-01T00:15:00Z");
    assertThat(put(new UUID(1, 2), setBack).status()).isEqualTo(200);
    assertThat(events(EngagementRecorded.class).getLast().endedAt())
        .isEqualTo(service.clock().now());
    assertThat(put(new UUID(1, 3), setBack.put("endedAt", "2200-01-01T00:00:00Z")).status())
        .isEqualTo(400);
    var held = service.as(ann, "GET", path() + "/held", NOTHING).body().getJsonArray("events");
    assertThat(held).as("what was done, not what was unlocked").hasSize(2);
    assertThat(held.getJsonObject(0).getInteger("seconds")).isEqualTo(840);
  }

  @Test
  void what_a_stretch_came_to_is_read_from_the_history_where_the_table_did_not_say_it() {
    enroll();
    allocate("abct");
    at("2026-03-17T05:00:00Z");
    at("2026-03-17T18:00:00Z");
    assertThat(engage(new UUID(1, 1), "s1").status()).isEqualTo(200);
    service
        .database()
        .transact(
            connection -> {
              Sql.update(connection, "update engagement set completion_percent = 0");
              Sql.update(
                  connection,
                  """
                  insert into due (kind, study, participant, key, at)
                  values ('engagement-completion', ?, ?, '', now() - interval '100 years')
                  """,
                  ann.study(),
                  ann.participant());
            });
    assertThat(service.tick(ann)).isPositive();
    assertThat(programme().getJsonArray("modules").getJsonObject(0).getString("finishedAt"))
        .isNotNull(); // and the law holds, see below
  }

  @Test
  void what_is_unlocked_comes_whole_in_the_language_of_its_participant_and_the_rest_not_at_all() {
    enroll();
    allocate("abct");
    at("2026-03-17T05:00:00Z");
    var modules = programme().getJsonArray("modules");
    var parts = modules.getJsonObject(0).getJsonArray("parts");
    assertThat(parts).hasSameSizeAs(PROGRAMME.sessions().getFirst().content().parts());
    assertThat(parts.getJsonObject(0).getString("kind")).isEqualTo("text");
    assertThat(parts.getJsonObject(0).getString("title")).isEqualTo("Por qué empezar por llegar");
    var exercise = parts.getJsonObject(1);
    assertThat(exercise.getJsonArray("steps")).hasSize(3);
    assertThat(exercise.getInteger("seconds")).isEqualTo(180);
    assertThat(exercise.getJsonObject("breath")).isEqualTo(breath());
    assertThat(programme().getString("language")).isEqualTo("es");
    assertThat(modules.getJsonObject(1).containsKey("parts")).isFalse();
    assertThat(programme().encode()).doesNotContain("Construir el lugar");
    at("2026-03-24T05:00:00Z");
    assertThat(programme().encode()).contains("Construir el lugar");
  }

  private static JsonObject breath() {
    return new JsonObject().put("in", 4).put("out", 6);
  }

  @Test
  void a_session_is_finished_when_somebody_came_to_its_end() {
    enroll();
    allocate("abct");
    at("2026-03-17T05:00:00Z");
    at("2026-03-17T18:00:00Z");
    assertThat(engage(new UUID(4, 1), "s1", 99).status()).isEqualTo(200);
    assertThat(programme().getJsonArray("modules").getJsonObject(0).containsKey("finishedAt"))
        .isFalse();
    assertThat(engage(new UUID(4, 2), "s1", 100).status()).isEqualTo(200);
    assertThat(programme().getJsonArray("modules").getJsonObject(0).getString("finishedAt"))
        .isEqualTo("2026-03-17T18:00:00Z");
  }

  @Test
  void the_whole_programme_unlocks_and_ends() {
    allocate("abct"); // before enrollment has arrived
    enroll();
    at("2026-05-11T22:00:00Z");
    assertThat(events(ModuleUnlocked.class)).hasSize(11);
    var ended = events(ProgrammeEnded.class).getFirst();
    assertThat(ended.reason()).isEqualTo(ProgrammeEndReason.COMPLETED);
    assertThat(programme().getBoolean("ended")).isTrue();
  }

  @Test
  void an_arm_without_a_programme_is_answered_like_somebody_who_is_not_known() {
    var unknown = programme();
    enroll();
    allocate("tau");
    at("2026-03-20T12:00:00Z");
    assertThat(programme()).isEqualTo(unknown);
    assertThat(unknown.encode()).isEqualTo("{\"modules\":[]}");
    assertThat(engage(new UUID(2, 2), "s1").body().getString("type"))
        .isEqualTo("/problems/module-unknown");
    assertThat(service.history(ann, InterventionsEvent.class)).isEmpty();
  }

  @Test
  void no_answer_names_the_arm_or_the_programme() {
    enroll();
    allocate("abct");
    at("2026-03-17T05:00:00Z");
    assertThat(programme().fieldNames()).doesNotContain("programme", "arm");
    assertThat(programme().encode()).doesNotContain("\"abct\"");
  }

  @Test
  void a_move_takes_the_hours_of_the_programme_along() {
    enroll();
    allocate("abct");
    hears(Said.moved(ann, "America/Lima", NOON));
    at("2026-03-17T10:59:59Z");
    assertThat(events(ModuleUnlocked.class)).isEmpty();
    at("2026-03-17T11:00:00Z");
    assertThat(events(ModuleUnlocked.class)).hasSize(2);
  }

  @Test
  void leaving_ends_the_programme_and_stopping_prompts_does_not() {
    enroll();
    allocate("abct");
    leave(LeavingWay.STOP_PROMPTS);
    assertThat(events(ProgrammeEnded.class)).isEmpty();
    leave(LeavingWay.WITHDRAW_FOLLOWUP);
    leave(LeavingWay.WITHDRAW_FOLLOWUP);
    assertThat(events(ProgrammeEnded.class))
        .extracting(ProgrammeEnded::reason)
        .containsExactly(ProgrammeEndReason.LEFT);
    assertThat(programme().encode()).isEqualTo("{\"modules\":[]}");
    at("2026-06-01T00:00:00Z");
    assertThat(events(ModuleUnlocked.class)).isEmpty();
  }

  @Test
  void whoever_stopped_the_intervention_sees_what_somebody_without_one_sees() {
    enroll();
    var without = programme();
    allocate("abct");
    at("2026-03-17T18:00:00Z");
    assertThat(programme()).isNotEqualTo(without);
    leave(LeavingWay.STOP_INTERVENTION);
    assertThat(events(ProgrammeEnded.class))
        .extracting(ProgrammeEnded::reason)
        .containsExactly(ProgrammeEndReason.LEFT);
    assertThat(programme()).isEqualTo(without);
    at("2026-06-01T00:00:00Z");
    assertThat(events(ProgrammeEnded.class)).hasSize(1);
  }

  @Test
  void whoever_left_before_allocation_arrived_starts_nothing() {
    enroll();
    leave(LeavingWay.WITHDRAW_FOLLOWUP);
    allocate("abct");
    assertThat(events(ProgrammeStarted.class)).isEmpty();
  }

  @Test
  void closing_the_study_ends_every_programme() {
    enroll();
    allocate("mbsr");
    hears(StudyClosed.newBuilder().setStudy(STUDY).setReason("over").setAt(NOON).build());
    assertThat(events(ProgrammeEnded.class))
        .extracting(ProgrammeEnded::reason)
        .containsExactly(ProgrammeEndReason.STUDY_CLOSED);
    open(); // for the other tests
  }

  @Test
  void a_form_that_cannot_be_names_its_field() {
    enroll();
    allocate("abct");
    at("2026-03-17T18:00:00Z");
    var body =
        new JsonObject()
            .put("module", "s1")
            .put("startedAt", "2026-03-17T17:00:00Z")
            .put("endedAt", "2026-03-17T17:10:00Z")
            .put("seconds", 3_600)
            .put("completionPercent", 100)
            .put("deviceNow", "2026-03-17T18:00:00Z");
    var reply = service.as(ann, "PUT", path() + "/engagements/" + new UUID(3, 3), body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().getString("field")).isEqualTo("seconds");
  }
}
