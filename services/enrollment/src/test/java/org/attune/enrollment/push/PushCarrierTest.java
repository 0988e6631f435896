package org.attune.enrollment.push;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.attune.enrollment.channel.Address.Subscription;
import org.attune.enrollment.channel.Letters;
import org.attune.enrollment.channel.LocalServer;
import org.attune.enrollment.channel.Sent;
import org.attune.enrollment.channel.Sent.Verdict;
import org.attune.platform.entropy.SystemEntropy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Push messages to a service of this machine, and to whom none are sent. */
class PushCarrierTest {
  @TempDir Path directory;

  private final Browser browser = Browser.fresh();

  private PushCarrier carrier(boolean loopback) {
    return new PushCarrier(
        VapidKey.of(directory), new SystemEntropy(), "mailto:study@example.org", loopback);
  }

  @Test
  void the_browser_reads_what_the_service_could_not() throws GeneralSecurityException {
    try (var service = new LocalServer();
        var carrier = carrier(true)) {
      var to = browser.at(service.url("/push/1"));
      assertThat(carrier.send(Letters.to(to))).isEqualTo(Sent.accepted());
      var heard = service.heard().getFirst();
      assertThat(heard.headers())
          .containsEntry("ttl", "1800")
          .containsEntry("topic", "AAAAAAAAAAAAAAAAAAAAKg")
          .containsEntry("urgency", "high")
          .containsEntry("content-encoding", "aes128gcm");
      assertThat(new JsonObject(browser.read(heard.body())))
          .isEqualTo(
              new JsonObject()
                  .put("title", "Ein kurzer Moment für dich")
                  .put("body", "Hast du <eine> Minute?")
                  .put("link", "https://study.example.org/app/prompts/1?a=b&c=d")
                  .put("tag", "00000000-0000-0000-0000-00000000002a")
                  .put("until", "2027-03-01T10:30:00Z"));
      assertSigned(heard.headers().get("authorization"), service.url(""));
    }
  }

  /** RFC 8292 section 2. */
  private void assertSigned(String authorization, String origin) throws GeneralSecurityException {
    var parts = authorization.substring("vapid t=".length()).split(", k=");
    var token = parts[0].split("\\.");
    assertThat(parts[1]).isEqualTo(VapidKey.of(directory).publicKey());
    var verifying = Signature.getInstance("SHA256withECDSAinP1363Format");
    verifying.initVerify(P256.publicKey(Base64.getUrlDecoder().decode(parts[1])));
    verifying.update((token[0] + "." + token[1]).getBytes(US_ASCII));
    assertThat(verifying.verify(Base64.getUrlDecoder().decode(token[2]))).isTrue();
    assertThat(new JsonObject(new String(Base64.getUrlDecoder().decode(token[1]), US_ASCII)))
        .isEqualTo(
            new JsonObject()
                .put("aud", origin)
                .put("exp", Letters.AT.plus(Duration.ofHours(12)).getEpochSecond())
                .put("sub", "mailto:study@example.org"));
  }

