package org.attune.enrollment.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.attune.enrollment.channel.Address;
import org.attune.enrollment.channel.Letter;
import org.attune.enrollment.channel.Letters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What staff see of the folder. */
class MailFolderTest {
  private static final LocalDate DAY = LocalDate.parse("2027-03-01");

  @TempDir Path directory;

  private static Letter letter(int number, Address to, String words) {
    return new Letter(
        new UUID(0, number),
        to,
        "Está " + number,
        words,
        "http://127.0.0.1/app",
        "slot",
        Optional.empty(),
        Letters.AT,
        true);
  }

  @Test
  void letters_are_shown_the_latest_first_without_the_names_of_people() throws IOException {
    var folder = new MailFolder(directory);
    assertThat(folder.days()).isEmpty();
    try (var carrier = new MboxCarrier(directory)) {
      carrier.send(letter(1, new Address.Email("ann@example.org"), "Hello\nFrom here"));
      carrier.send(letter(2, new Address.Phone("+34600000012"), "Hello"));
      carrier.send(letter(3, new Address.Subscription("https://p.example/1", "p", "a"), "Hello"));
    }
    Files.writeString(directory.resolve("notes.txt"), "not mail");
    assertThat(folder.days()).containsExactly(DAY);
    var letters = folder.letters(DAY);
    assertThat(letters)
        .extracting(ShownLetter::to)
        .containsExactly("a device", "+…12", "a…@example.org");
    assertThat(letters.getLast())
        .isEqualTo(
            new ShownLetter(
                "a…@example.org",
                "Está 1",
                "Mon, 1 Mar 2027 10:00:00 +0000",
                "Hello\nFrom here\n\nhttp://127.0.0.1/app\n\nSYNTHETIC"));
    assertThat(folder.letters(DAY.plusDays(1))).isEmpty();
  }

  @Test
  void of_many_letters_the_last_are_shown() throws IOException {
    try (var carrier = new MboxCarrier(directory)) {
      for (int i = 0; i < 2_000; i++) {
        carrier.send(letter(i, new Address.Email("ann@example.org"), "Hello"));
      }
    }
    var letters = new MailFolder(directory).letters(DAY);
    assertThat(letters).hasSize(MailFolder.LETTERS_MAX);
    assertThat(letters.getFirst().subject()).isEqualTo("Está 1999");
  }
}
