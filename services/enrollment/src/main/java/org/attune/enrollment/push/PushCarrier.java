package org.attune.enrollment.push;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.enrollment.channel.Address.Subscription;
import org.attune.enrollment.channel.Carrier;
import org.attune.enrollment.channel.Letter;
import org.attune.enrollment.channel.OutsideClient;
import org.attune.enrollment.channel.OutsideClient.NotSentException;
import org.attune.enrollment.channel.Sent;
import org.attune.enrollment.channel.Sent.Verdict;
import org.attune.platform.entropy.Digests;
import org.attune.platform.entropy.Entropy;

/**
 * Web push (RFC 8030): the push service keeps a message until the browser comes or its time is
 * over. A later message about the same topic takes the place of one that still waits (section 5.4),
 * and the app's worker shows both under one tag, so a second copy shows nothing twice.
 */
public final class PushCarrier implements Carrier, AutoCloseable {
  /** What does not say until when it makes sense waits so long for the browser. */
  static final Duration KEPT_MAX = Duration.ofDays(28);

  private static final int HTTPS_PORT = 443;
  private static final int TOPIC_BYTES_MAX = 24;
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private final OutsideClient http;
  private final VapidKey key;
  private final Entropy entropy;
  private final String contact;
  private final boolean loopback;

  /**
   * @param contact who runs this platform, {@code mailto:} or {@code https:}
   * @param loopback true in tests: push services of this machine may be asked, without TLS
   */
  public PushCarrier(VapidKey key, Entropy entropy, String contact, boolean loopback) {
    this.http = new OutsideClient(Optional.of(new PublicHosts(loopback)));
    this.key = key;
    this.entropy = entropy;
    this.contact = contact;
    this.loopback = loopback;
  }

  @Override
  public boolean isImmediate() {
    return false;
  }

  @Override
  public boolean removesDuplicates() {
    return true;
  }

  @Override
  public Sent send(Letter letter) {
    if (!(letter.to() instanceof Subscription to)) return Sent.of(Verdict.REJECTED, "no-push");
    var endpoint = endpoint(to);
    if (endpoint.isEmpty()) return Sent.of(Verdict.REJECTED, "address-refused");
    var body = body(letter, to);
    if (body.isEmpty()) return Sent.of(Verdict.REJECTED, "key-refused");
    try {
      return verdict(
          http.post(
              new OutsideClient.Call(
                  endpoint.get(),
                  headers(letter, endpoint.get()),
                  "application/octet-stream",
                  body.get())));
    } catch (NotSentException e) {
      boolean refused = e.code().equals(OutsideClient.HOST_REFUSED);
      return Sent.of(refused ? Verdict.REJECTED : Verdict.FAILED, e.code());
    } catch (IOException e) {
      return Sent.of(Verdict.UNKNOWN, "no-answer");
    }
  }

  /** The address, if it may be asked as far as its form says; its host is judged on connecting. */
  private Optional<URI> endpoint(Subscription to) {
    var uri = URI.create(to.endpoint());
    var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    boolean standard = uri.getPort() == -1 || uri.getPort() == HTTPS_PORT;
    boolean fits = scheme.equals("https") && standard;
    return fits || loopback ? Optional.of(uri) : Optional.empty();
  }

  private Map<String, String> headers(Letter letter, URI endpoint) {
    var port = endpoint.getPort() == -1 ? "" : ":" + endpoint.getPort();
    var audience = endpoint.getScheme() + "://" + endpoint.getHost() + port;
    var headers = new TreeMap<String, String>();
    headers.put("Authorization", key.authorization(audience, contact, letter.at()));
    headers.put("Content-Encoding", "aes128gcm");
    headers.put("TTL", Long.toString(ttlSeconds(letter)));
    headers.put("Topic", topic(letter.topic()));
    headers.put("Urgency", letter.until().isPresent() ? "high" : "normal");
    return headers;
  }

  /** Nothing is delivered after its time (RFC 8030 section 5.2). */
  private static long ttlSeconds(Letter letter) {
    var left = letter.until().map(until -> Duration.between(letter.at(), until)).orElse(KEPT_MAX);
    return Math.clamp(left.toSeconds(), 0, KEPT_MAX.toSeconds());
  }

  /** At most 32 characters of base64url (RFC 8030 section 5.4): of a UUID its 16 bytes. */
  static String topic(String name) {
    try {
      var id = UUID.fromString(name);
      return URL.encodeToString(
          ByteBuffer.allocate(16)
              .putLong(id.getMostSignificantBits())
              .putLong(id.getLeastSignificantBits())
              .array());
    } catch (IllegalArgumentException e) {
      var digest = Digests.sha256(name.getBytes(StandardCharsets.UTF_8));
      return URL.encodeToString(Arrays.copyOf(digest, TOPIC_BYTES_MAX));
    }
  }

  /** Empty if the browser's key is none. */
  private Optional<Buffer> body(Letter letter, Subscription to) {
    var message =
        new JsonObject()
            .put("title", letter.subject())
            .put("body", letter.words())
            .put("link", letter.link())
            .put("tag", letter.topic());
    letter.until().ifPresent(until -> message.put("until", until.toString()));
    var salt = entropy.bytes("push-salt", letter.id().toString(), PushEncryption.SALT_BYTES);
    try {
      return Optional.of(
          Buffer.buffer(
              PushEncryption.encrypt(
                  message.encode().getBytes(StandardCharsets.UTF_8),
                  Base64.getUrlDecoder().decode(to.p256dh()),
                  Base64.getUrlDecoder().decode(to.auth()),
                  P256.newKeyPair(),
                  salt)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** RFC 8030 sections 5 and 7.3, RFC 8291 section 4. */
  private static Sent verdict(OutsideClient.Reply reply) {
    int status = reply.status();
    if (status >= 200 && status < 300) return Sent.accepted();
    var verdict =
        switch (status) {
          case 404, 410 -> Verdict.GONE;
          case 408, 429 -> Verdict.FAILED;
          default -> status >= 500 ? Verdict.FAILED : Verdict.REJECTED;
        };
    return new Sent(verdict, "http-" + status, reply.retryAfter());
  }

  @Override
  public void close() {
    http.close();
  }
}
