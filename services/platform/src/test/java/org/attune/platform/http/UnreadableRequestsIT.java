package org.attune.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a server answers to requests that nobody can read to their end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnreadableRequestsIT {
  private Vertx vertx;
  private int port;

  @BeforeAll
  void start() throws Exception {
    vertx = Vertx.vertx();
    var root = Router.router(vertx);
    Failures.answerAll(root);
    root.put("/thing")
        .handler(new BodyArrival(vertx, Duration.ofMillis(300)))
        .handler(BodyHandler.create(false))
        .handler(request -> request.response().end("has " + request.body().length()));
    root.route().failureHandler(Failures::answer);
    port =
        vertx
            .createHttpServer()
            .requestHandler(root)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS)
            .actualPort();
  }

  @AfterAll
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** Says this, and hears everything until the server closes the connection. */
  private String say(String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void a_body_that_does_not_come_to_its_end_is_not_waited_for() throws IOException {
    assertThat(say("PUT /thing HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{\"a\""))
        .startsWith("HTTP/1.1 408 ")
        .contains("application/problem+json", "/problems/too-slow");
  }

  @Test
  void a_body_that_comes_is_read() throws IOException {
    assertThat(
            say(
                "PUT /thing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Content-Length: 4\r\n\r\nabcd"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("has 4");
  }

  @Test
  void an_address_that_is_not_encoded_as_it_must_be_is_a_problem() throws IOException {
    assertThat(say("GET /thing/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("application/problem+json", "/problems/refused");
  }
}
