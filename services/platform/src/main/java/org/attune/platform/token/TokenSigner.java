package org.attune.platform.token;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

/** Makes tokens: JWS compact serialization (RFC 7515) with EdDSA (RFC 8037). */
public final class TokenSigner {
  /** How long a token lasts. */
  public static final Duration LASTS = Duration.ofMinutes(5);

  private final String keyId;
  private final PrivateKey key;
  private final Clock clock;

  /**
   * @param keyId which key signs; verifiers hold its public half under this id
   * @param clock real time: tokens live by the clock of the machines, not of the study
   */
  public TokenSigner(String keyId, PrivateKey key, Clock clock) {
    this.keyId = keyId;
    this.key = key;
    this.clock = clock;
  }

  /** A token that lasts {@link #LASTS}. */
  public String sign(Role role, String id, String study, String site) {
    return sign(claims(role, id, study, site));
  }

  /**
   * A token of somebody who has just signed in once more for one act: it says which act that is,
   * and when it was issued.
   *
   * @param act for example {@code unblind}
   */
  public String signFor(String act, Role role, String id, String study, String site) {
    var issued = clock.instant().getEpochSecond();
    return sign(claims(role, id, study, site).put("act", act).put("iat", issued));
  }

  private JsonObject claims(Role role, String id, String study, String site) {
    return new JsonObject()
        .put("role", role.name())
        .put("sub", id)
        .put("study", study)
        .put("site", site)
        .put("exp", clock.instant().plus(LASTS).getEpochSecond());
  }

  /** A token that says just this. */
  String sign(JsonObject claims) {
    var header = new JsonObject().put("alg", "EdDSA").put("kid", keyId).put("typ", "JWT");
    var text = encode(header) + "." + encode(claims);
    return text + "." + base64(Tokens.sign(key, text.getBytes(StandardCharsets.US_ASCII)));
  }

  /**
   * Vouches for a text that is no token: let it have spaces, which no token has.
   *
   * @return Ed25519 signature (RFC 8032), by the key of {@link #keyId}
   */
  public byte[] vouch(byte[] text) {
    return Tokens.sign(key, text);
  }

  /** Which key signs. */
  public String keyId() {
    return keyId;
  }

  private static String encode(JsonObject json) {
    return base64(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
