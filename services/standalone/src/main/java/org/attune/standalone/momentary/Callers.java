package org.attune.standalone.momentary;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/**
 * Threads that send requests: as many as are answered, or at a steady rate whatever is answered.
 */
final class Callers {
  /** Requests under way at once. */
  static final int COUNT = 64;

  private static final long NANOS = 1_000_000_000L;
  private static final Duration WAIT_MAX = Duration.ofMinutes(5);

  private Callers() {}

  /**
   * Requests at a steady rate, each timed from when it was due.
   *
   * @param median milliseconds
   * @param p99 milliseconds
   * @param most milliseconds
   */
  record Latencies(int requests, int failed, double median, double p99, double most) {}

  /**
   * Sends requests {@code from} (inclusive) to {@code to} (exclusive) as fast as they are answered.
   *
   * @param request true if it was answered with success
   * @return requests a second
   * @throws IllegalStateException if one was not answered with success
   */
  static double atOnce(int from, int to, IntPredicate request) throws InterruptedException {
    var next = new AtomicInteger(from);
    var failed = new AtomicInteger();
    long began = System.nanoTime();
    try (var threads = threads()) {
      for (int caller = 0; caller < COUNT; caller++) {
        threads.execute(
            () -> {
              for (int i = next.getAndIncrement(); i < to; i = next.getAndIncrement()) {
                if (!request.test(i)) failed.incrementAndGet();
              }
            });
      }
      end(threads);
    }
    if (failed.get() > 0) throw new IllegalStateException(failed + " requests failed");
    return (to - from) * (double) NANOS / (System.nanoTime() - began);
  }

  /** Sends requests {@code from} (inclusive) to {@code to} (exclusive) at a steady rate. */
  static Latencies steadily(int from, int to, double perSecond, IntPredicate request)
      throws InterruptedException {
    var nanos = new long[to - from];
    var failed = new AtomicInteger();
    try (var threads = threads()) {
      long began = System.nanoTime();
      for (int i = 0; i < nanos.length; i++) {
        int number = i;
        long due = began + (long) (i * NANOS / perSecond);
        while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
        threads.execute(
            () -> {
              if (!request.test(from + number)) failed.incrementAndGet();
              nanos[number] = System.nanoTime() - due;
            });
      }
      end(threads);
    }
    Arrays.sort(nanos);
    return new Latencies(
        nanos.length,
        failed.get(),
        nanos[nanos.length / 2] / 1e6,
        nanos[(int) Math.ceil(nanos.length * 0.99) - 1] / 1e6,
        nanos[nanos.length - 1] / 1e6);
  }

  private static ExecutorService threads() {
    return Executors.newFixedThreadPool(
        COUNT, Thread.ofPlatform().name("attune-callers-", 0).daemon().factory());
  }

  private static void end(ExecutorService threads) throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("requests were not answered within " + WAIT_MAX);
    }
  }
}
