package org.attune.enrollment.channel;

import java.net.URI;
import java.util.Optional;

/**
 * A server that sends short messages, and how it is asked.
 *
 * @param contentType of {@code body}: {@code application/json} or {@code
 *     application/x-www-form-urlencoded}
 * @param body with {@code {to}}, {@code {text}} and {@code {id}} where number, text and the
 *     message's id go
 * @param authorization value of that header; never logged
 * @param idempotencyHeader header that carries the id by which the gateway drops a second copy;
 *     empty: it does not
 * @param receiptSecret key under which it signs what it reports; empty: reports are not taken
 */
public record SmsGateway(
    URI url,
    String contentType,
    String body,
    Optional<String> authorization,
    Optional<String> idempotencyHeader,
    Optional<String> receiptSecret) {
  public static final String JSON = "application/json";
  public static final String FORM = "application/x-www-form-urlencoded";

  /** Everything but secrets. */
  @Override
  public String toString() {
    return "SMS gateway " + url;
  }
}
