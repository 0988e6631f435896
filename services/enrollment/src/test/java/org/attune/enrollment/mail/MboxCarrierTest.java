package org.attune.enrollment.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.attune.enrollment.channel.Address;
import org.attune.enrollment.channel.Letter;
import org.attune.enrollment.channel.Sent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail in a folder. */
class MboxCarrierTest {
  private static final Instant AT = Instant.parse("2027-02-03T23:05:09Z");

  @TempDir Path directory;

  private static Letter letter(String id, Instant at, String text) {
    return new Letter(
        id(id),
        new Address.Email("ann@example.org"),
        "Un rato",
        text,
        "http://127.0.0.1/app",
        "slot",
        Optional.empty(),
        at,
        true);
  }

  private static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private String day(String date) throws IOException {
    return Files.readString(directory.resolve("mail").resolve(date + ".mbox"));
  }

  @Test
  void a_letter_is_a_standard_entry_of_its_utc_day() throws IOException {
    try (var mailer = new MboxCarrier(directory.resolve("mail"))) {
      assertThat(mailer.send(letter("1", AT, "Hello\nFrom here on"))).isEqualTo(Sent.accepted());
    }
    assertThat(day("2027-02-03"))
        .isEqualTo(
            """
            From attune@localhost Wed Feb  3 23:05:09 2027
            From: Attune <no-reply@attune.invalid>
            To: ann@example.org
            Subject: Un rato
            Date: Wed, 3 Feb 2027 23:05:09 +0000
            Message-ID: <c4ca4238-a0b9-3382-8dcc-509a6f75849b@attune.invalid>
            X-Attune: SYNTHETIC
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            Hello
            >From here on

            http://127.0.0.1/app

            SYNTHETIC

            """);
  }

  @Test
  void letters_that_are_taken_back_are_in_no_file_and_others_stay_and_come() throws IOException {
    try (var mailer = new MboxCarrier(directory.resolve("mail"))) {
      var quoting = "From here\nMessage-ID: " + Letter.messageId(id("1"));
      assertThat(mailer.send(letter("1", AT, "Hello"))).isEqualTo(Sent.accepted());
      assertThat(mailer.send(letter("2", AT, quoting))).isEqualTo(Sent.accepted());
      var later = AT.plus(Duration.ofDays(3));
      assertThat(mailer.send(letter("3", later, "Again"))).isEqualTo(Sent.accepted());
      mailer.takeBack(
          Set.of(Letter.messageId(id("1")), Letter.messageId(id("3"))),
          LocalDate.parse("2027-02-03"));
      assertThat(mailer.send(letter("4", AT, "More"))).isEqualTo(Sent.accepted());
    }
    assertThat(day("2027-02-03"))
        .doesNotContain("Hello")
        .contains("Message-ID: " + Letter.messageId(id("2")) + "\n", "More");
    assertThat(day("2027-02-06")).isEmpty();
  }

  @Test
  void a_subject_beyond_ascii_is_an_encoded_word() {
    var letter =
        new Letter(
            id("1"),
            new Address.Email("ann@example.org"),
            "Está",
            "Hola",
            "http://127.0.0.1/app",
            "slot",
            Optional.empty(),
            AT,
            false);
    assertThat(new String(MboxForm.write(letter), java.nio.charset.StandardCharsets.UTF_8))
        .contains("Subject: =?utf-8?B?RXN0w6E=?=\n")
        .doesNotContain("SYNTHETIC");
  }

  @Test
  void the_same_letter_is_written_once_also_after_a_restart() throws IOException {
    for (int start = 0; start < 2; start++) {
      try (var mailer = new MboxCarrier(directory.resolve("mail"))) {
        mailer.send(letter("1", AT, "Hello"));
        mailer.send(letter("1", AT, "Hello"));
      }
    }
    assertThat(day("2027-02-03").split("Message-ID:")).hasSize(2);
  }

  @Test
  void many_days_may_be_written_in_any_order() throws IOException {
    int days = MboxCarrier.OPEN_DAYS_MAX * 3;
    try (var mailer = new MboxCarrier(directory.resolve("mail"))) {
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < days; i++) {
          mailer.send(letter(round + "-" + i, AT.plus(Duration.ofDays(i)), "Hello"));
        }
      }
    }
    try (var files = Files.list(directory.resolve("mail"))) {
      assertThat(files).hasSize(days);
    }
    assertThat(day("2027-02-04").split("Message-ID:")).hasSize(3);
  }

  @Test
  void a_folder_that_cannot_be_written_is_a_failure_that_may_be_tried_again() throws IOException {
    Files.writeString(directory.resolve("mail"), "a file in the way");
    try (var mailer = new MboxCarrier(directory.resolve("mail"))) {
      assertThat(mailer.send(letter("1", AT, "Hello")))
          .isEqualTo(Sent.of(Sent.Verdict.FAILED, "file"));
      Files.delete(directory.resolve("mail"));
      assertThat(mailer.send(letter("1", AT, "Hello"))).isEqualTo(Sent.accepted());
    }
  }

  @Test
  void a_letter_does_not_show_its_address() {
    assertThat(letter("1", AT, "Hello").toString()).doesNotContain("example.org");
  }
}
