package org.attune.enrollment.channel;

import io.vertx.core.json.JsonObject;

/** Where a letter goes. No address writes itself into a log. */
public sealed interface Address {
  /** How a header or a gateway names it. */
  String written();

  /** A mailbox. */
  record Email(String written) implements Address {
    @Override
    public String toString() {
      return "an e-mail address";
    }
  }

  /**
   * A telephone.
   *
   * @param written E.164, for example {@code +34600000000}
   */
  record Phone(String written) implements Address {
    @Override
    public String toString() {
      return "a telephone number";
    }
  }

  /**
   * A browser that was asked (W3C Push API).
   *
   * @param endpoint where the push service takes messages for it
   * @param p256dh its public key, base64url
   * @param auth its secret of 16 bytes, base64url
   */
  record Subscription(String endpoint, String p256dh, String auth) implements Address {
    /** As {@link #json} wrote it. */
    public static Subscription of(String text) {
      var json = new JsonObject(text);
      return new Subscription(
          json.getString("endpoint"), json.getString("p256dh"), json.getString("auth"));
    }

    public String json() {
      return new JsonObject()
          .put("endpoint", endpoint)
          .put("p256dh", p256dh)
          .put("auth", auth)
          .encode();
    }

    @Override
    public String written() {
      return endpoint;
    }

    @Override
    public String toString() {
      return "a push subscription";
    }
  }
}
