package org.attune.enrollment.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.attune.enrollment.channel.Sent.Verdict;
import org.junit.jupiter.api.Test;

/** Short messages through a gateway of this machine. */
class SmsCarrierTest {
  private static final Address ANN = new Address.Phone("+34600000000");
  private static final String JSON = "{\"to\":\"{to}\",\"text\":\"{text}\",\"ref\":\"{id}\"}";

  private static SmsCarrier over(LocalServer server, String type, String body, String idempotency) {
    return new SmsCarrier(
        new SmsGateway(
            URI.create(server.url("/send")),
            type,
            body,
            Optional.of("Bearer of-nothing"),
            Optional.of(idempotency).filter(name -> !name.isEmpty()),
            Optional.empty()));
  }

  @Test
  void the_gateway_gets_number_text_and_id_in_its_own_form() {
    try (var server = new LocalServer();
        var carrier = over(server, SmsGateway.JSON, JSON, "Idempotency-Key")) {
      assertThat(carrier.send(Letters.to(ANN))).isEqualTo(Sent.accepted());
      var heard = server.heard().getFirst();
      assertThat(heard.path()).isEqualTo("/send");
      assertThat(heard.headers())
          .containsEntry("authorization", "Bearer of-nothing")
          .containsEntry("content-type", "application/json")
          .containsEntry("idempotency-key", "00000000-0000-0007-0000-000000000007");
      assertThat(new JsonObject(heard.text()))
          .isEqualTo(
              new JsonObject()
                  .put("to", "+34600000000")
                  .put(
                      "text",
                      "Hast du <eine> Minute? https://study.example.org/app/prompts/1?a=b&c=d")
                  .put("ref", "00000000-0000-0007-0000-000000000007"));
      assertThat(carrier.removesDuplicates()).isTrue();
    }
  }

  @Test
  void a_form_is_encoded_as_one() {
    try (var server = new LocalServer();
        var carrier = over(server, SmsGateway.FORM, "To={to}&Body={text}", "")) {
      assertThat(carrier.send(Letters.to(ANN))).isEqualTo(Sent.accepted());
      assertThat(server.heard().getFirst().text())
          .startsWith("To=%2B34600000000&Body=Hast+du+%3Ceine%3E+Minute%3F+https%3A");
      assertThat(carrier.removesDuplicates()).isFalse();
    }
  }

  @Test
  void what_the_gateway_says_is_told_apart() {
    try (var server = new LocalServer();
        var carrier = over(server, SmsGateway.JSON, JSON, "")) {
      server.answers(400);
      assertThat(carrier.send(Letters.to(ANN))).isEqualTo(Sent.of(Verdict.REJECTED, "http-400"));
      server.answers(
          exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "90");
            exchange.sendResponseHeaders(429, -1);
          });
      assertThat(carrier.send(Letters.to(ANN)))
          .isEqualTo(new Sent(Verdict.FAILED, "http-429", Optional.of(Duration.ofSeconds(90))));
      server.answers(503);
      assertThat(carrier.send(Letters.to(ANN)).verdict()).isEqualTo(Verdict.FAILED);
      server.answers(502);
      assertThat(carrier.send(Letters.to(ANN)).verdict()).isEqualTo(Verdict.UNKNOWN);
    }
  }

  @Test
  void a_gateway_that_takes_the_message_and_says_nothing_leaves_it_unknown() {
    try (var server = new LocalServer();
        var carrier = over(server, SmsGateway.JSON, JSON, "")) {
      server.answers(exchange -> {}); // closes without a word
      assertThat(carrier.send(Letters.to(ANN))).isEqualTo(Sent.of(Verdict.UNKNOWN, "no-answer"));
      assertThat(server.heard()).hasSize(1);
    }
  }

  @Test
  void a_gateway_that_is_not_there_got_nothing() {
    var server = new LocalServer();
    try (var carrier = over(server, SmsGateway.JSON, JSON, "")) {
      server.close();
      assertThat(carrier.send(Letters.to(ANN))).isEqualTo(Sent.of(Verdict.FAILED, "no-connection"));
    }
  }
}
