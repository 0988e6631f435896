package org.attune.enrollment.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import org.attune.enrollment.channel.Carrier;
import org.attune.enrollment.channel.Letter;
import org.attune.enrollment.channel.Sent;
import org.attune.enrollment.channel.Sent.Verdict;
import org.attune.enrollment.channel.SmtpServer;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mail through a server (RFC 5321), over connections that are kept for a while.
 *
 * <p>A server that says 4yz takes it at another time, 5yz never. Where the connection breaks before
 * the server asked for the message nothing was sent; where it breaks after, it is not known. No
 * server has to drop a second copy, so what is unknown is not sent again.
 */
public final class SmtpCarrier implements Carrier, AutoCloseable {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(3);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(6);
  private static final int CONNECTIONS_KEPT_MAX = 4;

  private static final Logger LOG = LoggerFactory.getLogger(SmtpCarrier.class);

  private final SmtpServer server;
  private final Session session;
  private final Deque<Transport> idle = new ArrayDeque<>();
  private boolean closed;

  public SmtpCarrier(SmtpServer server) {
    this.server = server;
    session = Session.getInstance(properties(server));
  }

  private static Properties properties(SmtpServer server) {
    var p = new Properties();
    var prefix = server.security() == SmtpServer.Security.TLS ? "mail.smtps." : "mail.smtp.";
    p.setProperty(prefix + "host", server.host());
    p.setProperty(prefix + "port", Integer.toString(server.port()));
    p.setProperty(prefix + "connectiontimeout", Long.toString(CONNECT_MAX.toMillis()));
    p.setProperty(prefix + "timeout", Long.toString(ANSWER_MAX.toMillis()));
    p.setProperty(prefix + "writetimeout", Long.toString(ANSWER_MAX.toMillis()));
    p.setProperty(prefix + "auth", Boolean.toString(server.login().isPresent()));
    p.setProperty(prefix + "ssl.checkserveridentity", Boolean.toString(server.trusted().isEmpty()));
    p.setProperty(prefix + "ssl.protocols", "TLSv1.2 TLSv1.3");
    boolean startTls = server.security() == SmtpServer.Security.STARTTLS;
    p.setProperty(prefix + "starttls.enable", Boolean.toString(startTls));
    p.setProperty(prefix + "starttls.required", Boolean.toString(startTls));
    p.setProperty(prefix + "quitwait", "false");
    server.trusted().ifPresent(hosts -> p.setProperty(prefix + "ssl.trust", hosts));
    return p;
  }

  @Override
  public boolean isImmediate() {
    return false;
  }

  @Override
  public boolean removesDuplicates() {
    return false;
  }

  @Override
  public Sent send(Letter letter) {
    MailForm mail;
    try {
      mail = new MailForm(session, server.from(), letter);
    } catch (AddressException e) {
      return Sent.of(Verdict.REJECTED, "address-refused");
    } catch (MessagingException e) {
      throw new IllegalStateException("a letter has no form", e);
    }
    var kept = kept();
    if (kept != null) {
      var sent = send(mail, kept);
      boolean wasClosed = sent.verdict() == Verdict.FAILED && sent.cause().equals(NO_CONNECTION);
      if (!wasClosed) return sent; // else the server closed it while nobody used it
    }
    try {
      return send(mail, connected());
    } catch (MessagingException e) {
      return refusal(mail, e);
    }
  }

  private static final String NO_CONNECTION = "no-connection";

  private Sent send(MailForm mail, Transport transport) {
    try {
      transport.sendMessage(mail, mail.getAllRecipients());
      keep(transport);
      return Sent.accepted();
    } catch (MessagingException e) {
      close(transport);
      return refusal(mail, e);
    }
  }

  private Transport connected() throws MessagingException {
    var transport =
        session.getTransport(server.security() == SmtpServer.Security.TLS ? "smtps" : "smtp");
    var login = server.login();
    if (login.isPresent()) transport.connect(login.get().user(), login.get().password());
    else transport.connect();
    return transport;
  }

  /** What a failure means; its words are not kept, for they quote addresses. */
  private static Sent refusal(MailForm mail, MessagingException e) {
    int code = code(e);
    if (code >= 500) return Sent.of(Verdict.REJECTED, "smtp-" + code);
    if (code >= 400) return Sent.of(Verdict.FAILED, "smtp-" + code);
    return mail.hasBegun()
        ? Sent.of(Verdict.UNKNOWN, "no-answer")
        : Sent.of(Verdict.FAILED, NO_CONNECTION);
  }

  /** The server's last reply about this letter, 400 to 599; 0 if it made none. */
  private static int code(MessagingException e) {
    Throwable at = e;
    while (at != null) {
      int code =
          switch (at) {
            case SMTPAddressFailedException failed -> failed.getReturnCode();
            case SMTPSenderFailedException failed -> failed.getReturnCode();
            case SMTPSendFailedException failed -> failed.getReturnCode();
            default -> 0;
          };
      if (code >= 400 && code < 600) return code;
      at = at instanceof MessagingException link ? next(link) : null;
    }
    return 0;
  }

  private static @org.jspecify.annotations.Nullable Throwable next(MessagingException e) {
    return e.getNextException();
  }

  private @org.jspecify.annotations.Nullable Transport kept() {
    synchronized (idle) {
      return idle.poll();
    }
  }

  private void keep(Transport transport) {
    synchronized (idle) {
      if (!closed && idle.size() < CONNECTIONS_KEPT_MAX) {
        idle.push(transport);
        return;
      }
    }
    close(transport);
  }

  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debug("a connection to the mail server was closed already");
    }
  }

  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
      idle.forEach(SmtpCarrier::close);
      idle.clear();
    }
  }
}
