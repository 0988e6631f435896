package org.attune.standalone.momentary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.platform.http.BlockingClient;
import org.attune.platform.service.ServiceConfig;
import org.attune.standalone.platform.JavaProgram;
import org.attune.testkit.backend.FreePorts;
import org.attune.testkit.backend.Leash;

/** One process of ema, on ports of its own: claims what is due, and relays if no other does. */
final class SchedulerProcess implements AutoCloseable {
  private static final int HEAP_MEBIBYTES = 256;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
  private static final int OK = 200;

  private final Map<String, String> environment;
  private final Path log;
  private final String ready;
  private Process process;
  private Leash leash;

  /**
   * Starts it and does not wait.
   *
   * @param config of the service; the process gets ports of its own
   * @param log what it says
   */
  SchedulerProcess(ServiceConfig config, Path log) {
    int management = FreePorts.next();
    environment = new TreeMap<>(config.onPorts(FreePorts.next(), management).environment());
    environment.put("ATTUNE_LISTEN", "127.0.0.1");
    this.log = log;
    ready = "http://127.0.0.1:" + management + "/ready";
    process = started(environment, log);
    leash = Leash.hold(process.toHandle(), log, Leash.Ending.KILL);
  }

  private static Process started(Map<String, String> environment, Path log) {
    var output = ProcessBuilder.Redirect.appendTo(log.toFile());
    var program = List.of("org.attune.ema.Main");
    var builder =
        new ProcessBuilder(JavaProgram.command(HEAP_MEBIBYTES, List.of(), program))
            .redirectOutput(output)
            .redirectError(output);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** True if it does its work. */
  boolean isReady() {
    try (var client = new BlockingClient(1, ANSWER_MAX)) {
      return client.send(new BlockingClient.Call("GET", ready, "", Optional.empty())).status()
          == OK;
    } catch (IOException e) {
      return false;
    }
  }

  /** {@code kill -9}; another is started in its place at once. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    leash.close();
    process = started(environment, log);
    leash = Leash.hold(process.toHandle(), log, Leash.Ending.KILL);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    leash.close();
  }
}
