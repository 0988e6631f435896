package org.attune.platform.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.attune.platform.http.BlockingClient;
import org.attune.platform.http.ScriptedServer;
import org.attune.platform.http.ScriptedServer.Manner;
import org.attune.platform.service.ServiceCalls.NoReplyException;
import org.attune.platform.service.ServiceCalls.Reply;
import org.attune.platform.token.TokenSigner;
import org.attune.platform.token.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ema calls enrollment, which answers, answers late or breaks off; late is after 200 ms. */
@Timeout(20)
class ServiceCallsIT {
  private final ScriptedServer enrollment = new ScriptedServer();
  private final BlockingClient http = new BlockingClient(4, Duration.ofMillis(200));
  private final ServiceCalls calls =
      new ServiceCalls(
          http,
          enrollment.url(),
          "ema",
          new TokenSigner("ema", Tokens.newKeyPair().getPrivate(), Clock.systemUTC()));

  @AfterEach
  void stop() throws IOException {
    http.close();
    enrollment.close();
  }

  private Reply deliver() {
    return calls.post("enrollment", "/deliveries", new JsonObject().put("id", "1"));
  }

  @Test
  void a_call_brings_back_status_and_body() {
    assertThat(deliver()).isEqualTo(new Reply(200, new JsonObject().put("outcome", "ACCEPTED")));
    assertThat(enrollment.heard().getFirst()).startsWith("POST /api/enrollment/deliveries ");
    enrollment.answer(502, "Bad gateway");
    assertThat(deliver()).isEqualTo(new Reply(502, new JsonObject()));
  }

  @Test
  void a_token_serves_more_than_one_call() {
    deliver();
    deliver();
    var tokens =
        enrollment.heard().stream().map(heard -> ScriptedServer.header(heard, "authorization"));
    assertThat(tokens.distinct()).hasSize(1);
  }

  @Test
  void a_late_answer_is_no_reply_and_the_call_is_not_made_again() {
    assertCalledOnceWithoutReply(Manner.STAY_SILENT);
  }

  @Test
  void a_connection_that_breaks_is_no_reply_and_the_call_is_not_made_again() {
    assertCalledOnceWithoutReply(Manner.CLOSE);
  }

  /** The first call is answered; the second finds the service in that manner. */
  private void assertCalledOnceWithoutReply(Manner manner) {
    deliver();
    enrollment.be(manner);
    assertThatThrownBy(this::deliver).isInstanceOf(NoReplyException.class);
    assertThat(enrollment.heard()).hasSize(2);
  }

  /** Again and again: how the server closes is a race. */
  @RepeatedTest(100)
  void a_service_that_is_not_there_is_no_reply() throws IOException {
    enrollment.close();
    assertThatThrownBy(this::deliver).isInstanceOf(NoReplyException.class);
  }
}
