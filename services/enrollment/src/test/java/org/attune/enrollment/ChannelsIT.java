package org.attune.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.enrollment.EnrollmentScenario.PILOT;
import static org.attune.enrollment.EnrollmentScenario.START;
import static org.attune.enrollment.EnrollmentScenario.invalid;
import static org.attune.enrollment.EnrollmentScenario.ok;
import static org.attune.enrollment.EnrollmentScenario.refused;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.attune.enrollment.channel.ChannelsFile;
import org.attune.enrollment.channel.LocalServer;
import org.attune.enrollment.delivery.Receipts;
import org.attune.enrollment.domain.EnrollmentEvent.ChannelChosen;
import org.attune.enrollment.domain.EnrollmentEvent.DeliveryReported;
import org.attune.enrollment.domain.EnrollmentEvent.PushSubscriptionEnded;
import org.attune.enrollment.domain.ReportStatus;
import org.attune.enrollment.push.Browser;
import org.attune.platform.data.Sql;
import org.attune.platform.entropy.Digests;
import org.attune.platform.event.EventKey;
import org.attune.platform.service.Ports;
import org.attune.platform.service.ServiceDefinition;
import org.attune.platform.service.Wiring;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * All channels at once, over a mail server, a gateway and a push service of this machine. The study
 * says of nobody that it is synthetic: else everything would go into the folder.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChannelsIT {
  static final String RECEIPT_SECRET = "a secret that the gateway knows";

  private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
  private final LocalServer gateway = new LocalServer();
  private final LocalServer push = new LocalServer();
  private final Browser browser = Browser.fresh();
  private EnrollmentScenario scenario;
  private EventKey ann;
  private int number;

  /** Enrollment with a file of channels in its data directory. */
  private final class Configured implements ServiceDefinition {
    @Override
    public String name() {
      return "enrollment";
    }

    @Override
    public Wiring wire(Ports ports) {
      var directory = ports.config().dataDirectory();
      try {
        Files.writeString(directory.resolve("receipts.secret"), RECEIPT_SECRET);
        Files.writeString(
            directory.resolve(ChannelsFile.FILE),
            """
            smtp.host=127.0.0.1
            smtp.port=%d
            smtp.security=none
            smtp.from=no-reply@study.example.org
            sms.url=%s
            sms.body={"to":"{to}","text":"{text}","ref":"{id}"}
            sms.receipt-secret-file=receipts.secret
            push.allow-loopback=true
            """
                .formatted(mail.getSmtp().getPort(), gateway.url("/send")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new EnrollmentDefinition().wire(ports);
    }
  }

  @BeforeAll
  void start() {
    mail.start();
    scenario = new EnrollmentScenario(new Configured());
    ok(
        scenario.name(
            PILOT.study(),
            EnrollmentScenario.contact("s1", "clinician", "one@example.org", 1),
            EnrollmentScenario.contact("s2", "clinician", "two@example.org", 1)));
  }

  @AfterAll
  void stop() {
    scenario.close();
    mail.stop();
    gateway.close();
    push.close();
  }

  @BeforeEach
  void enroll() throws Exception {
    mail.purgeEmailFromAllMailboxes();
    gateway.heard().clear();
    push.heard().clear();
    gateway.answers(202);
    push.answers(201);
    ann = scenario.enrolled(++number);
    scenario
        .harness
        .database()
        .transact(c -> Sql.write(c, "update study_book set synthetic = false"));
    ok(
        scenario.put(
            ann,
            "contact",
            new JsonObject().put("phone", "+34600000000").put("push", subscription())));
  }

  private JsonObject subscription() {
    return new JsonObject(browser.at(push.url("/push/" + number)).json());
  }

  private void choose(String... channels) {
    ok(
        scenario.put(
            ann,
            "channel",
            new JsonObject().put("channels", new JsonArray(List.of((Object[]) channels)))));
  }

  private JsonObject delivered(String id) {
    return scenario.delivered(ann, id + number, "prompt");
  }

  private static JsonObject accepted(String channel) {
    return new JsonObject()
        .put("outcome", "ACCEPTED")
        .put("channel", channel)
        .put("at", START.toString());
  }

  @Test
  void each_channel_takes_a_message_once() throws Exception {
    choose("sms");
    assertThat(delivered("a")).isEqualTo(accepted("sms"));
    assertThat(delivered("a")).isEqualTo(accepted("sms"));
    assertThat(gateway.heard())
        .singleElement()
        .satisfies(sms -> assertThat(sms.text()).contains("\"to\":\"+34600000000\""));
    choose("web-push");
    assertThat(delivered("b")).isEqualTo(accepted("web-push"));
    assertThat(delivered("b")).isEqualTo(accepted("web-push"));
    assertThat(push.heard())
        .singleElement()
        .satisfies(
            message ->
                assertThat(browser.read(message.body())).contains("/app/prompts/b" + number));
    choose("email");
    assertThat(delivered("c")).isEqualTo(accepted("email"));
    assertThat(delivered("c")).isEqualTo(accepted("email"));
    assertThat(mail.getReceivedMessages()).hasSize(1);
    assertThat(Files.exists(scenario.harness.directory().resolve(EnrollmentDefinition.MAIL)))
        .isFalse();
  }

  @Test
  void a_subscription_that_ended_is_forgotten_and_the_next_channel_takes_over() {
    choose("web-push", "email");
    push.answers(410);
    assertThat(delivered("d"))
        .isEqualTo(
            accepted("email")
                .put(
                    "passedOver",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("channel", "web-push")
                                .put("verdict", "gone")
                                .put("cause", "http-410")
                                .put("at", START.toString()))));
    assertThat(scenario.history(ann).getLast()).isInstanceOf(PushSubscriptionEnded.class);
    assertThat(delivered("e")).isEqualTo(accepted("email"));
    assertThat(push.heard()).hasSize(1);
    scenario.assertLaw(ann);
    refused(
        scenario.put(ann, "channel", new JsonObject().put("channel", "web-push")),
        "subscription-missing");
    ok(scenario.put(ann, "contact", new JsonObject().put("push", subscription())));
    push.answers(201);
    assertThat(delivered("f")).isEqualTo(accepted("web-push"));
  }

  @Test
  void a_gateway_that_says_nothing_is_not_asked_again_nor_is_another_channel() throws Exception {
    choose("sms", "email");
    gateway.answers(exchange -> {}); // takes it and closes without a word
    var uncertain = new JsonObject().put("outcome", "UNCERTAIN").put("channel", "sms");
    assertThat(delivered("g")).isEqualTo(uncertain);
    gateway.answers(202);
    assertThat(delivered("g")).isEqualTo(uncertain);
    assertThat(gateway.heard()).hasSize(1);
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void a_push_service_that_says_nothing_is_asked_again_under_the_same_topic() {
    choose("web-push", "sms");
    push.answers(exchange -> {});
    assertThat(delivered("h").getString("outcome")).isEqualTo("FAILED");
    push.answers(201);
    assertThat(delivered("h")).isEqualTo(accepted("web-push"));
    assertThat(push.heard()).extracting(heard -> heard.headers().get("topic")).hasSize(2);
    assertThat(push.heard().getFirst().headers().get("topic"))
        .isEqualTo(push.heard().getLast().headers().get("topic"));
    assertThat(gateway.heard()).isEmpty();
  }

  @Test
  void a_channel_that_is_busy_passes_the_message_on_and_says_how_long_to_wait() {
    choose("web-push", "sms");
    push.answers(
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "90");
          exchange.sendResponseHeaders(429, -1);
        });
    assertThat(delivered("i").getString("channel")).isEqualTo("sms");
    choose("web-push");
    assertThat(delivered("j"))
        .isEqualTo(
            new JsonObject()
                .put("outcome", "FAILED")
                .put("channel", "web-push")
                .put("retryAfterSeconds", 90));
  }

  @Test
  void an_attempt_that_the_process_did_not_survive_is_uncertain_after_a_while() {
    choose("sms");
    var crashed = EnrollmentScenario.message(ann, "k" + number, "prompt");
    scenario.claim(ann, "k" + number, "SMS");
    assertThat(first(crashed).getString("outcome")).isEqualTo("FAILED");
    scenario.harness.clock().set(START.plus(Duration.ofMinutes(2)));
    assertThat(first(crashed).getString("outcome")).isEqualTo("UNCERTAIN");
    scenario.harness.clock().set(START);
    assertThat(gateway.heard()).isEmpty();
  }

  private JsonObject first(JsonObject message) {
    return ok(scenario.deliver(message)).getJsonArray("deliveries").getJsonObject(0);
  }

  @Test
  void who_leaves_while_a_message_is_on_its_way_gets_no_other_and_that_one_counts() {
    choose("sms", "email");
    gateway.answers(
        exchange -> {
          ok(
              scenario.harness.as(
                  ann,
                  "POST",
                  EnrollmentScenario.path(ann) + "/leaving",
                  new JsonObject().put("way", "withdraw-followup").put("reason", "no-time")));
          exchange.sendResponseHeaders(202, -1);
        });
    assertThat(delivered("s")).isEqualTo(accepted("sms"));
    assertThat(delivered("t").getString("outcome")).isEqualTo("REJECTED");
    assertThat(gateway.heard()).hasSize(1);
  }

  @Test
  void nothing_is_sent_from_the_end_of_its_window_on() {
    choose("web-push", "email");
    var late =
        EnrollmentScenario.message(ann, "l" + number, "prompt").put("until", START.toString());
    assertThat(first(late))
        .isEqualTo(new JsonObject().put("outcome", "REJECTED").put("channel", "none"));
    var message =
        EnrollmentScenario.message(ann, "m" + number, "prompt")
            .put("until", START.plus(Duration.ofMinutes(10)).toString());
    assertThat(first(message)).isEqualTo(accepted("web-push"));
    assertThat(push.heard().getLast().headers()).containsEntry("ttl", "600");
    assertThat(push.heard()).hasSize(1);
  }

  /** As several processes do that found the same slot due. */
  @Test
  void many_who_ask_at_once_make_one_message() throws Exception {
    choose("sms", "email");
    var outcomes = new ConcurrentLinkedQueue<String>();
    try (var asking = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        asking.submit(() -> outcomes.add(delivered("r").getString("outcome")));
      }
    }
    assertThat(outcomes).hasSize(12).contains("ACCEPTED");
    assertThat(List.of("ACCEPTED", "FAILED")).containsAll(outcomes);
    assertThat(gateway.heard()).hasSize(1);
    assertThat(mail.getReceivedMessages()).isEmpty();
    assertThat(delivered("r")).isEqualTo(accepted("sms"));
  }

  @Test
  void many_messages_go_side_by_side() {
    choose("web-push");
    var messages = new JsonObject[30];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = EnrollmentScenario.message(ann, "n" + number + "-" + i, "prompt");
    }
    for (var delivery : ok(scenario.deliver(messages)).getJsonArray("deliveries")) {
      assertThat(delivery).isEqualTo(accepted("web-push"));
    }
    assertThat(push.heard()).hasSize(messages.length);
  }

  @Test
  void channels_are_chosen_in_an_order_and_need_their_addresses() {
    choose("web-push", "sms", "none");
    assertThat(scenario.history(ann).getLast())
        .isInstanceOfSatisfying(
            ChannelChosen.class, chosen -> assertThat(chosen.channels()).hasSize(3));
    var standing = ok(scenario.standing(ann));
    assertThat(standing.getJsonArray("channels"))
        .isEqualTo(new JsonArray().add("web-push").add("sms").add("none"));
    assertThat(standing.getString("channel")).isEqualTo("web-push");
    assertThat(standing.getString("pushKey")).hasSize(87);
    assertThat(standing.encode()).doesNotContain("+34600000000", push.url(""));
    scenario.assertLaw(ann);
    var bob = scenario.enrolled(++number);
    refused(scenario.put(bob, "channel", new JsonObject().put("channel", "sms")), "phone-missing");
    for (var wrong : List.of("[]", "[\"none\",\"sms\"]", "[\"sms\",\"sms\"]", "[\"fax\"]")) {
      var reply = scenario.put(bob, "channel", new JsonObject("{\"channels\":" + wrong + "}"));
      assertThat(reply.status()).as(wrong).isEqualTo(400);
    }
    invalid(scenario.put(bob, "contact", new JsonObject().put("phone", "0600")), "phone");
    var short16 = subscription().put("auth", "c2hvcnQ");
    invalid(scenario.put(bob, "contact", new JsonObject().put("push", short16)), "push.auth");
    var file = subscription().put("endpoint", "file:///etc/passwd");
    invalid(scenario.put(bob, "contact", new JsonObject().put("push", file)), "push.endpoint");
  }

  private HttpResponse<String> report(String time, String body, String secret)
      throws IOException, InterruptedException {
    var signed = (time + "." + body).getBytes(StandardCharsets.UTF_8);
    var signature = Digests.hmacSha256(secret.getBytes(StandardCharsets.UTF_8), signed);
    var request =
        HttpRequest.newBuilder(URI.create(scenario.harness.url() + "/api/enrollment/receipts/sms"))
            .header("Content-Type", "application/json")
            .header("X-Attune-Timestamp", time)
            .header("X-Attune-Signature", "sha256=" + HexFormat.of().formatHex(signature))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void what_the_gateway_reports_under_its_signature_is_recorded_once() throws Exception {
    choose("sms");
    delivered("p");
    var reference = new JsonObject(gateway.heard().getFirst().text()).getString("ref");
    var body =
        new JsonObject()
            .put("id", reference)
            .put("status", "delivered")
            .put("at", "2027-03-01T10:00:30Z")
            .encode();
    var now = Long.toString(START.getEpochSecond());
    for (int i = 0; i < 2; i++) {
      assertThat(report(now, body, RECEIPT_SECRET).statusCode()).isEqualTo(200);
    }
    var reported =
        scenario.history(ann).stream()
            .filter(DeliveryReported.class::isInstance)
            .map(DeliveryReported.class::cast)
            .toList();
    assertThat(reported)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.messageId()).isEqualTo("p" + number);
              assertThat(event.occasion()).isEqualTo("prompt");
              assertThat(event.status()).isEqualTo(ReportStatus.DELIVERED);
            });
    scenario.assertLaw(ann);
    var old = Long.toString(START.minus(Receipts.WINDOW).getEpochSecond() - 1);
    assertThat(report(old, body, RECEIPT_SECRET).statusCode()).isEqualTo(401);
    assertThat(report(now, body, "another secret").statusCode()).isEqualTo(401);
    assertThat(report(now, "{}", RECEIPT_SECRET).statusCode()).isEqualTo(400);
    var unknown = body.replace(reference, new java.util.UUID(9, 9).toString());
    assertThat(report(now, unknown, RECEIPT_SECRET).statusCode()).isEqualTo(404);
  }

  @Test
  void what_the_gateway_reports_of_a_message_that_tells_the_arm_is_restricted() throws Exception {
    choose("sms");
    var message =
        new JsonObject()
            .put("study", ann.study())
            .put("participant", ann.participant())
            .put("id", "r" + number)
            .put("occasion", "prompt")
            .put("kind", "prompt")
            .put("link", "/app/prompts/r" + number)
            .put("tellsArm", true);
    ok(scenario.deliver(message));
    var reference = new JsonObject(gateway.heard().getFirst().text()).getString("ref");
    var body =
        new JsonObject()
            .put("id", reference)
            .put("status", "delivered")
            .put("at", "2027-03-01T10:00:30Z")
            .encode();
    var now = Long.toString(START.getEpochSecond());
    assertThat(report(now, body, RECEIPT_SECRET).statusCode()).isEqualTo(200);
    var topics =
        scenario
            .harness
            .database()
            .inTransaction(
                c ->
                    Sql.query(
                        c,
                        """
                        select topic from history
                        where study = ? and participant = ? and type = 'DeliveryReported'
                        """,
                        row -> row.getString("topic"),
                        ann.study(),
                        ann.participant()));
    assertThat(topics).containsExactly("enrollment.restricted.v1");
    scenario.assertLaw(ann);
  }

  @Test
  void no_address_stands_anywhere_but_sealed() {
    choose("web-push", "sms", "email");
    delivered("o");
    var rows =
        scenario
            .harness
            .database()
            .inTransaction(
                c ->
                    Sql.query(
                        c,
                        """
                        select coalesce(encode(payload, 'escape'), '') from history
                        union all select delivery::text from delivery
                        union all select delivery_attempt::text from delivery_attempt
                        union all select encode(sealed, 'escape') from vault_field
                        """,
                        row -> row.getString(1)));
    assertThat(rows)
        .isNotEmpty()
        .noneMatch(row -> row.contains("+34600000000"))
        .noneMatch(row -> row.contains("/push/" + number))
        .noneMatch(row -> row.contains("ann" + number + "@example.org"));
  }
}
