package org.attune.standalone.faults;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.attune.platform.http.BlockingClient;
import org.attune.platform.service.Backends;
import org.attune.platform.service.ServiceRuntime;
import org.attune.standalone.platform.DatabaseServer;
import org.attune.standalone.platform.Platform;
import org.attune.standalone.platform.PlatformAccess;
import org.attune.standalone.platform.PlatformKind;
import org.attune.standalone.platform.PlatformOptions;
import org.attune.standalone.synthetic.Chance;
import org.attune.testkit.backend.FreePorts;
import org.attune.testkit.backend.PostgresServer;
import org.jspecify.annotations.Nullable;

/** {@code ./attune up} as one process. */
final class UpEstate implements Estate {
  private static final int WORKS_MILLIS_MAX = 8_000;
  private static final int RECOVERS_MILLIS_MAX = 5_000;
  private static final double DATABASE_ALONE = 0.25;
  private static final double WHILE_RECOVERING = 0.2;
  private static final String PROGRAM = "org.attune.standalone.command.Attune";
  private static final int MEBIBYTES = 640;
  private static final Duration GONE_MAX = Duration.ofSeconds(30);

  private final Path data;
  private final Tally tally;
  private final int port = FreePorts.next();
  private final Supervised up;
  private final BlockingClient looks = new BlockingClient(4, Duration.ofSeconds(2));
  private final Queue<String> segments = new ConcurrentLinkedQueue<>();
  private @Nullable Platform platform;

  UpEstate(Path directory, Tally tally) {
    this.tally = tally;
    data = directory.resolve("data");
    var program = List.of(PROGRAM, "up", "--port", Integer.toString(port), "--data", data + "");
    up =
        new Supervised(
            "up",
            MEBIBYTES,
            program,
            Map.of(),
            directory.resolve("up.log"),
            () -> Looks.isReady(looks, url("") + "/management/ready"),
            tally);
  }

  @Override
  public void start() throws InterruptedException {
    up.start(List.of());
    tally.quiet(Fault.UP, up.awaitReady());
    tally.quiet(Fault.POSTGRES, Duration.ofNanos(1)); // never alone here
  }

  /** Ends it in order, starts it again and waits until it works. */
  Duration restart() throws InterruptedException {
    up.stop();
    up.start(List.of());
    return up.awaitReady();
  }

  /** Kills it as it is, starts it again at once and waits until it works. */
  Duration recover() throws InterruptedException {
    up.kill();
    up.start(List.of());
    return up.awaitReady();
  }

  @Override
  public String url(String service) {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public String adminToken() {
    return PlatformAccess.at(URI.create(url("")), data.resolve("admin.key")).adminToken();
  }

  @Override
  public String kafka() {
    return new JsonObject(read("platform.json").getFirst()).getString("kafka");
  }

  private List<String> read(String file) {
    try {
      return Files.readAllLines(data.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String superuserUrl() {
    return DatabaseServer.superuserUrl(data.resolve("postgres")).orElseThrow();
  }

  @Override
  public List<Callable<Void>> nemeses(Chance chance) {
    return List.of(() -> hurt(chance));
  }

  private @Nullable Void hurt(Chance chance) throws InterruptedException {
    while (tally.mayKill()) {
      Pauses.some(chance, WORKS_MILLIS_MAX);
      if (!tally.take(1)) break;
      SharedMemory.of(data.resolve("postgres")).ifPresent(segments::add);
      if (chance.hit(DATABASE_ALONE)) killDatabase();
      else killAll(chance);
      if (chance.hit(WHILE_RECOVERING) && tally.take(1)) { // once more, while it recovers
        Pauses.some(chance, RECOVERS_MILLIS_MAX);
        up.kill();
        tally.done(Fault.UP);
        up.start(List.of());
      }
      tally.recovered(Fault.UP, up.awaitReady());
    }
    return null;
  }

  private void killAll(Chance chance) throws InterruptedException {
    up.kill();
    tally.done(Fault.UP);
    if (chance.hit(0.5)) nothingStays();
    up.start(List.of());
  }

  /** The platform cannot go on without its database: it says so and ends. */
  private void killDatabase() throws InterruptedException {
    PostgresServer.kill(data.resolve("postgres"));
    tally.done(Fault.POSTGRES);
    if (!up.endsWithin(GONE_MAX)) {
      tally.complain("up did not end within " + GONE_MAX.toSeconds() + " s of its database.");
      up.kill();
    }
    nothingStays();
    up.start(List.of());
  }

  private void nothingStays() throws InterruptedException {
    var postgres = data.resolve("postgres");
    if (!Pauses.until(() -> PostgresServer.processes(postgres).isEmpty(), GONE_MAX)) {
      tally.complain("Processes of the database stay after up was killed.");
    }
  }

  @Override
  public Collection<ServiceRuntime> quiet() throws InterruptedException {
    up.stop();
    var started = Platform.start(new PlatformOptions(data, PlatformKind.UP, 0), Backends.live());
    platform = started;
    return started.runtimes();
  }

  @Override
  public Optional<Supervised> killable(String service) {
    return Optional.empty();
  }

  @Override
  public List<String> leftovers() throws InterruptedException {
    var postgres = data.resolve("postgres");
    Pauses.until(() -> PostgresServer.processes(postgres).isEmpty(), GONE_MAX);
    var left = new ArrayList<String>();
    for (var process : tally.alive()) left.add("process " + process.pid());
    for (var process : PostgresServer.processes(postgres)) left.add("database " + process.pid());
    for (var id : SharedMemory.left(List.copyOf(segments))) left.add("shared memory " + id);
    return left;
  }

  @Override
  public void close() {
    var started = platform;
    if (started != null) started.close();
    Looks.end(up);
    looks.close();
  }
}
