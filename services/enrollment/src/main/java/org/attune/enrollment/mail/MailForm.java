package org.attune.enrollment.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Date;
import org.attune.enrollment.channel.Letter;

/**
 * A letter as a MIME message (RFC 5322, RFC 2046): plain text and HTML side by side, the plain text
 * first. It knows whether the server let it be written: from then on its fate may be unknown.
 */
final class MailForm extends MimeMessage {
  private final String messageId;
  private volatile boolean begun;

  MailForm(Session session, String from, Letter letter) throws MessagingException {
    super(session);
    messageId = "<" + letter.id() + "@" + domain(from) + ">";
    setFrom(new InternetAddress(from));
    setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to().written()));
    setSubject(letter.subject(), UTF_8.name());
    setSentDate(Date.from(letter.at()));
    // RFC 3834 section 5: no machine answers it.
    setHeader("Auto-Submitted", "auto-generated");
    var both = new MimeMultipart("alternative");
    both.addBodyPart(part(letter.text(), "plain"));
    both.addBodyPart(part(html(letter), "html"));
    setContent(both);
    saveChanges();
  }

  private static String domain(String from) throws MessagingException {
    var address = new InternetAddress(from).getAddress();
    return address.substring(address.indexOf('@') + 1);
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    var part = new MimeBodyPart();
    part.setText(text, UTF_8.name(), subtype);
    return part;
  }

  private static String html(Letter letter) {
    return """
    <!doctype html>
    <html><head><meta charset="utf-8"></head>
    <body><p>%s</p><p><a href="%s">%s</a></p></body></html>
    """
        .formatted(escaped(letter.words()), escaped(letter.link()), escaped(letter.link()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** The same for the same letter, so that a mailbox may drop a second copy. */
  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }

  @Override
  public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
    begun = true;
    super.writeTo(out, ignored);
  }

  /** True once the server asked for the message itself (RFC 5321 section 4.1.1.4). */
  boolean hasBegun() {
    return begun;
  }
}
