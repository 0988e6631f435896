package org.attune.testkit.platform;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.Failures;
import org.attune.platform.token.Role;
import org.attune.testkit.harness.ServiceHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who is let in and what is said to those who are not, over HTTP. */
class RoutesIT {
  private static final EventKey ANN = EventKey.of("kind", new UUID(0, 1));
  private static final EventKey BEA = EventKey.of("kind", new UUID(0, 2));
  private static final JsonObject NOTHING = new JsonObject();
  private static ServiceHarness harness;

  @BeforeAll
  static void start() {
    harness = ServiceHarness.start(new TinyService(), Instant.parse("2027-02-01T08:00:00Z"));
  }

  @AfterAll
  static void close() {
    harness.close();
  }

  private static String mine(EventKey key) {
    return "/studies/" + key.study() + "/participants/" + key.participant() + "/mine";
  }

  @Test
  void an_open_route_asks_for_no_token() {
    assertThat(harness.send("", "GET", "/open", NOTHING).status()).isEqualTo(200);
  }

  @Test
  void without_a_token_nobody_is_known() {
    var reply = harness.send("", "GET", mine(ANN), NOTHING);
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.body().getString("type")).isEqualTo("/problems/unauthenticated");
    assertThat(harness.send("no.token.this", "GET", mine(ANN), NOTHING).status()).isEqualTo(401);
  }

  @Test
  void a_participant_sees_its_own_and_cannot_tell_whether_others_exist() {
    assertThat(harness.as(ANN, "GET", mine(ANN), NOTHING).body().getString("key"))
        .isEqualTo(ANN.toString());
    assertThat(harness.as(BEA, "GET", mine(ANN), NOTHING).status()).isEqualTo(404);
    var elsewhere = EventKey.of("other", ANN.participantId());
    assertThat(harness.as(elsewhere, "GET", mine(ANN), NOTHING).status()).isEqualTo(404);
  }

  @Test
  void staff_see_what_their_role_was_declared_to_see() {
    assertThat(harness.as(Role.COORDINATOR, "GET", mine(ANN), NOTHING).status()).isEqualTo(200);
    var refused = harness.as(Role.MONITOR, "GET", mine(ANN), NOTHING);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body().getString("type")).isEqualTo("/problems/forbidden");
    assertThat(harness.as(ANN, "PUT", "/studies/kind/names", NOTHING).status()).isEqualTo(403);
  }

  @Test
  void a_form_error_names_its_field() {
    var path = "/studies/kind/names";
    var missing = harness.as(Role.ADMIN, "PUT", path, NOTHING);
    assertThat(missing.status()).isEqualTo(400);
    assertThat(missing.body().getString("field")).isEqualTo("name");
    var unknown = harness.as(Role.ADMIN, "PUT", path, new JsonObject().put("nam", "x"));
    assertThat(unknown.body().getString("field")).isEqualTo("nam");
    var segment =
        harness.as(Role.ADMIN, "PUT", "/studies/No%20Slug/names", new JsonObject().put("name", ""));
    assertThat(segment.status()).isEqualTo(400);
    assertThat(segment.body().getString("field")).isEqualTo("study");
  }

  @Test
  void a_text_that_cannot_be_kept_is_a_form_error_however_deep_it_stands() {
    var path = "/studies/kind/names";
    var flat = harness.as(Role.ADMIN, "PUT", path, new JsonObject().put("name", "a\0b"));
    assertThat(flat.status()).isEqualTo(400);
    assertThat(flat.body().getString("field")).isEqualTo("name");
    var inside = new JsonArray().add(1).add(new JsonObject().put("text", "\0"));
    var deep = harness.as(Role.ADMIN, "PUT", path, new JsonObject().put("name", inside));
    assertThat(deep.body().getString("field")).isEqualTo("name[1].text");
    assertThat(deep.body().getString("detail")).contains("U+0000");
    var key = harness.as(Role.ADMIN, "PUT", path, new JsonObject().put("na\0me", "x"));
    assertThat(key.body().getString("field")).isEqualTo("body");
  }

  @Test
  void a_reason_that_cannot_be_kept_is_a_form_error_too() {
    var reply =
        harness.as(Role.UNBLINDED_STATISTICIAN, "GET", "/studies/kind/arms?reason=a%00b", NOTHING);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().getString("field")).isEqualTo("reason");
  }

  @Test
  void where_nothing_is_and_where_something_else_is_the_answer_is_a_problem() throws Exception {
    for (var path : List.of("/nowhere", "/open/further", "/", "")) {
      var nothing = send("GET", path, "");
      assertThat(nothing.statusCode()).as(path).isEqualTo(404);
      assertThat(problem(nothing)).as(path).isEqualTo("/problems/not-found");
    }
    for (var method : List.of("POST", "DELETE", "OPTIONS", "FOO")) {
      var other = send(method, "/open", "");
      assertThat(other.statusCode()).as(method).isEqualTo(405);
      assertThat(problem(other)).as(method).isEqualTo("/problems/method-not-allowed");
      assertThat(other.headers().firstValue("allow")).as(method).contains("GET");
    }
  }

  @Test
  void a_body_that_does_not_say_that_it_is_json_is_refused() throws Exception {
    for (var type : List.of("text/plain", "application/x-www-form-urlencoded", "garbage")) {
      var reply = send("POST", "/refusals", type);
      assertThat(reply.statusCode()).as(type).isEqualTo(415);
      assertThat(problem(reply)).as(type).isEqualTo("/problems/unsupported-media-type");
    }
    for (var type : List.of("", "application/json", "Application/JSON; charset=utf-8")) {
      assertThat(send("POST", "/refusals", type).statusCode()).as(type).isEqualTo(401);
    }
  }

  /** The type of a problem document. */
  private static String problem(HttpResponse<String> reply) {
    assertThat(reply.headers().firstValue("content-type")).contains("application/problem+json");
    return new JsonObject(reply.body()).getString("type");
  }

  /** Sends an empty object without a token, under a content type or none. */
  private static HttpResponse<String> send(String method, String path, String type)
      throws Exception {
    var body = type.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString("{}");
    var request =
        HttpRequest.newBuilder(URI.create(harness.url() + "/api/ema" + path)).method(method, body);
    if (!type.isEmpty()) request.header("content-type", type);
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  @Test
  void a_refusal_is_a_conflict_with_its_reason() {
    var outdated =
        harness.as(
            Role.ADMIN, "POST", "/refusals", new JsonObject().put("reason", "consent-outdated"));
    assertThat(outdated.status()).isEqualTo(409);
    assertThat(outdated.body().getString("type")).isEqualTo("/problems/consent-outdated");
  }

  @Test
  void a_body_above_the_limit_is_refused() {
    var large = new JsonObject().put("name", "x".repeat(70 * 1024));
    var reply = harness.as(Role.ADMIN, "PUT", "/studies/kind/names", large);
    assertThat(reply.status()).isEqualTo(413);
  }

  @Test
  void a_fault_of_ours_tells_nothing() {
    var reply = harness.asService("POST", "/faults", NOTHING);
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body().encode()).doesNotContain("Ann Doe");
    assertThat(harness.as(Role.ADMIN, "POST", "/faults", NOTHING).status()).isEqualTo(403);
  }

  @Test
  void a_statement_that_fails_alike_however_often_it_is_tried_is_not_asked_for_again() {
    var away = harness.asService("POST", "/statements", new JsonObject().put("state", "08006"));
    assertThat(away.status()).isEqualTo(503);
    var never = harness.asService("POST", "/statements", new JsonObject().put("state", "22021"));
    assertThat(never.status()).isEqualTo(500);
    assertThat(never.body().getString("type")).isEqualTo("/problems/internal");
  }

  @Test
  void the_log_says_on_which_route_a_fault_was() throws Exception {
    try (var log = new HeardLog(Failures.class)) {
      harness.asService("POST", "/faults", NOTHING);
      assertThat(log.next().getFormattedMessage()).endsWith("POST /faults");
    }
  }

  @Test
  void a_caller_who_leaves_in_the_middle_is_no_fault_of_ours() throws Exception {
    try (var log = new HeardLog(Failures.class)) {
      try (var socket = connected()) {
        write(
            socket, "POST /api/ema/refusals HTTP/1.1", "Host: here", "Content-Length: 9", "", "{");
      }
      var said = log.next();
      assertThat(said.getLevel()).isEqualTo(Level.DEBUG);
      assertThat(said.getFormattedMessage()).contains("POST /refusals");
    }
  }

  @Test
  void a_request_that_is_no_http_of_today_is_the_callers_fault() throws Exception {
    try (var socket = connected()) {
      write(socket, "GET /api/ema/open HTTP/1.1", "Connection: close", "", "");
      assertThat(read(socket)).startsWith("HTTP/1.1 400").contains("/problems/refused");
    }
  }

  private static Socket connected() throws IOException {
    return new Socket("127.0.0.1", URI.create(harness.url()).getPort());
  }

  private static void write(Socket socket, String... lines) throws IOException {
    socket.getOutputStream().write(String.join("\r\n", lines).getBytes(US_ASCII));
  }

  private static String read(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), US_ASCII);
  }

  /** What one class logs, from now on, one message after the other. */
  private static final class HeardLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final BlockingQueue<ILoggingEvent> heard = new LinkedBlockingQueue<>();
    private final Logger logger;

    HeardLog(Class<?> of) {
      logger = (Logger) LoggerFactory.getLogger(of);
      logger.setLevel(Level.DEBUG);
      logger.addAppender(this);
      start();
    }

    @Override
    protected void append(ILoggingEvent event) {
      heard.add(event);
    }

    ILoggingEvent next() throws InterruptedException {
      var next = heard.poll(30, TimeUnit.SECONDS);
      assertThat(next).as("a message").isNotNull();
      return next;
    }

    @Override
    public void close() {
      logger.detachAppender(this);
      logger.setLevel(null);
    }
  }

  @Test
  void every_route_is_in_the_table_of_access() {
    assertThat(harness.runtime().routes().declared())
        .extracting(route -> route.method() + " " + route.path())
        .containsExactly(
            "GET /open",
            "GET /studies/:study/participants/:participant/mine",
            "PUT /studies/:study/names",
            "GET /studies/:study/arms",
            "GET /studies/:study/participants/:participant/lot",
            "POST /lots",
            "POST /refusals",
            "POST /statements",
            "POST /faults",
            "GET /parked",
            "POST /parked/replays",
            "GET /studies/:study/restricted-reads");
  }
}
