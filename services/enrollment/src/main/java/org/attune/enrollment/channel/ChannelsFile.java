package org.attune.enrollment.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.attune.platform.service.StartRefusedException;

/**
 * Which channels a platform has: {@code <dataDirectory>/channels.properties}, a Java properties
 * file in UTF-8, read once at the start. Without it there is mail into a folder, and web push.
 * docs/configuration.md lists the names. Secrets stand in files of their own, whose paths are seen
 * from the data directory.
 *
 * @param loopback true if push services of this machine may be asked: for tests
 */
public record ChannelsFile(
    Optional<SmtpServer> smtp,
    Optional<SmsGateway> sms,
    Optional<String> pushContact,
    boolean loopback) {
  /** Its name in the data directory. */
  public static final String FILE = "channels.properties";

  private static final int SECRET_CHARS_MAX = 4_096;
  private static final int SUBMISSION_PORT = 587;
  private static final int PORT_MAX = 65_535;

  /**
   * The channels of a data directory.
   *
   * @throws StartRefusedException if something in it does not fit; names all of it
   */
  public static ChannelsFile of(Path directory) {
    var file = directory.resolve(FILE);
    var properties = new Properties();
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Reading(directory, properties).read();
  }

  /** All settings there are. */
  static Set<String> names(Path directory) {
    var reading = new Reading(directory, new Properties());
    reading.read();
    return reading.known;
  }

  /** One reading, with what was found wrong. */
  private static final class Reading {
    private final Path directory;
    private final Properties properties;
    private final Set<String> known = new TreeSet<>();
    private final List<String> wrong = new ArrayList<>();

    Reading(Path directory, Properties properties) {
      this.directory = directory;
      this.properties = properties;
    }

    ChannelsFile read() {
      var smtp = smtp();
      var sms = sms();
      var contact = optional("push.contact");
      contact.ifPresent(this::checkContact);
      boolean loopback = optional("push.allow-loopback").filter("true"::equals).isPresent();
      for (var name : properties.stringPropertyNames()) {
        if (!known.contains(name)) wrong.add(name + " is not a setting");
      }
      if (!wrong.isEmpty()) {
        throw new StartRefusedException(
            FILE + ": " + String.join("; ", wrong) + " (docs/configuration.md).");
      }
      return new ChannelsFile(smtp, sms, contact, loopback);
    }

    private void checkContact(String contact) {
      if (!contact.startsWith("mailto:") && !contact.startsWith("https://")) {
        wrong.add("push.contact must begin with mailto: or https://");
      }
    }

    private Optional<SmtpServer> smtp() {
      var host = optional("smtp.host");
      int port = number("smtp.port", SUBMISSION_PORT, PORT_MAX);
      var security = security();
      var user = optional("smtp.user");
      var password = secret("smtp.password-file");
      var from = optional("smtp.from");
      var trusted = optional("smtp.trusted-hosts");
      if (host.isEmpty()) return Optional.empty();
      if (from.isEmpty()) wrong.add("smtp.from is missing");
      if (user.isPresent() != password.isPresent()) {
        wrong.add("smtp.user and smtp.password-file belong together");
      }
      var login = user.flatMap(name -> password.map(secret -> new SmtpServer.Login(name, secret)));
      return Optional.of(
          new SmtpServer(host.get(), port, security, login, from.orElse(""), trusted));
    }

    private SmtpServer.Security security() {
      var text = optional("smtp.security").orElse("starttls");
      for (var security : SmtpServer.Security.values()) {
        if (security.name().toLowerCase(Locale.ROOT).equals(text)) return security;
      }
      wrong.add("smtp.security must be starttls, tls or none");
      return SmtpServer.Security.STARTTLS;
    }

    private Optional<SmsGateway> sms() {
      var url = optional("sms.url");
      var type = optional("sms.content-type").orElse(SmsGateway.JSON);
      var body = optional("sms.body");
      var authorization = secret("sms.authorization-file");
      var idempotency = optional("sms.idempotency-header");
      var receipts = secret("sms.receipt-secret-file");
      if (url.isEmpty()) return Optional.empty();
      if (!Set.of(SmsGateway.JSON, SmsGateway.FORM).contains(type)) {
        wrong.add("sms.content-type must be " + SmsGateway.JSON + " or " + SmsGateway.FORM);
      }
      if (body.filter(b -> b.contains("{to}") && b.contains("{text}")).isEmpty()) {
        wrong.add("sms.body must hold {to} and {text}");
      }
      return address(url.get())
          .map(
              uri ->
                  new SmsGateway(uri, type, body.orElse(""), authorization, idempotency, receipts));
    }

    private Optional<URI> address(String text) {
      try {
        var uri = URI.create(text);
        var scheme = String.valueOf(uri.getScheme());
        if (uri.getHost() != null && Set.of("http", "https").contains(scheme)) {
          return Optional.of(uri);
        }
      } catch (IllegalArgumentException e) {
        wrong.add("sms.url is no address");
        return Optional.empty();
      }
      wrong.add("sms.url must begin with https:// or http://");
      return Optional.empty();
    }

    private Optional<String> optional(String name) {
      known.add(name);
      return Optional.ofNullable(properties.getProperty(name))
          .map(String::strip)
          .filter(text -> !text.isEmpty());
    }

    private int number(String name, int otherwise, int max) {
      var text = optional(name);
      if (text.isEmpty()) return otherwise;
      try {
        int number = Integer.parseInt(text.get());
        if (number >= 1 && number <= max) return number;
      } catch (NumberFormatException e) {
        // said below, like a number out of range
      }
      wrong.add(name + " must be a whole number from 1 to " + max);
      return otherwise;
    }

    /** The first line of a file. */
    private Optional<String> secret(String name) {
      var path = optional(name);
      if (path.isEmpty()) return Optional.empty();
      try (var reader = Files.newBufferedReader(directory.resolve(path.get()))) {
        var line = reader.readLine();
        if (line != null && !line.isBlank() && line.length() <= SECRET_CHARS_MAX) {
          return Optional.of(line.strip());
        }
        wrong.add(name + " names a file without a first line");
      } catch (IOException e) {
        wrong.add(name + " cannot be read: " + path.get());
      }
      return Optional.empty();
    }
  }

  /** Everything but secrets. */
  @Override
  public String toString() {
    return "channels: smtp=" + smtp.isPresent() + " sms=" + sms.isPresent();
  }
}
