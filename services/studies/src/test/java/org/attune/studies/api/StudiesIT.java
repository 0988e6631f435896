package org.attune.studies.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.attune.enrollment.v1.SafetyContactsNamed;
import org.attune.enrollment.v1.SafetyPost;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Role;
import org.attune.studies.Bundles;
import org.attune.studies.StudiesDefinition;
import org.attune.studies.domain.StudyEvent;
import org.attune.testkit.harness.ServiceHarness;
import org.attune.testkit.harness.ServiceHarness.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The routes of a live platform over real tables; each test has a study of its own. */
class StudiesIT {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static ServiceHarness harness;

  @BeforeAll
  static void start() {
    harness = ServiceHarness.start(new StudiesDefinition(), NOON);
  }

  @AfterAll
  static void stop() {
    harness.close();
  }

  private static Map<String, String> pilot(String slug) {
    return Bundles.files(
        "kindness-pilot", text -> text.replace("study: kindness-pilot", "study: " + slug));
  }

  private static Reply publish(String study, int version, Map<String, String> files) {
    var texts = new JsonObject();
    files.forEach(texts::put);
    return harness.as(
        Role.INVESTIGATOR,
        "PUT",
        "/studies/%s/versions/%d".formatted(study, version),
        new JsonObject().put("files", texts));
  }

  private static Reply post(String study, String act) {
    return harness.as(
        Role.ADMIN,
        "POST",
        "/studies/" + study + "/" + act,
        act.equals("opening") ? new JsonObject() : new JsonObject().put("reason", "a test"));
  }

  /** What enrollment says when contacts are loaded. */
  private static void name(String study, String... sites) {
    var posts =
        Stream.of(sites)
            .map(
                site ->
                    SafetyPost.newBuilder().setSite(site).setRole("clinician").setPeople(1).build())
            .toList();
    harness.awaitApplied(
        harness
            .foreign()
            .publish(
                SafetyContactsNamed.newBuilder()
                    .setStudy(study)
                    .setNaming(1)
                    .setPosts(posts)
                    .setAt(Instant.parse("2026-03-01T12:00:00Z"))
                    .build()));
  }

  private static List<StudyEvent> history(String study) {
    return harness.history(EventKey.ofStudy(study), StudyEvent.class);
  }

  private static void assertLaw(String study) {
    harness.assertLaw(EventKey.ofStudy(study));
  }

  @Test
  void a_study_goes_through_its_life_and_every_step_twice_is_the_same() {
    var first = publish("life", 1, pilot("life"));
    assertThat(first.status()).isEqualTo(200);
    assertThat(publish("life", 1, pilot("life"))).isEqualTo(first);
    name("life", "s1", "s2");
    for (var act : List.of("opening", "pause", "resumption", "pause", "closing", "locking")) {
      var reply = post("life", act);
      assertThat(reply.status()).as(act).isEqualTo(200);
      assertThat(post("life", act)).isEqualTo(reply);
      assertLaw("life");
    }
    assertThat(history("life")).hasSize(7);
    var shown = harness.as(Role.MONITOR, "GET", "/studies/life", new JsonObject()).body();
    assertThat(shown.getString("status")).isEqualTo("LOCKED");
    assertThat(shown.getJsonArray("versions").getJsonObject(0).getString("protocolSha256"))
        .isEqualTo(first.body().getString("protocolSha256"))
        .hasSize(64);
  }

