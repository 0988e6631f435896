package org.attune.standalone.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import org.attune.standalone.platform.FileReason;

/** A failure that no command foresaw, in one sentence; where it was thrown goes into a file. */
final class UnexpectedFailure {
  private static final int CAUSES_MAX = 10;

  private UnexpectedFailure() {}

  /** The sentence. */
  static String sentence(Throwable failure) {
    var cause = failure;
    for (int i = 0; i < CAUSES_MAX; i++) {
      if (cause instanceof FileSystemException file) return ofFile(file);
      if (cause.getCause() == null) break;
      cause = cause.getCause();
    }
    return "Attune failed (%s): %s".formatted(described(cause), kept(failure));
  }

  private static String ofFile(FileSystemException failure) {
    return "%s cannot be used (%s).".formatted(failure.getFile(), FileReason.of(failure));
  }

  private static String described(Throwable cause) {
    var message = cause.getMessage();
    return message == null || message.isBlank()
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  private static String kept(Throwable failure) {
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    try {
      var file = Files.createTempFile("attune-failure-", ".txt");
      Files.writeString(file, trace.toString());
      return "where, stands in " + file + "; please report it.";
    } catch (IOException e) {
      return "where, could not be written down: " + e.getMessage() + ".";
    }
  }
}
