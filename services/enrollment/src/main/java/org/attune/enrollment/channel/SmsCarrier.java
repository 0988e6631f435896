package org.attune.enrollment.channel;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.attune.enrollment.channel.OutsideClient.NotSentException;
import org.attune.enrollment.channel.Sent.Verdict;

/** Short messages through a gateway that is asked over HTTP. */
public final class SmsCarrier implements Carrier, AutoCloseable {
  private static final Pattern PLACE = Pattern.compile("\\{(to|text|id)}");

  private final SmsGateway gateway;
  private final OutsideClient http = new OutsideClient(Optional.empty());

  public SmsCarrier(SmsGateway gateway) {
    this.gateway = gateway;
  }

  @Override
  public boolean isImmediate() {
    return false;
  }

  /** Only where the gateway was said to know ids. */
  @Override
  public boolean removesDuplicates() {
    return gateway.idempotencyHeader().isPresent();
  }

  @Override
  public Sent send(Letter letter) {
    var headers = new TreeMap<String, String>();
    gateway.authorization().ifPresent(value -> headers.put("Authorization", value));
    gateway.idempotencyHeader().ifPresent(name -> headers.put(name, letter.id().toString()));
    try {
      return verdict(
          http.post(
              new OutsideClient.Call(
                  gateway.url(), headers, gateway.contentType(), Buffer.buffer(body(letter)))));
    } catch (NotSentException e) {
      return Sent.of(Verdict.FAILED, e.code());
    } catch (IOException e) {
      return Sent.of(Verdict.UNKNOWN, "no-answer");
    }
  }

  private String body(Letter letter) {
    var values =
        Map.of(
            "to", letter.to().written(),
            "text", letter.words() + " " + letter.link(),
            "id", letter.id().toString());
    return PLACE
        .matcher(gateway.body())
        .replaceAll(
            place -> Matcher.quoteReplacement(encoded(values.getOrDefault(place.group(1), ""))));
  }

  /** A value as it stands inside quotation marks of JSON, or in a form. */
  private String encoded(String value) {
    if (gateway.contentType().equals(SmsGateway.FORM)) {
      return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
    var quoted = Json.encode(value);
    return quoted.substring(1, quoted.length() - 1);
  }

  /** 503 and 429 say that nothing was done; any other 5xx may come after it was. */
  private static Sent verdict(OutsideClient.Reply reply) {
    int status = reply.status();
    if (status >= 200 && status < 300) return Sent.accepted();
    var verdict =
        switch (status) {
          case 429, 503 -> Verdict.FAILED;
          case 408 -> Verdict.UNKNOWN;
          default -> status >= 500 ? Verdict.UNKNOWN : Verdict.REJECTED;
        };
    return new Sent(verdict, "http-" + status, reply.retryAfter());
  }

  @Override
  public void close() {
    http.close();
  }
}
