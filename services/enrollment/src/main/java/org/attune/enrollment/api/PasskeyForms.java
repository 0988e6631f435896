package org.attune.enrollment.api;

import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.attune.enrollment.passkey.Assertion;
import org.attune.enrollment.passkey.Attestation;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;

/** What browsers send of passkeys, in the names of W3C Web Authentication Level 3, 5.2. */
final class PasskeyForms {
  static final String CLIENT_DATA = "clientDataJSON";
  static final String ATTESTATION = "attestationObject";
  static final String ID = "id";
  static final String USER_HANDLE = "userHandle";
  static final String AUTHENTICATOR_DATA = "authenticatorData";
  static final String SIGNATURE = "signature";

  /** Units of these limits: characters of Base64, 4 for 3 bytes. An id has 1,023 bytes at most. */
  private static final int ID_CHARS_MAX = 1_364;

  private static final int USER_HANDLE_CHARS_MAX = 86;
  private static final int SIGNATURE_CHARS_MAX = 1_024;
  private static final int DATA_CHARS_MAX = 4_096;
  private static final int ATTESTATION_CHARS_MAX = 32_768;

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9_-]+");

  private PasskeyForms() {}

  static Attestation attestation(JsonObject body) {
    return new Attestation(
        base64(body, CLIENT_DATA, DATA_CHARS_MAX),
        base64(body, ATTESTATION, ATTESTATION_CHARS_MAX));
  }

  static Assertion assertion(JsonObject body) {
    return new Assertion(
        base64(body, ID, ID_CHARS_MAX),
        base64(body, USER_HANDLE, USER_HANDLE_CHARS_MAX),
        base64(body, CLIENT_DATA, DATA_CHARS_MAX),
        base64(body, AUTHENTICATOR_DATA, DATA_CHARS_MAX),
        base64(body, SIGNATURE, SIGNATURE_CHARS_MAX));
  }

  private static String base64(JsonObject body, String field, int charsMax) {
    var text = Requests.text(body, field, charsMax);
    if (text.length() % 4 != 1 && BASE64.matcher(text).matches()) return text;
    throw new InvalidRequestException(field, field + " must be Base64 for URLs, without padding.");
  }
}
