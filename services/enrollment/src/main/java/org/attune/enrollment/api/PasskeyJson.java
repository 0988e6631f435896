package org.attune.enrollment.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.attune.enrollment.command.Passkeys.Offered;
import org.attune.enrollment.command.Returns.Asked;
import org.attune.enrollment.passkey.WebAuthn;
import org.attune.enrollment.store.PasskeyStore.Known;

/**
 * What browsers are told of passkeys, in the names of W3C Web Authentication Level 3, 5.4 and 5.5.
 */
final class PasskeyJson {
  private static final String PLATFORM = "Attune";
  private static final String KIND = "public-key";
  private static final String REQUIRED = "required";

  private PasskeyJson() {}

  /**
   * Options for making a passkey: one that is found without being named, by somebody whom the
   * device has verified.
   *
   * @param title of the study; it stands where others have a name
   */
  static JsonObject offered(Offered offered, String title) {
    var user =
        new JsonObject()
            .put("id", offered.userHandle())
            .put("name", title)
            .put("displayName", title);
    var selection =
        new JsonObject()
            .put("residentKey", REQUIRED)
            .put("requireResidentKey", true)
            .put("userVerification", REQUIRED);
    return new JsonObject()
        .put("rp", new JsonObject().put("id", offered.party().id()).put("name", PLATFORM))
        .put("user", user)
        .put("challenge", offered.challenge())
        .put("pubKeyCredParams", algorithms())
        .put("timeout", offered.lastsMillis())
        .put("excludeCredentials", existing(offered.existing()))
        .put("authenticatorSelection", selection)
        .put("attestation", "none");
  }

  private static JsonArray algorithms() {
    var all = new JsonArray();
    for (int algorithm : WebAuthn.ALGORITHMS) {
      all.add(new JsonObject().put("type", KIND).put("alg", algorithm));
    }
    return all;
  }

  private static JsonArray existing(List<String> ids) {
    var all = new JsonArray();
    for (var id : ids) all.add(new JsonObject().put("type", KIND).put("id", id));
    return all;
  }

  /** Options for asking for a passkey, whichever the device has. */
  static JsonObject asked(Asked asked) {
    return new JsonObject()
        .put("rpId", asked.party().id())
        .put("challenge", asked.challenge())
        .put("timeout", asked.lastsMillis())
        .put("userVerification", REQUIRED);
  }

  static JsonArray list(List<Known> passkeys) {
    var all = new JsonArray();
    for (var known : passkeys) {
      var one =
          new JsonObject()
              .put("passkey", known.passkey().toString())
              .put("number", known.number())
              .put("madeAt", known.madeAt().toString());
      known.usedAt().ifPresent(at -> one.put("usedAt", at.toString()));
      all.add(one);
    }
    return all;
  }
}
