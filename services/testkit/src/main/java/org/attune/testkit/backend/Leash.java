package org.attune.testkit.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Ends another process when this one is gone, however it went. A shell waits for the end of its
 * input, which comes with the end of whoever held the other side, and then sends the other process
 * a signal; it knows the one process only, so it never meets that of a later start.
 */
public final class Leash implements AutoCloseable {
  private static final String WAIT_AND_END =
      "trap '' INT TERM HUP; cat >/dev/null; kill -\"$0\" \"$1\" 2>/dev/null";

  private final Process shell;

  /** How the other process is ended. */
  public enum Ending {
    /** It is asked to; a database server understands a fast shutdown. */
    INT,
    /** It is not asked: also if it was stopped. */
    KILL
  }

  private Leash(Process shell) {
    this.shell = shell;
  }

  /**
   * Holds {@code process}.
   *
   * @param file file or directory of the process; the shell works beside it
   */
  public static Leash hold(ProcessHandle process, Path file, Ending ending) {
    try {
      return new Leash(
          new ProcessBuilder("sh", "-c", WAIT_AND_END, ending.name(), Long.toString(process.pid()))
              .directory(file.toFile().getParentFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets go of a process that has ended. */
  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
