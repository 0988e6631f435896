package org.attune.standalone.rehearsal;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.standalone.separate.Readers;

/**
 * What has been recorded and not yet been applied wherever behaviour depends on it, per
 * participant. Known from log numbers alone: an event is in flight from its commit until every
 * service that applies its type has passed its number. The sink is watched apart, for the end.
 */
final class InFlight {
  private static final Duration WAIT_MAX = Duration.ofMinutes(2);

  private record Event(String service, EventKey key, long seq) {}

  private record Reader(String consumer, String topic, int partition) {}

  private record Part(String topic, int partition) {}

  private final Object lock = new Object();
  private final Map<EventKey, Integer> counts = new HashMap<>();
  private final Map<Event, Boolean> unnumbered = new HashMap<>();
  private final Set<Event> numberedFirst = new HashSet<>();
  private final Map<Reader, Long> passed = new HashMap<>();
  private final Map<Reader, TreeMap<Long, EventKey>> awaited = new HashMap<>();
  private final Map<Part, Long> heads = new HashMap<>();
  private Map<Readers.Kind, List<String>> consumersByKind = Map.of();
  private Set<String> applied = Set.of();
  private long events;
  private int total;

  /**
   * @param consumersByKind services that apply events of a type on a topic, the sink left out
   */
  void watch(Map<Readers.Kind, List<String>> consumersByKind) {
    synchronized (lock) {
      this.consumersByKind = Map.copyOf(consumersByKind);
      applied = Readers.types(consumersByKind.keySet());
    }
  }

  /** True if a service applies one of these types: the sink alone is waited for at the end only. */
  boolean matters(Set<String> types) {
    synchronized (lock) {
      return types.stream().anyMatch(applied::contains);
    }
  }

  void appended(String service, EventKey key, long firstSeq, long lastSeq, Set<String> types) {
    synchronized (lock) {
      boolean matters = matters(types);
      for (long seq = firstSeq; seq <= lastSeq; seq++) {
        var event = new Event(service, key, seq);
        if (numberedFirst.remove(event)) continue;
        unnumbered.put(event, matters);
        if (matters) add(key, 1);
      }
    }
  }

  void numbered(String service, EventKey key, long seq, String type, Position position) {
    synchronized (lock) {
      events++;
      heads.merge(new Part(position.topic(), position.partition()), position.number(), Math::max);
      var kind = new Readers.Kind(position.topic(), type);
      for (var consumer : consumersByKind.getOrDefault(kind, List.of())) {
        var reader = new Reader(consumer, position.topic(), position.partition());
        if (passed.getOrDefault(reader, 0L) >= position.number()) continue;
        awaited.computeIfAbsent(reader, _ -> new TreeMap<>()).put(position.number(), key);
        add(key, 1);
      }
      var event = new Event(service, key, seq);
      var matters = unnumbered.remove(event);
      if (matters == null) numberedFirst.add(event);
      else if (matters) add(key, -1);
    }
  }

  void applied(String consumer, Position position) {
    synchronized (lock) {
      var reader = new Reader(consumer, position.topic(), position.partition());
      passed.merge(reader, position.number(), Math::max);
      var waiting = awaited.get(reader);
      if (waiting != null) {
        var done = waiting.headMap(position.number(), true);
        for (var key : done.values()) add(key, -1);
        done.clear();
      }
      lock.notifyAll();
    }
  }

  /** A relay has noted what the broker has: whoever waits for that looks again. */
  void noted() {
    synchronized (lock) {
      lock.notifyAll();
    }
  }

  private void add(EventKey key, int change) {
    int count = counts.merge(key, change, Integer::sum);
    total += change;
    if (count == 0) {
      counts.remove(key);
      lock.notifyAll();
    }
  }

  /** True if something that {@code key} caused is not applied. */
  boolean isInFlight(EventKey key) {
    synchronized (lock) {
      return counts.containsKey(key);
    }
  }

  /** Waits until everything that {@code key} caused is applied. */
  void await(EventKey key) throws InterruptedException {
    await(() -> !counts.containsKey(key), key.toString());
  }

  /** Waits until everything is applied. */
  void awaitAll() throws InterruptedException {
    await(() -> total == 0, "all");
  }

  /** Waits until {@code consumer} has applied everything that has a number. */
  void awaitConsumer(String consumer) throws InterruptedException {
    await(() -> hasPassedAll(consumer), consumer);
  }

  /**
   * Waits until the relay of a service has noted that the broker has everything.
   *
   * @param relayed looks whether it has
   */
  void awaitRelayed(String service, BooleanSupplier relayed) throws InterruptedException {
    await(relayed::getAsBoolean, "the relay of " + service);
  }

  private boolean hasPassedAll(String consumer) {
    if (!unnumbered.isEmpty()) return false;
    for (var head : heads.entrySet()) {
      var reader = new Reader(consumer, head.getKey().topic(), head.getKey().partition());
      if (passed.getOrDefault(reader, 0L) < head.getValue()) return false;
    }
    return true;
  }

  /** Said under the lock. */
  @FunctionalInterface
  private interface Condition {
    boolean holds();
  }

  private void await(Condition condition, String what) throws InterruptedException {
    long until = System.nanoTime() + WAIT_MAX.toNanos();
    synchronized (lock) {
      while (!condition.holds()) {
        long millis = Duration.ofNanos(until - System.nanoTime()).toMillis();
        if (millis <= 0) {
          throw new RehearsalException(
              "Events of %s are still not applied after %s: %s"
                  .formatted(what, WAIT_MAX, awaitedBy()));
        }
        lock.wait(millis);
      }
    }
  }

  private String awaitedBy() {
    var readers = new TreeMap<String, Long>();
    awaited.forEach(
        (reader, waiting) -> {
          if (!waiting.isEmpty()) {
            readers.put(
                reader.consumer() + " at " + reader.topic() + ":" + reader.partition(),
                waiting.firstKey());
          }
        });
    return readers + ", not numbered " + unnumbered.size();
  }

  /** Log numbers assigned so far. */
  long events() {
    synchronized (lock) {
      return events;
    }
  }
}
