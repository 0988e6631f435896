package org.attune.testkit.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a database server's programs said while it was started, and what is fatal after that. */
final class PostgresLog {
  /** Whoever asks too early is told that the system is starting up: that is no failure. */
  private static final Pattern REASON =
      Pattern.compile(
          "(?:FATAL|PANIC|initdb: error|unshare|error):\\s+"
              + "(?!the database system is starting up)(\\S.*)");

  /** What the program that starts the server says of it, which is less than the server does. */
  private static final Pattern HEARSAY = Pattern.compile("pg_ctl:\\s+(\\S.*)");

  private static final String GAVE_UP = "could not start server";

  private final Path file;

  /** Begins the file anew. */
  PostgresLog(Path file) throws IOException {
    this.file = file;
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, "");
  }

  ProcessBuilder.Redirect redirect() {
    return ProcessBuilder.Redirect.appendTo(file.toFile());
  }

  /** True once the program that starts the server has said that it could not. */
  boolean saysThatItFailed() {
    return text().contains(GAVE_UP);
  }

  /**
   * The first line that gives a reason, the server's own before others, without what precedes it.
   */
  Optional<String> reason() {
    var text = text();
    return first(REASON, text).or(() -> first(HEARSAY, text));
  }

  private static Optional<String> first(Pattern pattern, String text) {
    var reasons = pattern.matcher(text);
    return reasons.find() ? Optional.of(reasons.group(1).strip()) : Optional.empty();
  }

  private String text() {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
