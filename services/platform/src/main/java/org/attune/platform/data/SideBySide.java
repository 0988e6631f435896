package org.attune.platform.data;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Does things that do not depend on each other at the same time. */
public final class SideBySide {
  private SideBySide() {}

  /**
   * Does all of {@code tasks}, beginning them in their order, and waits until none is at work.
   *
   * @param width tasks at work at once, from 1; fewer than a pool has connections if each takes one
   * @return the results, in the order of the tasks
   * @throws RuntimeException what the first of the tasks that failed threw; the others are done
   */
  public static <T> List<T> all(int width, List<Supplier<T>> tasks) {
    var calls = tasks.stream().<Callable<T>>map(task -> task::get).toList();
    var threads = Thread.ofPlatform().daemon().name("attune-beside-", 0).factory();
    try (var executor = Executors.newFixedThreadPool(width, threads)) {
      var done = new ArrayList<T>();
      for (var future : executor.invokeAll(calls)) done.add(result(future));
      return done;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static <T> T result(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }
}
