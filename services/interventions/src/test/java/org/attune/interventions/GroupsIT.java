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
import org.attune.enrollment.v1.LeavingWay;
import org.attune.interventions.domain.GroupEvent;
import org.attune.interventions.domain.GroupEvent.GroupStarted;
import org.attune.interventions.domain.InterventionsEvent;
import org.attune.interventions.domain.InterventionsEvent.AttendanceRecorded;
import org.attune.interventions.domain.Trial;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.Restriction;
import org.attune.platform.token.Role;
import org.attune.testkit.harness.ServiceHarness;
import org.attune.testkit.harness.ServiceHarness.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Groups of two to three over real backends, opened on Monday 16 March 2026 in Madrid. The harness
 * signs staff as {@code staff-1} of all sites.
 */
class GroupsIT {
  /** Routes that tell staff nothing of groups. */
  private static final List<String> OF_EVERY_SERVICE =
      List.of("POST /parked/replays", "GET /studies/:study/restricted-reads");

  private static final JsonObject NOTHING = new JsonObject();
  private static final EventKey THE_STUDY = EventKey.ofStudy(STUDY);
  private static final EventKey ANN = person(1);
  private static final EventKey BEN = person(2);
  private static final EventKey CLEO = person(3);
  private static final EventKey DAN = person(4);

  private ServiceHarness service;

  private static EventKey person(long number) {
    return EventKey.of(STUDY, new UUID(0x8000L, 0x8000_0000_0000_0000L + number));
  }

  @BeforeEach
  void start() {
    service = ServiceHarness.start(new InterventionsDefinition(), NOON);
    var protocol = Trial.inGroups(3, "start");
    hears(Said.published(protocol, NOON));
    hears(Said.opened(STUDY, NOON));
  }

  @AfterEach
  void stop() {
    for (var key : List.of(THE_STUDY, ANN, BEN, CLEO, DAN)) service.assertLaw(key);
    service.close();
  }

  private void hears(SpecificRecordBase event) {
    service.awaitApplied(service.foreign().publish(event));
  }

  private void enroll(EventKey key, String site) {
    hears(Said.enrolled(key, site, NOON));
  }

  private void allocate(EventKey key) {
    hears(Said.allocated(key, "abct", "2026-03-16", "Europe/Madrid", NOON));
  }

  private void joins(EventKey key) {
    enroll(key, "s1");
    allocate(key);
    tick();
  }

  private void tick() {
    for (var key : List.of(THE_STUDY, ANN, BEN, CLEO, DAN)) while (service.tick(key) > 0) {}
  }

  private void at(String instant) {
    service.clock().set(Instant.parse(instant));
    tick();
  }

  private JsonObject programme(EventKey key) {
    return service
        .as(
            key,
            "GET",
            "/studies/" + STUDY + "/participants/" + key.participant() + "/programme",
            NOTHING)
        .body();
  }

  private JsonArray groups(Role role) {
    return service
        .as(role, "GET", "/studies/" + STUDY + "/groups", NOTHING)
        .body()
        .getJsonArray("groups");
  }

  private String group() {
    return groups(Role.ADMIN).getJsonObject(0).getString("group");
  }

  private Reply name(String facilitator, String site) {
    var body = new JsonObject().put("facilitator", facilitator).put("site", site);
    return service.as(Role.ADMIN, "PUT", "/studies/" + STUDY + "/facilitators", body);
  }

  private Reply assign(String facilitator) {
    var path = "/studies/" + STUDY + "/groups/" + group() + "/facilitator";
    return service.as(Role.ADMIN, "PUT", path, new JsonObject().put("facilitator", facilitator));
  }

  private Reply attend(Role role, EventKey key, String session, JsonObject body) {
    var path =
        "/studies/%s/participants/%s/attendance/%s".formatted(STUDY, key.participant(), session);
    return service.as(role, "PUT", path, body);
  }

  private Reply add(EventKey key) {
    var path = "/studies/" + STUDY + "/participants/" + key.participant() + "/group";
    return service.as(Role.ADMIN, "PUT", path, new JsonObject().put("group", group()));
  }

