package org.attune.enrollment.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.attune.enrollment.channel.Address;
import org.attune.enrollment.channel.Letters;
import org.attune.enrollment.channel.Sent;
import org.attune.enrollment.channel.Sent.Verdict;
import org.attune.enrollment.channel.SmtpServer;
import org.attune.enrollment.channel.SmtpServer.Login;
import org.attune.enrollment.channel.SmtpServer.Security;
import org.junit.jupiter.api.Test;

/** Mail through real servers of this machine, well-behaved and not. */
class SmtpCarrierTest {
  private static final Address ANN = new Address.Email("ann@example.org");

  private static SmtpCarrier over(int port) {
    return new SmtpCarrier(
        new SmtpServer(
            "127.0.0.1",
            port,
            Security.NONE,
            Optional.empty(),
            "Study <no-reply@study.example.org>",
            Optional.empty()));
  }

  private static GreenMail started(String protocol) {
    var server = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
    server.start();
    return server;
  }

  @Test
  void a_letter_arrives_in_plain_text_and_html_with_neutral_words_and_an_id_of_its_own()
      throws Exception {
    var server = started("smtp");
    try (var carrier = over(server.getSmtp().getPort())) {
      assertThat(carrier.send(Letters.to(ANN))).isEqualTo(Sent.accepted());
      assertThat(carrier.send(Letters.to(ANN))).isEqualTo(Sent.accepted());
      var mails = server.getReceivedMessages();
      assertThat(mails).hasSize(2);
      var mail = mails[0];
      assertThat(mail.getSubject()).isEqualTo("Ein kurzer Moment für dich");
      assertThat(mail.getFrom()[0]).hasToString("Study <no-reply@study.example.org>");
      assertThat(mail.getMessageID())
          .isEqualTo("<00000000-0000-0007-0000-000000000007@study.example.org>")
          .isEqualTo(mails[1].getMessageID());
      var both = (MimeMultipart) mail.getContent();
      assertThat(both.getContentType()).startsWith("multipart/alternative");
      assertThat(both.getBodyPart(0).getContent().toString())
          .contains("Hast du <eine> Minute?", "https://study.example.org/app/prompts/1?a=b&c=d");
      assertThat(both.getBodyPart(1).getContent().toString())
          .contains("Hast du &lt;eine&gt; Minute?", "?a=b&amp;c=d\"");
    } finally {
      server.stop();
    }
  }

  @Test
  void it_logs_in_over_tls_and_a_wrong_password_is_no_refusal_of_the_letter() {
    var server = started("smtps");
    server.setUser("attune@example.org", "attune", "secret");
    try (var right = login(server, "secret");
        var wrong = login(server, "other")) {
      assertThat(right.send(Letters.to(ANN))).isEqualTo(Sent.accepted());
      assertThat(wrong.send(Letters.to(ANN)).verdict()).isEqualTo(Verdict.FAILED);
    } finally {
      server.stop();
    }
  }

  private static SmtpCarrier login(GreenMail server, String password) {
    return new SmtpCarrier(
        new SmtpServer(
            "127.0.0.1",
            server.getSmtps().getPort(),
            Security.TLS,
            Optional.of(new Login("attune", password)),
            "no-reply@study.example.org",
            Optional.of("127.0.0.1")));
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_not_believed() {
    var server = started("smtps");
    var strict =
        new SmtpServer(
            "127.0.0.1",
            server.getSmtps().getPort(),
            Security.TLS,
            Optional.empty(),
            "no-reply@study.example.org",
            Optional.empty());
    try (var carrier = new SmtpCarrier(strict)) {
      assertThat(carrier.send(Letters.to(ANN)).verdict()).isEqualTo(Verdict.FAILED);
      assertThat(server.getReceivedMessages()).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void a_server_without_starttls_is_not_spoken_to_in_the_clear() throws IOException {
    try (var server = new ScriptedSmtp()) {
      var strict =
          new SmtpServer(
              "127.0.0.1",
              server.port(),
              Security.STARTTLS,
              Optional.of(new Login("attune", "secret")),
              "no-reply@study.example.org",
              Optional.empty());
      try (var carrier = new SmtpCarrier(strict)) {
        assertThat(carrier.send(Letters.to(ANN)).verdict()).isEqualTo(Verdict.FAILED);
      }
      assertThat(server.commands).doesNotContain("AUTH", "MAIL", "DATA");
    }
  }

  private static Sent said(String command, String reply) throws IOException {
    try (var server = new ScriptedSmtp();
        var carrier = over(server.port())) {
      server.replies.put(command, reply);
      return carrier.send(Letters.to(ANN));
    }
  }

  @Test
  void what_the_server_says_for_now_is_tried_again_and_what_it_says_for_good_is_not()
      throws IOException {
    for (var command : List.of("MAIL", "RCPT", "DATA", "END")) {
      assertThat(said(command, "451 later"))
          .as(command)
          .isEqualTo(Sent.of(Verdict.FAILED, "smtp-451"));
      assertThat(said(command, "550 never"))
          .as(command)
          .isEqualTo(Sent.of(Verdict.REJECTED, "smtp-550"));
    }
  }

  @Test
  void a_connection_that_breaks_before_the_message_sent_nothing_and_after_it_nobody_knows()
      throws IOException {
    for (var command : List.of("EHLO", "MAIL", "RCPT", "DATA")) {
      assertThat(said(command, "").verdict()).as(command).isEqualTo(Verdict.FAILED);
    }
    assertThat(said("END", "")).isEqualTo(Sent.of(Verdict.UNKNOWN, "no-answer"));
  }

  @Test
  void nobody_there_is_a_failure() throws IOException {
    int port;
    try (var server = new ScriptedSmtp()) {
      port = server.port();
    }
    try (var carrier = over(port)) {
      assertThat(carrier.send(Letters.to(ANN)).verdict()).isEqualTo(Verdict.FAILED);
    }
  }

  @Test
  void a_connection_that_the_server_closed_meanwhile_is_made_anew() throws IOException {
    try (var server = new ScriptedSmtp();
        var carrier = over(server.port())) {
      assertThat(carrier.send(Letters.to(ANN))).isEqualTo(Sent.accepted());
      server.replies.put("MAIL", "");
      server.replies.put("RSET", "");
      assertThat(carrier.send(Letters.to(ANN)).verdict()).isEqualTo(Verdict.FAILED);
      server.replies.clear();
      assertThat(carrier.send(Letters.to(ANN))).isEqualTo(Sent.accepted());
    }
  }

  @Test
  void an_address_that_is_none_is_refused() {
    try (var carrier = over(1)) {
      assertThat(carrier.send(Letters.to(new Address.Email("ann@exa mple.org"))))
          .isEqualTo(Sent.of(Verdict.REJECTED, "address-refused"));
    }
  }
}
