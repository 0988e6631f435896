package org.attune.standalone.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service that is busy as often as the test says, and then answers. */
@Timeout(20)
class HttpApiIT {
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger heard = new AtomicInteger();
  private final HttpServer server;
  private final HttpApi api;

  HttpApiIT() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    api = new HttpApi("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @BeforeEach
  void start() {
    server.createContext(
        "/api/x",
        exchange -> {
          heard.incrementAndGet();
          var request = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(busy.getAndDecrement() > 0 ? 503 : 201, request.length);
          exchange.getResponseBody().write(request);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    api.close();
    server.stop(0);
  }

  private Reply send() throws InterruptedException {
    return api.send("PUT", "/x", "t", Optional.of(new JsonObject().put("a", 1)));
  }

  @Test
  void a_busy_service_is_asked_again() throws InterruptedException {
    busy.set(3);
    assertThat(send()).isEqualTo(new Reply(201, new JsonObject().put("a", 1)));
    assertThat(heard).hasValue(4);
  }

  @Test
  void the_fourth_answer_counts_even_if_it_is_busy_still() throws InterruptedException {
    busy.set(9);
    assertThat(send().status()).isEqualTo(503);
    assertThat(heard).hasValue(4);
  }

  @Test
  void a_service_that_is_not_there_is_named_by_what_was_asked() {
    server.stop(0);
    assertThatThrownBy(this::send)
        .isInstanceOf(RehearsalException.class)
        .hasMessageStartingWith("PUT /api/x was not answered: ");
  }

  @Test
  void a_thread_that_was_told_to_end_sends_nothing_more() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::send).isInstanceOf(InterruptedException.class);
    assertThat(heard).hasValue(0);
  }
}
