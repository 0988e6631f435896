package org.attune.enrollment.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A letter of the folder as staff see it.
 *
 * @param to where it went, all but the first character of a name hidden
 * @param date as the header has it
 * @param text with its link
 */
public record ShownLetter(String to, String subject, String date, String text) {
  private static final Pattern WORD = Pattern.compile("=\\?utf-8\\?B\\?([A-Za-z0-9+/=]+)\\?=");
  private static final Pattern UNQUOTED = Pattern.compile("(?m)^>(>*From )");

  /** Reads an entry of an mbox file; empty for the rest of one whose beginning was cut off. */
  static Optional<ShownLetter> of(String entry) {
    int end = entry.indexOf("\n\n");
    if (!entry.startsWith("From ") || end < 0) return Optional.empty();
    var head = entry.substring(0, end);
    return Optional.of(
        new ShownLetter(
            hidden(header(head, "To")),
            decoded(header(head, "Subject")),
            header(head, "Date"),
            UNQUOTED.matcher(entry.substring(end + 2)).replaceAll("$1").strip()));
  }

  private static String header(String head, String name) {
    return head.lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }

  /** {@code a…@example.org}; of a telephone number the last two digits; of a device its kind. */
  private static String hidden(String address) {
    int at = address.indexOf('@');
    if (at > 0) return address.charAt(0) + "…" + address.substring(at);
    if (address.startsWith("+")) return "+…" + address.substring(address.length() - 2);
    return address.isEmpty() ? "" : "a device";
  }

  private static String decoded(String subject) {
    var word = WORD.matcher(subject);
    return word.matches() ? new String(Base64.getDecoder().decode(word.group(1)), UTF_8) : subject;
  }
}