  @Test
  void what_the_service_says_is_told_apart() {
    try (var service = new LocalServer();
        var carrier = carrier(true)) {
      var letter = Letters.to(browser.at(service.url("/push/1")));
      for (int gone : List.of(404, 410)) {
        service.answers(gone);
        assertThat(carrier.send(letter)).isEqualTo(Sent.of(Verdict.GONE, "http-" + gone));
      }
      service.answers(403);
      assertThat(carrier.send(letter)).isEqualTo(Sent.of(Verdict.REJECTED, "http-403"));
      service.answers(
          exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "120");
            exchange.sendResponseHeaders(503, -1);
          });
      assertThat(carrier.send(letter))
          .isEqualTo(new Sent(Verdict.FAILED, "http-503", Optional.of(Duration.ofMinutes(2))));
      service.answers(exchange -> {}); // closes without a word
      assertThat(carrier.send(letter).verdict()).isEqualTo(Verdict.UNKNOWN);
    }
  }

  @Test
  void a_redirection_is_not_followed_and_an_endless_answer_not_read() {
    try (var service = new LocalServer();
        var elsewhere = new LocalServer();
        var carrier = carrier(true)) {
      var letter = Letters.to(browser.at(service.url("/push/1")));
      service.answers(
          exchange -> {
            exchange.getResponseHeaders().add("Location", elsewhere.url("/inside"));
            exchange.sendResponseHeaders(307, -1);
          });
      assertThat(carrier.send(letter)).isEqualTo(Sent.of(Verdict.REJECTED, "http-307"));
      assertThat(elsewhere.heard()).isEmpty();
      service.answers(
          exchange -> {
            exchange.sendResponseHeaders(201, 0);
            exchange.getResponseBody().write(new byte[100_000]);
          });
      assertThat(carrier.send(letter)).isEqualTo(Sent.accepted());
    }
  }

  @Test
  void nothing_inside_is_asked_and_nothing_in_the_clear() {
    try (var service = new LocalServer();
        var carrier = carrier(false)) {
      for (var endpoint :
          List.of(
              service.url("/push/1"),
              "http://push.example.org/1",
              "https://push.example.org:22/1")) {
        assertThat(carrier.send(Letters.to(browser.at(endpoint))))
            .as(endpoint)
            .isEqualTo(Sent.of(Verdict.REJECTED, "address-refused"));
      }
      for (var endpoint :
          List.of(
              "https://127.0.0.1/1",
              "https://[::1]/1",
              "https://localhost/1",
              "https://169.254.169.254/latest/meta-data",
              "https://10.0.0.1/1",
              "https://2130706433/1")) {
        assertThat(carrier.send(Letters.to(browser.at(endpoint))))
            .as(endpoint)
            .isEqualTo(Sent.of(Verdict.REJECTED, "host-refused"));
      }
      assertThat(service.heard()).isEmpty();
    }
  }

  @Test
  void only_public_addresses_are_public() throws IOException {
    var hosts = new PublicHosts(false);
    for (var address : List.of("8.8.8.8", "2606:4700:4700::1111", "223.255.255.1")) {
      assertThat(hosts.isAllowed(InetAddress.getByName(address))).as(address).isTrue();
    }
    for (var address :
        List.of(
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.1.1",
            "172.16.0.1",
            "192.0.0.8",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2001::1",
            "2002:a00:1::",
            "fc00::1",
            "fe80::1",
            "ff02::1")) {
      assertThat(hosts.isAllowed(InetAddress.getByName(address))).as(address).isFalse();
    }
    assertThat(new PublicHosts(true).isAllowed(InetAddress.getByName("127.0.0.1"))).isTrue();
    assertThat(new PublicHosts(true).isAllowed(InetAddress.getByName("10.0.0.1"))).isFalse();
  }

  @Test
  void a_browser_with_a_key_off_the_curve_gets_nothing() {
    try (var service = new LocalServer();
        var carrier = carrier(true)) {
      var point = browser.point().clone();
      point[64] ^= 1;
      var wrong = Base64.getUrlEncoder().withoutPadding().encodeToString(point);
      var to = new Subscription(service.url("/1"), wrong, browser.at("").auth());
      assertThat(carrier.send(Letters.to(to))).isEqualTo(Sent.of(Verdict.REJECTED, "key-refused"));
    }
  }

  @Test
  void the_key_is_made_once_and_read_by_its_owner_alone() throws IOException {
    var key = VapidKey.of(directory).publicKey();
    assertThat(VapidKey.of(directory).publicKey()).isEqualTo(key);
    assertThat(Files.getPosixFilePermissions(directory.resolve(VapidKey.FILE)))
        .hasToString("[OWNER_READ, OWNER_WRITE]");
  }

  @Test
  void a_topic_has_at_most_thirty_two_characters() {
    assertThat(PushCarrier.topic("visit-1")).hasSize(32).matches("[A-Za-z0-9_-]+");
  }
}
