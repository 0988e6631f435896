package org.attune.standalone.allocations;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.attune.platform.token.Role;
import org.attune.randomization.RandomizationDefinition;
import org.attune.testkit.backend.TestBackends;
import org.attune.testkit.harness.ServiceHarness;

/**
 * Allocations through the service over HTTP, each in a database that writes through to the disk
 * before it answers. Requests come at a steady rate whatever the answers do, and a request is timed
 * from when it was to be sent, so that one that waits for others is slow too.
 */
final class DurableAllocations {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final int WARM = 200;
  private static final int OK = 200;
  private static final long NANOS = 1_000_000_000L;

  private final Path study;
  private final int perSecond;
  private final int seconds;

  DurableAllocations(Path study, int perSecond, int seconds) {
    this.study = study;
    this.perSecond = perSecond;
    this.seconds = seconds;
  }

  /**
   * What came of it.
   *
   * @param allocations that were asked for
   * @param failed those of them that were not answered with success
   * @param median milliseconds
   * @param p99 milliseconds
   * @param most milliseconds
   */
  record Latencies(int allocations, int failed, double median, double p99, double most) {}

  Latencies run() throws InterruptedException, SQLException {
    int measured = perSecond * seconds;
    try (var harness = ServiceHarness.start(new RandomizationDefinition(), AT)) {
      var trial = new AllocatedTrial(harness, study, AT);
      trial.begin(WARM + measured);
      writeThrough();
      ask(harness, trial, 0, WARM);
      return ask(harness, trial, WARM, measured);
    }
  }

  /** The database of tests does not; this one must. */
  private static void writeThrough() throws SQLException {
    try (var connection = DriverManager.getConnection(TestBackends.shared().superuserUrl());
        var statement = connection.createStatement()) {
      for (var setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        statement.execute("alter system set " + setting + " = on");
      }
      statement.execute("select pg_reload_conf()");
    }
  }

  private Latencies ask(ServiceHarness harness, AllocatedTrial trial, int from, int count)
      throws InterruptedException {
    var nanos = new long[count];
    var failed = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long began = System.nanoTime();
      for (int i = 0; i < count; i++) {
        int number = i;
        long due = began + i * NANOS / perSecond;
        while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
        threads.execute(
            () -> {
              if (!allocate(harness, trial, from + number)) failed.incrementAndGet();
              nanos[number] = System.nanoTime() - due;
            });
      }
      threads.shutdown();
      if (!threads.awaitTermination(1, TimeUnit.MINUTES)) threads.shutdownNow();
    }
    Arrays.sort(nanos);
    return new Latencies(
        count,
        failed.get(),
        millis(nanos[count / 2]),
        millis(nanos[(int) Math.ceil(count * 0.99) - 1]),
        millis(nanos[count - 1]));
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }

  private static boolean allocate(ServiceHarness harness, AllocatedTrial trial, int number) {
    var path =
        "/studies/%s/participants/%s/allocation"
            .formatted(trial.study(), AllocatedTrial.participant(number));
    return harness.as(Role.COORDINATOR, "POST", path, new JsonObject()).status() == OK;
  }
}
