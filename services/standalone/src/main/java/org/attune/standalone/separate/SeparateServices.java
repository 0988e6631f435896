package org.attune.standalone.separate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.attune.platform.log.ProgressObserver;
import org.attune.platform.service.ServiceConfig;
import org.attune.platform.service.ServiceRuntime;
import org.attune.standalone.platform.Endings;
import org.attune.standalone.platform.JavaProgram;
import org.attune.standalone.platform.ServiceHost;
import org.attune.standalone.separate.ServiceLink.Instance;
import org.attune.testkit.backend.FreePorts;

/**
 * Every service of a rehearsal as a process of its own, one of them twice: its two instances share
 * partitions, due rows and requests. They end with this process, however it ends.
 */
public final class SeparateServices implements ServiceHost, AutoCloseable {
  /** Which service runs how often; those not named run once. Ema has the most to do. */
  private static final Map<String, Integer> INSTANCES = Map.of("ema", 2);

  private static final int HEAP_MEBIBYTES = 256;
  private static final String LOOPBACK = "127.0.0.1";
  private static final String DELIVERS = "enrollment";

  /** What a JVM itself has to say does not belong between a service's answers. */
  private static final List<String> OPTIONS =
      List.of("-Xlog:disable", "-Xlog:all=error:stderr", "-XX:+DisplayVMOutputToStderr");

  private final long seed;
  private final ProgressObserver observer;
  private final Path boardFile = Blackboard.newFile();
  private final Blackboard board;
  private final List<ServiceLink> links = new ArrayList<>();
  private final Map<String, List<String>> urls = new LinkedHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();

  /**
   * @param start time of everybody until it is set
   * @param observer hears all of them, from several threads
   */
  public SeparateServices(long seed, Instant start, ProgressObserver observer) {
    this.seed = seed;
    this.observer = observer;
    board = Blackboard.make(boardFile, start);
  }

  @Override
  public AutoCloseable start(Collection<ServiceRuntime> services, Path logs) {
    try {
      for (var service : services) urls.put(service.name(), addresses(service.name()));
      for (var service : services) launch(service.config(), service.name(), logs);
      var awaited = Readers.types(Readers.byKind(services).keySet());
      for (var link : links) link.begin(seed, awaited, Endings::fail);
      for (var link : links) link.awaitReady();
      forgetFile();
      return this::stop;
    } catch (RuntimeException | Error e) {
      stop();
      throw e;
    }
  }

  private static List<String> addresses(String service) {
    var addresses = new ArrayList<String>();
    for (int i = 0; i < INSTANCES.getOrDefault(service, 1); i++) {
      addresses.add("http://" + LOOPBACK + ":" + FreePorts.next());
    }
    return addresses;
  }

  private void launch(ServiceConfig config, String service, Path logs) {
    for (var url : of(service)) {
      var own = config.onPorts(URI.create(url).getPort(), 0);
      int number = links.size();
      var log = logs.resolve("%s-%d.jsonl".formatted(service, number));
      var instance = new Instance(service, number, log);
      var process = process(instance, own.deliveringTo(of(DELIVERS).getFirst()));
      links.add(new ServiceLink(instance, process, observer, () -> wakeOthers(instance)));
    }
  }

  private Process process(Instance instance, ServiceConfig config) {
    var program =
        List.of(
            ServiceProcess.class.getName(),
            instance.service(),
            Integer.toString(instance.number()),
            boardFile.toString());
    var builder =
        new ProcessBuilder(JavaProgram.command(HEAP_MEBIBYTES, OPTIONS, program))
            .redirectError(instance.log().toFile());
    builder.environment().putAll(config.environment());
    builder.environment().put("ATTUNE_LISTEN", LOOPBACK);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of them holds the relay: which, only the database knows. */
  private void wakeOthers(Instance recording) {
    for (var link : links) {
      var other = link.instance();
      boolean beside =
          other.service().equals(recording.service()) && other.number() != recording.number();
      if (beside) link.wakeRelay();
    }
  }

  private List<String> of(String service) {
    var addresses = urls.get(service);
    if (addresses == null) throw new IllegalArgumentException("no service " + service);
    return addresses;
  }

  /** What time it is for whom, in all processes. */
  public DrivenClock clock() {
    return board;
  }

  /**
   * Where the next request goes: to each instance of the service in turn.
   *
   * @param path begins with the service, for example {@code /ema/studies}
   */
  public String url(String path) {
    var addresses = of(path.split("/", 3)[1]);
    return addresses.get(Math.floorMod(requests.getAndIncrement(), addresses.size()));
  }

  /** All instances by their service. */
  public Map<String, List<Stepped>> instances() {
    var instances = new LinkedHashMap<String, List<Stepped>>();
    for (var link : links) {
      instances
          .computeIfAbsent(link.instance().service(), _ -> new ArrayList<>())
          .add(
              ticks -> {
                var rows = link.tick(ticks);
                hear();
                return rows;
              });
    }
    return instances;
  }

  /**
   * Returns once the observer has heard all that any process told before this was called. Whoever
   * got an answer calls this, and knows then what led to the answer.
   */
  public void hear() throws InterruptedException {
    for (var link : links) link.awaitHeard(board.told(link.instance().number()));
  }

  /** What each process did so far. */
  public List<Work> work() {
    return links.stream().map(ServiceLink::work).toList();
  }

  private void stop() {
    for (var link : links) link.beginToStop();
    for (var link : links) link.close();
  }

  private void forgetFile() {
    try {
      Files.deleteIfExists(boardFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes what a start that failed has left. */
  @Override
  public void close() {
    forgetFile();
  }
}