  @Test
  void a_bundle_with_errors_is_answered_with_every_finding_and_nothing_is_published() {
    var files =
        Bundles.files(
            "kindness-pilot",
            text ->
                text.replace("study: kindness-pilot", "study: broken")
                    .replace("zone: Europe/Dublin", "zone: Europe/Dublon")
                    .replace("block-sizes: [4, 6]", "block-sizes: [3, 6]"));
    var reply = publish("broken", 1, files);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().getString("type")).isEqualTo("/problems/bundle-has-errors");
    var findings = reply.body().getJsonArray("findings");
    assertThat(findings).isNotEmpty();
    assertThat(findings.getJsonObject(0).fieldNames())
        .containsExactlyInAnyOrder("file", "line", "column", "severity", "code", "sentence");
    assertThat(harness.as(Role.ADMIN, "GET", "/studies/broken", new JsonObject()).status())
        .isEqualTo(404);
    assertThat(history("broken")).isEmpty();
  }

  @Test
  void another_text_under_a_published_version_is_refused() {
    publish("fixed", 1, pilot("fixed"));
    var changed =
        Bundles.files(
            "kindness-pilot",
            text ->
                text.replace("study: kindness-pilot", "study: fixed")
                    .replace("target: 40", "target: 44"));
    var reply = publish("fixed", 1, changed);
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.body().getString("type")).isEqualTo("/problems/version-published");
  }

  @Test
  void an_amendment_is_the_next_version_with_date_and_reason() {
    publish("amended", 1, pilot("amended"));
    name("amended", "s1", "s2");
    post("amended", "opening");
    var second =
        Bundles.files(
            "kindness-pilot",
            text ->
                Bundles.amended("2026-03-15")
                    .apply(text.replace("study: kindness-pilot", "study: amended"))
                    .replace("target: 40", "target: 36"));
    assertThat(publish("amended", 2, second).status()).isEqualTo(200);
    assertThat(history("amended")).hasSize(3);
    assertLaw("amended");
  }

  @Test
  void a_site_without_safety_contacts_does_not_open_until_somebody_is_named() {
    publish("alone", 1, pilot("alone"));
    var nobody = post("alone", "opening");
    assertThat(nobody.body().getString("type")).isEqualTo("/problems/safety-contact-missing");
    assertThat(nobody.body().getString("detail")).contains("s1/clinician", "s2/clinician");
    var early =
        harness.as(Role.ADMIN, "POST", "/studies/alone/opening", new JsonObject().put("naming", 1));
    assertThat(early.body().getString("type")).isEqualTo("/problems/not-known-yet");
    name("alone", "s1", "s2");
    assertThat(post("alone", "opening").status()).isEqualTo(200);
  }

  @Test
  void a_real_study_that_declares_a_cross_over_does_not_open() {
    var files = new java.util.TreeMap<>(Bundles.files("abct-mbsr-tau"));
    var crossing = "intervention: mbsr, crosses-to: {programme: abct, after: month6}";
    files.computeIfPresent("study.yaml", (_, text) -> text.replace("intervention: mbsr", crossing));
    publish("abct-mbsr-tau", 1, files);
    var reply = post("abct-mbsr-tau", "opening");
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.body().getString("type")).isEqualTo("/problems/declared-not-acted-on");
    assertThat(reply.body().getString("detail"))
        .contains("cross-over")
        .doesNotContain("groups", "safety");
  }

  @Test
  void a_live_platform_never_pretends() {
    publish("real", 1, pilot("real"));
    var reply =
        harness.as(
            Role.ADMIN, "POST", "/studies/real/opening", new JsonObject().put("synthetic", true));
    assertThat(reply.body().getString("type")).isEqualTo("/problems/synthetic-not-allowed");
  }

  @Test
  void a_request_that_does_not_fit_names_the_field() {
    assertThat(field(publish("other", 1, pilot("pilot")))).isEqualTo("study");
    assertThat(field(publish("pilot", 2, pilot("pilot")))).isEqualTo("version");
    assertThat(field(publish("pilot", 1, Map.of("../study.yaml", "study: x")))).isEqualTo("files");
    assertThat(field(publish("pilot", 1, Map.of()))).isEqualTo("files");
    publish("form", 1, pilot("form"));
    assertThat(field(harness.as(Role.ADMIN, "POST", "/studies/form/pause", new JsonObject())))
        .isEqualTo("reason");
    assertThat(
            field(
                harness.as(
                    Role.ADMIN,
                    "POST",
                    "/studies/form/opening",
                    new JsonObject().put("status", "OPEN"))))
        .isEqualTo("status");
  }

  private static String field(Reply reply) {
    assertThat(reply.status()).isEqualTo(400);
    return reply.body().getString("field");
  }

  @Test
  void an_unknown_study_leaves_no_trace() {
    assertThat(post("nowhere", "pause").body().getString("type"))
        .isEqualTo("/problems/study-unknown");
    int rows =
        harness
            .database()
            .inTransaction(
                connection ->
                    org.attune.platform.data.Sql.find(
                            connection,
                            "select count(*) from ledger where study = 'nowhere'",
                            row -> row.getInt(1))
                        .orElseThrow());
    assertThat(rows).isZero();
  }

  @Test
  void twenty_openings_at_once_open_once() throws Exception {
    publish("race", 1, pilot("race"));
    name("race", "s1", "s2");
    var calls = new ArrayList<Callable<Reply>>();
    for (int i = 0; i < 20; i++) calls.add(() -> post("race", "opening"));
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var future : executor.invokeAll(calls)) {
        assertThat(future.get().status()).isIn(200, 503);
      }
    }
    assertThat(history("race")).hasSize(2);
    assertLaw("race");
  }

  @Test
  void whoever_may_not_publish_or_open_is_forbidden() {
    for (var role : List.of(Role.COORDINATOR, Role.MONITOR, Role.STATISTICIAN)) {
      assertThat(
              harness
                  .as(role, "POST", "/studies/kindness-pilot/closing", new JsonObject())
                  .status())
          .isEqualTo(403);
    }
    assertThat(harness.send("", "GET", "/studies", new JsonObject()).status()).isEqualTo(401);
    var list = harness.as(Role.MONITOR, "GET", "/studies", new JsonObject());
    assertThat(new JsonArray(list.body().getString("body"))).isNotNull();
  }
}