  private static String problem(Reply reply) {
    assertThat(reply.status()).isEqualTo(409);
    return reply.body().getString("type").substring("/problems/".length());
  }

  private static JsonObject present() {
    return new JsonObject().put("attendance", "present");
  }

  private static JsonObject absent() {
    return new JsonObject().put("attendance", "absent").put("reason", "illness");
  }

  private List<GroupStarted> started() {
    return service.history(THE_STUDY, GroupEvent.class).stream()
        .filter(GroupStarted.class::isInstance)
        .map(GroupStarted.class::cast)
        .toList();
  }

  private List<AttendanceRecorded> attendance(EventKey key) {
    return service.history(key, InterventionsEvent.class).stream()
        .filter(AttendanceRecorded.class::isInstance)
        .map(AttendanceRecorded.class::cast)
        .toList();
  }

  @Test
  void a_full_group_begins_together_the_day_after_and_the_next_person_opens_another() {
    joins(ANN);
    assertThat(programme(ANN).getString("groupStartsBy")).isEqualTo("2026-03-30T10:00:00Z");
    joins(BEN);
    assertThat(started()).isEmpty();
    joins(CLEO);
    joins(DAN);
    assertThat(started()).hasSize(1);
    for (var key : List.of(ANN, BEN, CLEO)) {
      assertThat(programme(key).getString("firstDay")).isEqualTo("2026-03-17");
      assertThat(programme(key).getString("nextGroupSession")).isEqualTo("2026-03-17");
      assertThat(programme(key).encode()).doesNotContain("\"abct\"", group());
    }
    assertThat(groups(Role.ADMIN)).hasSize(2);
    assertThat(programme(DAN).getJsonArray("modules")).isEmpty();
  }

  @Test
  void at_its_time_a_small_group_starts_and_says_that_it_deviates() {
    joins(ANN);
    at("2026-03-30T09:59:59Z");
    assertThat(started()).isEmpty();
    at("2026-03-30T10:00:00Z");
    assertThat(started().getFirst().belowMinimum()).isTrue();
    assertThat(programme(ANN).getString("firstDay")).isEqualTo("2026-03-31");
  }

  @Test
  void whoever_is_allocated_before_enrollment_arrives_joins_when_it_does() {
    allocate(ANN);
    tick();
    assertThat(groups(Role.ADMIN)).isEmpty();
    enroll(ANN, "s2");
    tick();
    assertThat(groups(Role.ADMIN).getJsonObject(0).getString("site")).isEqualTo("s2");
  }

  @Test
  void whoever_leaves_while_waiting_gives_the_place_back() {
    joins(ANN);
    hears(Said.left(ANN, LeavingWay.STOP_INTERVENTION, NOON));
    joins(BEN);
    joins(CLEO);
    assertThat(started()).isEmpty();
    joins(DAN);
    assertThat(started().getFirst().people()).isEqualTo(3);
    assertThat(programme(ANN).encode()).isEqualTo("{\"modules\":[]}");
  }

  @Test
  void a_full_group_takes_nobody_by_hand_and_nothing_is_half_done() {
    joins(ANN);
    joins(BEN);
    joins(CLEO);
    joins(DAN);
    var full = started().getFirst().groupId().toString();
    var before = groups(Role.ADMIN).encode();
    var path = "/studies/" + STUDY + "/participants/" + DAN.participant() + "/group";
    var reply = service.as(Role.ADMIN, "PUT", path, new JsonObject().put("group", full));
    assertThat(problem(reply)).isEqualTo("group-full");
    assertThat(groups(Role.ADMIN).encode()).isEqualTo(before);
  }

  @Test
  void somebody_added_by_hand_to_a_group_that_has_started_begins_with_it() {
    joins(ANN);
    at("2026-03-30T10:00:00Z");
    enroll(BEN, "s1");
    allocate(BEN);
    assertThat(add(BEN).status()).isEqualTo(200);
    tick();
    assertThat(programme(BEN).getString("firstDay")).isEqualTo("2026-03-31");
    assertThat(problem(add(CLEO))).isEqualTo("not-known-yet");
  }

