package org.attune.testkit.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Servers whose parent was killed: they still hold the data directory and must stop first. */
final class Orphans {
  private static final Duration STOP_MAX = Duration.ofSeconds(20);

  private Orphans() {}

  /**
   * Stops the server that {@code directory/postmaster.pid} names, if it is alive and works on this
   * directory.
   *
   * @throws IOException if it does not stop
   */
  static void stop(Path directory) throws IOException {
    var file = directory.resolve("postmaster.pid");
    if (!Files.exists(file)) return;
    var lines = Files.readAllLines(file);
    if (lines.size() < 2 || !sameDirectory(lines.get(1), directory)) return;
    var process = ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    if (process.isEmpty() || !isPostgres(process.get())) {
      Files.deleteIfExists(file);
      return;
    }
    try {
      interrupt(process.get());
      process.get().onExit().get(STOP_MAX.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.get().destroyForcibly();
    } catch (ExecutionException e) {
      throw new IOException("the orphaned database server does not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Asks for a fast shutdown (PostgreSQL manual, "Shutting Down the Server"): SIGINT. */
  private static void interrupt(ProcessHandle process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
        .redirectErrorStream(true)
        .start()
        .waitFor();
  }

  private static boolean sameDirectory(String text, Path directory) {
    return Path.of(text.strip()).toAbsolutePath().equals(directory.toAbsolutePath());
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.contains("postgres")).orElse(false);
  }
}
