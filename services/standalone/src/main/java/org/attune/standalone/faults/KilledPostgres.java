package org.attune.standalone.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.attune.standalone.synthetic.Chance;
import org.attune.testkit.backend.FreePorts;
import org.attune.testkit.backend.PostgresServer;
import org.jspecify.annotations.Nullable;

/** A durable database server that is killed and started again on the same port and files. */
final class KilledPostgres implements AutoCloseable {
  private static final Duration GONE_MAX = Duration.ofSeconds(20);

  private final Path directory;
  private final Tally tally;
  private final int port = FreePorts.next();
  private final Queue<String> segments = new ConcurrentLinkedQueue<>();
  private @Nullable PostgresServer server;

  KilledPostgres(Path directory, Tally tally) {
    this.directory = directory;
    this.tally = tally;
  }

  int port() {
    return port;
  }

  /** JDBC address of the superuser in database {@code postgres}. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
  }

  /** Starts it; what was killed recovers first. */
  Duration start() {
    long began = System.nanoTime();
    var binaries = Path.of(System.getProperty("java.io.tmpdir"), "attune-postgres");
    server = PostgresServer.start(directory, binaries, port, PostgresServer.Durability.FULL);
    SharedMemory.of(directory).ifPresent(segments::add);
    for (var process : PostgresServer.processes(directory)) tally.started(process);
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Kills the server itself; its children end when they notice. */
  void kill() {
    PostgresServer.kill(directory);
    close();
  }

  /**
   * Kills one process that serves somebody, or works beside; the server ends all of them.
   *
   * @return false if there was none
   */
  boolean killChild(Chance chance) {
    var children =
        PostgresServer.processes(directory).stream()
            .filter(p -> p.parent().map(this::isServer).orElse(false))
            .toList();
    return !children.isEmpty() && chance.oneOf(children).destroyForcibly();
  }

  private boolean isServer(ProcessHandle process) {
    return PostgresServer.processes(directory).contains(process);
  }

  /** What runs or is held although it was closed. */
  List<String> leftovers() throws InterruptedException {
    Pauses.until(() -> PostgresServer.processes(directory).isEmpty(), GONE_MAX);
    var left = new ArrayList<String>();
    for (var process : PostgresServer.processes(directory)) {
      left.add("database process " + process.pid());
    }
    for (var id : SharedMemory.left(List.copyOf(segments))) left.add("shared memory " + id);
    return left;
  }

  @Override
  public void close() {
    var running = server;
    if (running != null) running.close();
    server = null;
  }
}
