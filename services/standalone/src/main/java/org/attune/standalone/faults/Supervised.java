package org.attune.standalone.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.attune.standalone.platform.JavaProgram;
import org.attune.testkit.backend.Leash;
import org.jspecify.annotations.Nullable;

/**
 * One Java process that is killed and started again, as a process manager would do it: whatever it
 * ended by, and which is killed when this process is gone. Who does something to it holds {@link
 * #turn}.
 */
final class Supervised implements AutoCloseable {
  /** A start that takes longer is a promise broken. */
  static final Duration READY_MAX = Duration.ofSeconds(240);

  private static final Duration END_MAX = Duration.ofSeconds(60);

  private final String name;
  private final int heapMebibytes;
  private final List<String> program;
  private final Map<String, String> environment;
  private final Path log;
  private final BooleanSupplier ready;
  private final Tally tally;
  final ReentrantLock turn = new ReentrantLock();
  private @Nullable Process process;
  private @Nullable Leash leash;

  /**
   * @param heapMebibytes its heap
   * @param program main class and arguments
   * @param ready asks whether it does its work
   */
  Supervised(
      String name,
      int heapMebibytes,
      List<String> program,
      Map<String, String> environment,
      Path log,
      BooleanSupplier ready,
      Tally tally) {
    this.name = name;
    this.heapMebibytes = heapMebibytes;
    this.program = List.copyOf(program);
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.ready = ready;
    this.tally = tally;
  }

  String name() {
    return name;
  }

  /** Starts it and does not wait. */
  void start(List<String> options) {
    start(options, Map.of());
  }

  /** The same, with more in its environment. */
  void start(List<String> options, Map<String, String> more) {
    var builder =
        new ProcessBuilder(JavaProgram.command(heapMebibytes, options, program))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    builder.environment().putAll(more);
    try {
      var started = builder.start();
      process = started;
      letGo();
      leash = Leash.hold(started.toHandle(), log, Leash.Ending.KILL);
      tally.started(started.toHandle());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void letGo() {
    var held = leash;
    if (held != null) held.close();
    leash = null;
  }

  private Process process() {
    var started = process;
    if (started == null) throw new IllegalStateException(name + " was never started");
    return started;
  }

  /** Waits until it does its work or has ended; it is not started again. */
  void awaitReadyOrEnded() throws InterruptedException {
    Pauses.until(() -> !isAlive() || ready.getAsBoolean(), READY_MAX);
  }

  boolean isAlive() {
    return process().isAlive();
  }

  /**
   * Waits until it does its work, starting it again whenever it ends.
   *
   * @return how long that took
   */
  Duration awaitReady() throws InterruptedException {
    long began = System.nanoTime();
    boolean came =
        Pauses.until(
            () -> {
              if (!isAlive()) start(List.of());
              return ready.getAsBoolean();
            },
            READY_MAX);
    if (!came) {
      tally.complain(
          "%s was not ready %d s after its start; %s says why."
              .formatted(name, READY_MAX.toSeconds(), log));
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** True if it ended by itself in that time. */
  boolean endsWithin(Duration most) throws InterruptedException {
    return process().waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  int exit() {
    return process().exitValue();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process().destroyForcibly().waitFor();
  }

  /** Sends a signal by its name. */
  void signal(String signal) throws InterruptedException {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process().pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to end; what does not is killed, and said. */
  void stop() throws InterruptedException {
    if (!isAlive()) return;
    process().destroy();
    if (endsWithin(END_MAX)) return;
    tally.complain(name + " did not end within " + END_MAX.toSeconds() + " s of SIGTERM.");
    kill();
  }

  @Override
  public void close() {
    var started = process;
    if (started != null) started.destroyForcibly();
    letGo();
  }
}
