package org.attune.testkit.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Servers whose parent was killed: they still hold the data directory and must stop first. */
final class Orphans {
  private static final String PID_FILE = "postmaster.pid";
  private static final Duration STOP_MAX = Duration.ofSeconds(20);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private Orphans() {}

  /**
   * Stops the server that {@code directory/postmaster.pid} names, if it is alive and works on this
   * directory; ends what it left behind if it was killed.
   *
   * @throws IOException if it does not stop
   */
  static void stop(Path directory) throws IOException {
    var file = directory.resolve(PID_FILE);
    if (!Files.exists(file)) return;
    var lines = Files.readAllLines(file);
    if (lines.size() < 2 || !sameDirectory(lines.get(1), directory)) return;
    var process = ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    if (process.isEmpty() || !isPostgres(process.get())) {
      endAll(directory);
      Files.deleteIfExists(file);
      return;
    }
    try {
      interrupt(process.get());
      process.get().onExit().get(STOP_MAX.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.get().destroyForcibly();
      endAll(directory);
    } catch (ExecutionException e) {
      throw new IOException("the orphaned database server does not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * Ends every process of a server that worked on {@code directory}: those of a killed one go on
   * for a moment and may still write. The pid file is what keeps a second server away from them, so
   * it goes after them.
   *
   * @throws IOException if one of them does not end
   */
  private static void endAll(Path directory) throws IOException {
    for (long until = System.nanoTime() + STOP_MAX.toNanos(); ; ) {
      var left = working(directory);
      if (left.isEmpty()) return;
      if (System.nanoTime() > until) throw new IOException("processes stay of a killed server");
      left.forEach(ProcessHandle::destroyForcibly);
      try {
        Thread.sleep(LOOK_EVERY);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  /**
   * The server's processes that work in {@code directory}, its children among them; none where the
   * system does not say where a process works.
   */
  static List<ProcessHandle> working(Path directory) {
    return ProcessHandle.allProcesses()
        .filter(Orphans::isPostgres)
        .filter(process -> worksIn(process, directory))
        .toList();
  }

  private static boolean worksIn(ProcessHandle process, Path directory) {
    try {
      var there = Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
      return there.equals(directory.toRealPath());
    } catch (IOException e) {
      return false; // it ended while we looked, or is nobody's business
    }
  }

  /** The server process that works on {@code directory}. */
  static Optional<ProcessHandle> running(Path directory) throws IOException {
    var file = directory.resolve(PID_FILE);
    if (!Files.exists(file)) return Optional.empty();
    var lines = Files.readAllLines(file);
    if (lines.isEmpty()) return Optional.empty();
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(Orphans::isPostgres);
  }

  /** Ends the server of {@code directory} at once; it recovers from its log when next started. */
  static void kill(Path directory) {
    try {
      running(directory).ifPresent(ProcessHandle::destroyForcibly);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

  /** False once it has ended, even if its parent has not asked yet how. */
  static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.contains("postgres")).orElse(false);
  }
}
