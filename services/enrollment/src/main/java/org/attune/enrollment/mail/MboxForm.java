package org.attune.enrollment.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.attune.enrollment.channel.Letter;

/** A letter as an entry of an mbox file: RFC 5322 headers, RFC 2047 subject, mboxrd quoting. */
final class MboxForm {
  static final String MESSAGE_ID = "Message-ID: ";

  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Pattern QUOTED = Pattern.compile("(?m)^(>*From )");

  private static final Pattern ENTRIES = Pattern.compile("(?m)^(?=From )");

  private MboxForm() {}

  static byte[] write(Letter letter) {
    var text = new StringBuilder(512);
    text.append("From attune@localhost ").append(ASCTIME.format(letter.at())).append('\n');
    text.append("From: Attune <no-reply@attune.invalid>\n");
    text.append("To: ").append(letter.to().written()).append('\n');
    text.append("Subject: ").append(encoded(letter.subject())).append('\n');
    text.append("Date: ").append(DATE.format(letter.at())).append('\n');
    text.append(MESSAGE_ID).append(letter.messageId()).append('\n');
    if (letter.synthetic()) text.append("X-Attune: SYNTHETIC\n");
    text.append("MIME-Version: 1.0\n");
    text.append("Content-Type: text/plain; charset=utf-8\n");
    text.append("Content-Transfer-Encoding: 8bit\n\n");
    text.append(QUOTED.matcher(letter.text()).replaceAll(">$1")).append("\n\n");
    return text.toString().getBytes(UTF_8);
  }

  /** The entries of a file, one after the other. */
  static String[] entries(String entries) {
    return ENTRIES.split(entries);
  }

  /** Entries of a file without those of some message ids. */
  static String without(String entries, Set<String> messageIds) {
    var left = new StringBuilder(entries.length());
    for (var entry : entries(entries)) {
      boolean goes =
          entry
              .lines()
              .filter(line -> line.startsWith(MESSAGE_ID))
              .limit(1) // the header: the text comes after it
              .anyMatch(line -> messageIds.contains(line.substring(MESSAGE_ID.length())));
      if (!goes) left.append(entry);
    }
    return left.toString();
  }

  /** A header's text, as an encoded word if it has more than ASCII. */
  private static String encoded(String text) {
    if (StandardCharsets.US_ASCII.newEncoder().canEncode(text)) return text;
    return "=?utf-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)) + "?=";
  }
}
