package org.attune.enrollment.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.attune.enrollment.channel.Carrier;
import org.attune.enrollment.channel.Letter;
import org.attune.enrollment.channel.Sent;
import org.attune.enrollment.channel.Sent.Verdict;

/** Sends letters side by side, over channels that make one wait, while no transaction is held. */
final class Sending {
  /** Letters under way at once, over all requests. */
  static final int LETTERS_MAX = 8;

  /** Whoever asks waits no longer than 10 s: what has not begun by then is for another time. */
  static final Duration BEGINNING_MAX = Duration.ofSeconds(6);

  private final Semaphore places = new Semaphore(LETTERS_MAX, true);

  /** A letter and what is to carry it. */
  record Task(Carrier carrier, Letter letter) {}

  /**
   * Sends all and waits for all.
   *
   * @return for each in turn
   */
  List<Sent> send(List<Task> tasks) {
    if (tasks.size() == 1) return List.of(one(tasks.getFirst()));
    var sent = new ArrayList<Sent>(tasks.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var under = new ArrayList<Future<Sent>>(tasks.size());
      for (var task : tasks) under.add(threads.submit((Callable<Sent>) () -> one(task)));
      for (var future : under) sent.add(result(future));
    }
    return sent;
  }

  private Sent one(Task task) {
    try {
      if (!places.tryAcquire(BEGINNING_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        return Sent.of(Verdict.FAILED, "busy");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Sent.of(Verdict.FAILED, "interrupted");
    }
    try {
      return task.carrier().send(task.letter());
    } finally {
      places.release();
    }
  }

  private static Sent result(Future<Sent> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while letters are sent", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) throw fault;
      throw new IllegalStateException("a letter could not be sent", e);
    }
  }
}
