package org.attune.enrollment.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.attune.platform.service.StartRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** channels.properties, and that docs/configuration.md says what stands in it. */
class ChannelsFileTest {
  private static final Pattern NAME = Pattern.compile("(?m)^\\| `([a-z]+\\.[a-z-]+)` \\|");

  @TempDir Path directory;

  private ChannelsFile read(String text) throws IOException {
    Files.writeString(directory.resolve(ChannelsFile.FILE), text);
    return ChannelsFile.of(directory);
  }

  @Test
  void without_a_file_mail_goes_into_the_folder() {
    assertThat(ChannelsFile.of(directory))
        .isEqualTo(new ChannelsFile(Optional.empty(), Optional.empty(), Optional.empty(), false));
  }

  @Test
  void a_mail_server_and_a_gateway_are_read_with_their_secrets() throws IOException {
    Files.writeString(directory.resolve("smtp.secret"), "word\n");
    Files.writeString(directory.resolve("sms.secret"), "Bearer token\n");
    var channels =
        read(
            """
            smtp.host=mail.example.org
            smtp.user=attune
            smtp.password-file=smtp.secret
            smtp.from=Study <no-reply@example.org>
            sms.url=https://sms.example.org/send
            sms.body={"to":"{to}","text":"{text}"}
            sms.authorization-file=sms.secret
            push.contact=mailto:study@example.org
            """);
    var smtp = channels.smtp().orElseThrow();
    assertThat(smtp.port()).isEqualTo(587);
    assertThat(smtp.security()).isEqualTo(SmtpServer.Security.STARTTLS);
    assertThat(smtp.login()).contains(new SmtpServer.Login("attune", "word"));
    assertThat(channels.sms().orElseThrow().authorization()).contains("Bearer token");
    assertThat(channels + " " + smtp + " " + channels.sms()).doesNotContain("word", "Bearer token");
  }

  @Test
  void all_that_is_wrong_is_named() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    smtp.host=mail.example.org
                    smtp.port=70000
                    smtp.security=ssl
                    smtp.user=attune
                    smtp.password-file=nowhere
                    sms.url=ftp://example.org
                    sms.body=hello
                    push.contact=me
                    smpt.from=typo
                    """))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContainingAll(
            "smtp.port",
            "smtp.security",
            "smtp.password-file cannot be read",
            "smtp.from is missing",
            "belong together",
            "sms.url",
            "sms.body",
            "push.contact",
            "smpt.from is not a setting");
  }

  @Test
  void the_page_lists_every_setting_and_no_other() throws IOException {
    var here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("docs/configuration.md"))) here = here.getParent();
    var page = Files.readString(here.resolve("docs/configuration.md"));
    var listed = NAME.matcher(page).results().map(row -> row.group(1)).collect(Collectors.toSet());
    assertThat(ChannelsFile.names(directory)).containsExactlyInAnyOrderElementsOf(listed);
  }
}
