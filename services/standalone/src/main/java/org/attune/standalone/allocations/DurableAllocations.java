package org.attune.standalone.allocations;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

  private static final int OK = 200;
  private static final long NANOS = 1_000_000_000L;

  private final Path study;
  private final int perSecond;
  private final int warmSeconds;
  private final int seconds;

  /**
   * @param study a directory; see {@link AllocatedTrial}
   * @param perSecond requests
   * @param warmSeconds before those that are timed: a service is compiled while it works
   * @param seconds that are timed
   */
  DurableAllocations(Path study, int perSecond, int warmSeconds, int seconds) {
    this.study = study;
    this.perSecond = perSecond;
    this.warmSeconds = warmSeconds;
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
    int before = perSecond * warmSeconds;
    int measured = perSecond * seconds;
    try (var harness = ServiceHarness.start(new RandomizationDefinition(), AT);
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var trial = new AllocatedTrial(harness, study, AT);
      trial.begin(before + measured);
      writeThrough();
      var desk = Desk.at(harness, http, trial.study());
      if (before > 0) ask(desk, 0, before);
      return ask(desk, before, measured);
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

  private Latencies ask(Desk desk, int from, int count) throws InterruptedException {
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
              if (!desk.allocates(from + number)) failed.incrementAndGet();
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

  /**
   * Where a coordinator asks for allocations, with one token.
   *
   * @param participants the address that theirs stand under
   */
  private record Desk(HttpClient http, String participants, String token) {
    static Desk at(ServiceHarness harness, HttpClient http, String study) {
      int port = harness.runtime().config().httpPort();
      return new Desk(
          http,
          "http://127.0.0.1:%d/api/randomization/studies/%s/participants/".formatted(port, study),
          harness.token(Role.COORDINATOR));
    }

    /** True if the answer is an allocation. */
    boolean allocates(int number) {
      var url = participants + AllocatedTrial.participant(number) + "/allocation";
      var request =
          HttpRequest.newBuilder(URI.create(url))
              .header("content-type", "application/json")
              .header("authorization", "Bearer " + token)
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      try {
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
      } catch (IOException e) {
        return false; // counted, and said with the figures
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
