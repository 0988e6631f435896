package org.attune.enrollment.passkey;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Base64;

/**
 * What the browser says of the page and the act (W3C Web Authentication Level 3, 5.8.1). It is read
 * before anything is known of the passkey; that it was signed, {@link WebAuthn} checks.
 *
 * @param challenge in Base64 for URLs; empty if it says none
 * @param origin of the page; empty if it says none
 */
public record ClientData(String challenge, String origin) {
  /**
   * @param text in Base64 for URLs; what does not read says nothing
   */
  public static ClientData read(String text) {
    try {
      var json = new JsonObject(new String(Base64.getUrlDecoder().decode(text), UTF_8));
      return new ClientData(text(json, "challenge"), text(json, "origin"));
    } catch (IllegalArgumentException | DecodeException e) {
      return new ClientData("", ""); // no browser says this
    }
  }

  private static String text(JsonObject json, String field) {
    return json.getValue(field) instanceof String text ? text : "";
  }
}
