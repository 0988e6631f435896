package org.attune.standalone.rehearsal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.attune.platform.due.DueLoop;
import org.attune.standalone.separate.Stepped;

/**
 * Steps services for many participants at once, as a live service serves all who are due: whoever
 * comes to a tick waits until everybody at work has come to one, or a moment at most, and then all
 * who wait for a service are served together. What each of them gets does not depend on who else is
 * served.
 */
final class Stepping implements AutoCloseable {
  /** Participants served together. */
  private static final int TOGETHER_MAX = 100;

  /** How long the first of a group waits for others. */
  private static final long GATHER_MILLIS_MAX = 40;

  /** Something that a participant does. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }

  private record Waiting(DueLoop.Tick tick, long sinceNanos, CompletableFuture<Integer> handled) {}

  /** By service, one for each of its instances. */
  private final Map<String, List<Desk>> desks = new HashMap<>();

  private int working;
  private int waiting;
  private boolean closing;

  /**
   * @param instances of each service; a participant waits for the same one always
   */
  Stepping(Map<String, List<Stepped>> instances) {
    instances.forEach(
        (service, all) -> {
          var desksOf = all.stream().map(Desk::new).toList();
          desks.put(service, desksOf);
          for (var desk : desksOf) {
            Thread.ofPlatform().daemon().name("attune-stepping-" + service).start(desk);
          }
        });
  }

  /** Does something for which groups wait, since a tick may come of it. */
  void work(Work work) throws InterruptedException {
    began(1);
    try {
      work.run();
    } finally {
      began(-1);
    }
  }

  /** Does something, within {@link #work}, for which no group waits. */
  void rest(Work work) throws InterruptedException {
    began(-1);
    try {
      work.run();
    } finally {
      began(1);
    }
  }

  private synchronized void began(int more) {
    working += more;
    if (waiting > 0 && waiting >= working) notifyAll();
  }

  /**
   * Handles what is due for one participant.
   *
   * @return rows handled
   */
  int tick(String service, DueLoop.Tick tick) throws InterruptedException {
    var mine = new Waiting(tick, System.nanoTime(), new CompletableFuture<>());
    join(service, mine);
    try {
      return mine.handled().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw new RehearsalException(service + " failed at what was due.", e);
    }
  }

  private synchronized void join(String service, Waiting mine) {
    var desksOf = desks.get(service);
    if (desksOf == null) throw new IllegalArgumentException("no service " + service);
    var desk = desksOf.get(Math.floorMod(mine.tick().owner().hashCode(), desksOf.size()));
    desk.queue.add(mine);
    waiting++;
    if (desk.queue.size() == 1 || waiting >= working) notifyAll();
  }

  /** The next group of a desk; empty when this is closed. */
  private synchronized List<Waiting> next(Desk desk) throws InterruptedException {
    while (!closing) {
      long millis = desk.isWantedIn();
      if (millis <= 0) return desk.take();
      wait(millis);
    }
    return List.of();
  }

  private synchronized void served(int count) {
    waiting -= count;
  }

  @Override
  public synchronized void close() {
    closing = true;
    notifyAll();
  }

  /** Where participants wait for one instance of a service. */
  private final class Desk implements Runnable {
    private final Stepped instance;
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();

    Desk(Stepped instance) {
      this.instance = instance;
    }

    /** Milliseconds until the next group is to be served; 0 if that is at once. */
    long isWantedIn() {
      if (queue.isEmpty()) return Long.MAX_VALUE;
      if (waiting >= working || queue.size() >= TOGETHER_MAX) return 0;
      return GATHER_MILLIS_MAX - (System.nanoTime() - queue.element().sinceNanos()) / 1_000_000;
    }

    List<Waiting> take() {
      var group = new ArrayList<Waiting>();
      while (!queue.isEmpty() && group.size() < TOGETHER_MAX) group.add(queue.remove());
      return group;
    }

    @Override
    public void run() {
      try {
        for (var group = next(this); !group.isEmpty(); group = next(this)) serve(group);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void serve(List<Waiting> group) throws InterruptedException {
      try {
        var handled = instance.tick(group.stream().map(Waiting::tick).toList());
        served(group.size());
        for (int i = 0; i < group.size(); i++) group.get(i).handled().complete(handled.get(i));
      } catch (RuntimeException | Error failure) {
        served(group.size());
        for (var waiting : group) waiting.handled().completeExceptionally(failure);
      }
    }
  }
}