  @Test
  void a_facilitator_of_another_site_is_refused() {
    joins(ANN);
    assertThat(problem(assign("staff-1"))).isEqualTo("facilitator-unknown");
    assertThat(name("staff-1", "s2").status()).isEqualTo(200);
    assertThat(name("staff-1", "s2").status()).as("said twice").isEqualTo(200);
    assertThat(problem(name("staff-1", "s1"))).isEqualTo("facilitator-of-another-site");
    assertThat(problem(assign("staff-1"))).isEqualTo("facilitator-of-another-site");
    assertThat(problem(name("staff-2", "s9"))).isEqualTo("site-unknown");
    assertThat(groups(Role.ADMIN).getJsonObject(0).containsKey("facilitator")).isFalse();
  }

  @Test
  void facilitators_see_and_record_for_their_own_groups_only() {
    joins(ANN);
    joins(BEN);
    joins(CLEO);
    name("staff-2", "s1");
    assign("staff-2");
    at("2026-03-17T18:00:00Z");
    assertThat(groups(Role.FACILITATOR)).isEmpty();
    assertThat(attend(Role.FACILITATOR, ANN, "s1", present()).status()).isEqualTo(404);
    assertThat(attend(Role.COORDINATOR, ANN, "s1", present()).status()).isEqualTo(403);
    assertThat(service.as(Role.ASSESSOR, "GET", "/studies/" + STUDY + "/groups", NOTHING).status())
        .isEqualTo(403);
    name("staff-1", "s1");
    assign("staff-1");
    assertThat(groups(Role.FACILITATOR)).hasSize(1);
    assertThat(attend(Role.FACILITATOR, DAN, "s1", present()).status()).isEqualTo(404);
    assertThat(attend(Role.FACILITATOR, ANN, "s1", present()).status()).isEqualTo(200);
  }

  /** Everything of this service depends on the arm. */
  @Test
  void whatever_staff_are_told_of_groups_is_on_record() {
    assertThat(service.runtime().routes().declared())
        .filteredOn(route -> !route.access().roles().isEmpty())
        .filteredOn(route -> !OF_EVERY_SERVICE.contains(route.name()))
        .hasSizeGreaterThan(4)
        .allMatch(route -> route.access().restriction().equals(Restriction.ALWAYS));
    joins(ANN);
    assertThat(groups(Role.FACILITATOR)).isEmpty();
    var list = service.as(Role.MONITOR, "GET", "/studies/" + STUDY + "/restricted-reads", NOTHING);
    var reads = list.body().getJsonArray("restrictedReads");
    assertThat(reads).hasSize(1);
    assertThat(reads.getJsonObject(0).getString("what")).isEqualTo("GET /studies/:study/groups");
    assertThat(reads.getJsonObject(0).getString("role")).isEqualTo("facilitator");
  }

  @Test
  void attendance_is_recorded_once() {
    joins(ANN);
    joins(BEN);
    joins(CLEO);
    name("staff-1", "s1");
    assign("staff-1");
    assertThat(problem(attend(Role.FACILITATOR, ANN, "s1", absent())))
        .isEqualTo("session-not-held-yet");
    at("2026-03-17T18:00:00Z");
    assertThat(attend(Role.FACILITATOR, ANN, "s1", absent()).status()).isEqualTo(200);
    assertThat(attend(Role.FACILITATOR, ANN, "s1", absent()).status()).isEqualTo(200);
    assertThat(problem(attend(Role.FACILITATOR, ANN, "s1", present())))
        .isEqualTo("attendance-already-recorded");
    assertThat(attendance(ANN)).hasSize(1);
    assertThat(
            attend(Role.FACILITATOR, BEN, "s1", new JsonObject().put("attendance", "absent"))
                .status())
        .as("without a reason")
        .isEqualTo(400);
    assertThat(attendance(BEN)).isEmpty();
    var seats = groups(Role.FACILITATOR).getJsonObject(0).getJsonArray("members");
    assertThat(seats.getJsonObject(0).getJsonObject("attendance").getString("s1"))
        .isEqualTo("absent");
  }
}
