package org.attune.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.attune.platform.http.BlockingClient.Call;
import org.attune.platform.http.BlockingClient.Received;
import org.attune.platform.http.ScriptedServer.Manner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls to a server that keeps, closes or breaks its connections as it likes. */
@Timeout(20)
class BlockingClientIT {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final ScriptedServer server = new ScriptedServer();

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  /** Looks at every connection before it uses it again. */
  private static BlockingClient client(int connectionsMax, Duration silenceMax) {
    return new BlockingClient(connectionsMax, silenceMax, Duration.ZERO);
  }

  private Call post() {
    var body = new JsonObject().put("name", "Zoë");
    return new Call("POST", server.url() + "/api/x", "t", Optional.of(body));
  }

  @Test
  void calls_share_a_connection_and_carry_nothing_from_one_to_the_next() throws IOException {
    try (var client = client(4, LONG)) {
      client.send(post());
      assertThat(client.send(post())).isEqualTo(new Received(200, "{\"outcome\":\"ACCEPTED\"}"));
    }
    assertThat(server.connections()).isEqualTo(1);
    var second = server.heard().getLast();
    assertThat(second)
        .startsWith("POST /api/x HTTP/1.1\r\n")
        .endsWith("\r\n\r\n{\"name\":\"Zoë\"}");
    assertThat(ScriptedServer.header(second, "authorization")).isEqualTo("Bearer t");
    assertThat(ScriptedServer.header(second, "content-type")).isEqualTo("application/json");
    for (var absent : List.of("cookie", "accept-encoding", "expect", "upgrade")) {
      assertThat(ScriptedServer.header(second, absent)).as(absent).isEmpty();
    }
  }

  @Test
  void a_call_without_token_and_body_sends_neither() throws IOException {
    server.answer(200, "");
    try (var client = client(4, LONG)) {
      var received = client.send(new Call("GET", server.url() + "/", "", Optional.empty()));
      assertThat(received).isEqualTo(new Received(200, ""));
    }
    var heard = server.heard().getFirst();
    assertThat(ScriptedServer.header(heard, "authorization")).isEmpty();
    assertThat(ScriptedServer.header(heard, "content-type")).isEmpty();
  }

  @Test
  void a_redirection_is_an_answer_like_any_other() throws IOException {
    server.answer(302, "");
    try (var client = client(4, LONG)) {
      assertThat(client.send(post()).status()).isEqualTo(302);
    }
    assertThat(server.heard()).hasSize(1);
  }

  @Test
  void a_connection_that_the_server_closed_while_it_was_idle_costs_no_call()
      throws IOException, InterruptedException {
    server.be(Manner.ANSWER_AND_CLOSE);
    try (var client = client(4, LONG)) {
      for (int call = 1; call <= 3; call++) {
        assertThat(client.send(post()).status()).isEqualTo(200);
        server.awaitClosed();
      }
    }
    assertThat(server.heard()).hasSize(3);
    assertThat(server.connections()).isEqualTo(3);
  }

  @Test
  void a_call_whose_connection_breaks_is_not_sent_again() throws IOException {
    try (var client = client(4, LONG)) {
      client.send(post());
      server.be(Manner.CLOSE);
      assertThatThrownBy(() -> client.send(post())).isInstanceOf(IOException.class);
    }
    assertThat(server.heard()).hasSize(2);
  }

  @Test
  void a_server_that_says_nothing_is_waited_for_no_longer_than_agreed() {
    server.be(Manner.STAY_SILENT);
    try (var client = client(4, SHORT)) {
      assertThatThrownBy(() -> client.send(post())).isInstanceOf(SocketTimeoutException.class);
    }
    assertThat(server.heard()).hasSize(1);
  }

  @Test
  void a_call_of_a_closed_client_fails_like_any_that_is_not_answered() {
    var client = client(4, LONG);
    client.close();
    assertThatThrownBy(() -> client.send(post())).isInstanceOf(IOException.class);
    assertThat(server.heard()).isEmpty();
  }

  @Test
  void calls_beyond_the_limit_wait_for_their_turn() throws Exception {
    try (var client = client(1, LONG);
        var threads = Executors.newFixedThreadPool(8)) {
      var calls = new ArrayList<Future<Received>>();
      for (int i = 0; i < 40; i++) calls.add(threads.submit(() -> client.send(post())));
      for (var call : calls) assertThat(call.get().status()).isEqualTo(200);
    }
    assertThat(server.connections()).isEqualTo(1);
  }
}
