package org.attune.testkit.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Ends a database server when this process is gone, however it went. A shell waits for the end of
 * its input, which comes with the end of whoever held the other side, and then asks the server for
 * a fast shutdown; it knows the one process only, so it never meets the server of a later start.
 */
final class Leash implements AutoCloseable {
  private static final String WAIT_AND_END =
      "trap '' INT TERM HUP; cat >/dev/null; kill -INT \"$0\" 2>/dev/null";

  private final Process shell;

  private Leash(Process shell) {
    this.shell = shell;
  }

  /** Holds {@code server}, whose files are in {@code directory}. */
  static Leash hold(ProcessHandle server, Path directory) {
    try {
      return new Leash(
          new ProcessBuilder("sh", "-c", WAIT_AND_END, Long.toString(server.pid()))
              .directory(directory.toFile().getParentFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets go of a server that has ended. */
  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
