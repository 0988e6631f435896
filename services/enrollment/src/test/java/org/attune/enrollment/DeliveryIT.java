package org.attune.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.enrollment.EnrollmentScenario.PILOT;
import static org.attune.enrollment.EnrollmentScenario.START;
import static org.attune.enrollment.EnrollmentScenario.invalid;
import static org.attune.enrollment.EnrollmentScenario.message;
import static org.attune.enrollment.EnrollmentScenario.ok;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.enrollment.channel.Carriers;
import org.attune.enrollment.channel.Letter;
import org.attune.enrollment.channel.Sent.Verdict;
import org.attune.enrollment.delivery.Deliveries;
import org.attune.enrollment.delivery.Deliveries.Delivery;
import org.attune.enrollment.delivery.DeliveryRequest;
import org.attune.enrollment.delivery.Outcome;
import org.attune.enrollment.domain.Channel;
import org.attune.enrollment.vault.Vault;
import org.attune.enrollment.vault.VaultKey;
import org.attune.platform.data.Sql;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.platform.event.EventKey;
import org.attune.platform.study.StudyBook;
import org.attune.platform.token.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Messages to participants, and staff contacts. Each test has a participant of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryIT {
  private static final JsonObject ACCEPTED =
      new JsonObject()
          .put("outcome", "ACCEPTED")
          .put("channel", "email")
          .put("at", START.toString());

  private EnrollmentScenario scenario;
  private EventKey ann;
  private int number;

  @BeforeAll
  void start() {
    scenario = new EnrollmentScenario();
  }

  @AfterAll
  void stop() {
    scenario.close();
  }

  @BeforeEach
  void enroll() {
    ann = scenario.enrolled(++number);
  }

  private String address() {
    return "ann" + number + "@example.org";
  }

  private List<String> mail() throws IOException {
    var file =
        scenario.harness.directory().resolve(EnrollmentDefinition.MAIL).resolve("2027-03-01.mbox");
    var letters = new ArrayList<String>();
    for (var letter : Files.readString(file).split("(?m)^From attune")) {
      if (letter.contains("To: " + address() + "\n")) letters.add(letter);
    }
    return letters;
  }

  @Test
  void a_message_is_sent_once_with_neutral_words_and_its_link() throws IOException {
    var first = scenario.delivered(ann, "slot-a" + number, "prompt");
    assertThat(first).isEqualTo(ACCEPTED);
    assertThat(scenario.delivered(ann, "slot-a" + number, "prompt")).isEqualTo(first);
    assertThat(mail())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter)
                    .contains("Subject: A short moment for you\n", "/app/prompts/slot-a" + number)
                    .doesNotContainIgnoringCase("kindness", "compassion"));
  }

  @Test
  void a_reminder_is_a_message_of_its_own() throws IOException {
    scenario.delivered(ann, "slot-b" + number, "prompt");
    scenario.delivered(ann, "slot-b" + number, "reminder-1");
    assertThat(mail()).hasSize(2);
  }

  @Test
  void the_newest_address_is_used_and_no_channel_means_none() throws IOException {
    ok(scenario.put(ann, "contact", new JsonObject().put("email", "new@example.org")));
    scenario.delivered(ann, "slot-c" + number, "prompt");
    assertThat(mail()).isEmpty();
    ok(scenario.put(ann, "channel", new JsonObject().put("channel", "none")));
    assertThat(scenario.delivered(ann, "slot-d" + number, "prompt"))
        .isEqualTo(new JsonObject().put("outcome", "NO_CHANNEL").put("channel", "none"));
  }

  @Test
  void a_link_that_leads_elsewhere_and_a_stranger_are_refused() {
    var stranger = new EventKey(PILOT.study(), new java.util.UUID(9, 9).toString());
    assertThat(scenario.delivered(stranger, "slot-e", "prompt"))
        .isEqualTo(new JsonObject().put("refused", "not-found"));
    assertThat(ledgerOf(stranger)).isZero();
    invalid(scenario.deliver(message(ann, "slot e", "prompt")), "messages[0].id");
    scenario.delivered(ann, "slot-f" + number, "prompt");
    var bob = scenario.enrolled(++number);
    assertThat(scenario.delivered(bob, "slot-f" + (number - 1), "prompt"))
        .isEqualTo(new JsonObject().put("refused", "id-taken"));
  }

  private long ledgerOf(EventKey key) {
    return scenario
        .harness
        .database()
        .inTransaction(
            c ->
                Sql.find(
                        c,
                        "select count(*) from ledger where participant = ?",
                        row -> row.getLong(1),
                        key.participant())
                    .orElseThrow());
  }

  @Test
  void many_messages_go_in_one_request_and_none_holds_up_another() throws IOException {
    var stranger = new EventKey(PILOT.study(), new java.util.UUID(9, 9).toString());
    scenario.delivered(ann, "slot-m" + number, "prompt");
    var reply =
        scenario.deliver(
            message(stranger, "slot-n" + number, "prompt"),
            message(ann, "slot-m" + number, "prompt"),
            message(ann, "slot-o" + number, "prompt"),
            message(ann, "slot-o" + number, "reminder-1"));
    assertThat(ok(reply).getJsonArray("deliveries"))
        .containsExactly(
            new JsonObject().put("refused", "not-found"), ACCEPTED, ACCEPTED, ACCEPTED);
    assertThat(mail()).hasSize(3);
    var twice = message(ann, "slot-p" + number, "prompt");
    invalid(scenario.deliver(twice, twice), "messages[1].id");
    assertThat(mail()).hasSize(3);
  }

  private Deliveries over(Carriers carriers) {
    var entropy = new SeededEntropy(7);
    var vault = new Vault(VaultKey.of(scenario.harness.directory(), entropy), entropy);
    return new Deliveries(
        scenario.harness.database(),
        scenario.harness.runtime().history(),
        new StudyBook(),
        vault,
        carriers,
        "http://127.0.0.1:1",
        new SimpleMeterRegistry());
  }

  private Outcome told(Deliveries deliveries, String id) {
    return report(deliveries, id).outcome();
  }

  private Delivery.Told report(Deliveries deliveries, String id) {
    var request = new DeliveryRequest(ann, id, "prompt", DeliveryRequest.Kind.PROMPT, "/app");
    return report(deliveries, request);
  }

  private Delivery.Told report(Deliveries deliveries, DeliveryRequest request) {
    return switch (deliveries.deliver(List.of(request)).getFirst()) {
      case Delivery.Told told -> told;
      case Delivery.Refused(var refusal) -> throw new IllegalStateException(refusal.name());
    };
  }

  @Test
  void a_message_whose_outcome_was_not_learned_is_sent_again_under_the_same_id() {
    var mailer = new SlowCarrier(true);
    var deliveries = over(new Carriers(mailer, Map.of(Channel.EMAIL, mailer)));
    mailer.crash = Optional.of(new IllegalStateException("the process ends here"));
    try {
      told(deliveries, "slot-g");
    } catch (IllegalStateException expected) {
      assertThat(expected).isSameAs(mailer.crash.get());
    }
    assertThat(scenario.ledger("slot-g")).isEqualTo("unknown");
    mailer.crash = Optional.empty();
    assertThat(told(deliveries, "slot-g")).isEqualTo(Outcome.ACCEPTED);
    assertThat(told(deliveries, "slot-g")).isEqualTo(Outcome.ACCEPTED);
    assertThat(mailer.sent)
        .extracting(Letter::id)
        .hasSize(2)
        .containsOnly(mailer.sent.getFirst().id());
    assertThat(scenario.ledger("slot-g")).isEqualTo("ACCEPTED");
  }

  @Test
  void a_failed_message_is_tried_again_and_a_rejected_one_is_not() {
    var mailer = new SlowCarrier(true);
    var deliveries = over(new Carriers(mailer, Map.of(Channel.EMAIL, mailer)));
    mailer.otherwise = Verdict.FAILED;
    assertThat(told(deliveries, "slot-h")).isEqualTo(Outcome.FAILED);
    mailer.otherwise = Verdict.REJECTED;
    assertThat(told(deliveries, "slot-h")).isEqualTo(Outcome.REJECTED);
    mailer.otherwise = Verdict.ACCEPTED;
    assertThat(told(deliveries, "slot-h")).isEqualTo(Outcome.REJECTED);
    assertThat(mailer.sent).hasSize(2);
  }

  @Test
  void staff_contacts_are_covered_without_being_named() {
    var study = "/studies/" + PILOT.study() + "/contacts";
    var contacts =
        new JsonArray()
            .add(contact("s1", "clinician", 1))
            .add(contact("s1", "clinician", 2))
            .add(contact("s2", "clinician", 1));
    for (int i = 0; i < 2; i++) {
      ok(scenario.harness.as(Role.ADMIN, "PUT", study, new JsonObject().put("contacts", contacts)));
    }
    var coverage =
        ok(scenario.harness.as(Role.COORDINATOR, "GET", study + "/coverage", new JsonObject()));
    assertThat(coverage.encode()).doesNotContain("Doctor", "example.org");
    assertThat(coverage.getJsonArray("coverage")).hasSize(2);
    assertThat(coverage.getJsonArray("coverage").getJsonObject(0).getInteger("people"))
        .isEqualTo(2);
    var elsewhere = new JsonArray().add(contact("s9", "clinician", 1));
    invalid(
        scenario.harness.as(Role.ADMIN, "PUT", study, new JsonObject().put("contacts", elsewhere)),
        "contacts[0].site");
    var wrong = contact("s1", "clinician", 1).put("address", "a@example.org\nBcc: b@example.org");
    invalid(
        scenario.harness.as(
            Role.ADMIN, "PUT", study, new JsonObject().put("contacts", new JsonArray().add(wrong))),
        "contacts[0].address");
    var one = new JsonArray().add(contact("s2", "clinician", 1));
    ok(scenario.harness.as(Role.ADMIN, "PUT", study, new JsonObject().put("contacts", one)));
    var fewer =
        ok(scenario.harness.as(Role.COORDINATOR, "GET", study + "/coverage", new JsonObject()));
    assertThat(fewer.getJsonArray("coverage")).hasSize(1);
  }

  private static JsonObject contact(String site, String role, int order) {
    return new JsonObject()
        .put("site", site)
        .put("role", role)
        .put("name", "Doctor " + order)
        .put("address", "doctor" + order + "@example.org")
        .put("order", order);
  }

  @Test
  void the_page_shows_an_administrator_what_was_sent_and_nobody_by_address() throws Exception {
    scenario.delivered(ann, "slot-q" + number, "prompt");
    var page = page(Role.ADMIN, "/mail?day=2027-03-01");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .startsWith("default-src 'none'");
    assertThat(page.body())
        .contains("A short moment for you", "/app/prompts/slot-q" + number, "a…@example.org")
        .doesNotContain(address());
    assertThat(page(Role.ADMIN, "/mail").body()).contains("<a href=\"?day=2027-03-01\">");
    assertThat(page(Role.ADMIN, "/mail?day=../../vault").statusCode()).isEqualTo(400);
    assertThat(page(Role.COORDINATOR, "/mail").statusCode()).isEqualTo(403);
  }

  private HttpResponse<String> page(Role role, String path) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(scenario.harness.url() + "/api/enrollment" + path))
            .header("Authorization", "Bearer " + scenario.harness.token(role))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void time_of_study_decides_the_day_of_the_mail() throws IOException {
    scenario.harness.clock().set(START.plus(Duration.ofDays(3)));
    scenario.delivered(ann, "slot-i" + number, "prompt");
    scenario.harness.clock().set(START);
    var file =
        scenario.harness.directory().resolve(EnrollmentDefinition.MAIL).resolve("2027-03-04.mbox");
    assertThat(Files.readString(file)).contains("To: " + address());
  }
}
