package org.attune.enrollment.api;

import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.attune.platform.http.InvalidRequestException;

/**
 * The form of an e-mail address: something, an at sign, a domain of two labels at least. Whether it
 * exists only sending tells. What could end a header line or begin another address is refused.
 */
final class EmailForm {
  /** RFC 5321 section 4.5.3.1, with the brackets taken off. */
  static final int CHARS_MAX = 254;

  private static final Pattern FORM =
      Pattern.compile(
          "[^\\s\\p{Cntrl}@<>()\\[\\],;:\\\\\"]{1,64}@[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)+");

  private EmailForm() {}

  /**
   * The address in field {@code email}.
   *
   * @throws InvalidRequestException if it has not that form; its sentence does not repeat it
   */
  static String read(JsonObject body) {
    return read(body, "", "email");
  }

  /**
   * The address in a field of part of a body.
   *
   * @param path of the part, with its dot; empty for the whole body
   * @throws InvalidRequestException as above
   */
  static String read(JsonObject part, String path, String field) {
    if (part.getValue(field) instanceof String text
        && text.length() <= CHARS_MAX
        && FORM.matcher(text).matches()) {
      return text;
    }
    throw new InvalidRequestException(path + field, field + " must be an e-mail address.");
  }
}
