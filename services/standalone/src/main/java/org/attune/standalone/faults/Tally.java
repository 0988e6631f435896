package org.attune.standalone.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.attune.platform.crash.CrashPoint;
import org.attune.testkit.checker.Acknowledged;

/** What was done and what came of it; written to from every thread. */
final class Tally {
  private static final Duration GONE_MAX = Duration.ofSeconds(20);

  /** Parts that are hurt at once; the others do their work meanwhile, or nothing would be lost. */
  private static final int HURT_AT_ONCE_MAX = 3;

  private final Semaphore hurting = new Semaphore(HURT_AT_ONCE_MAX, true);
  private final AtomicInteger left;
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private final Map<CrashPoint, Integer> reached = new EnumMap<>(CrashPoint.class);
  private final Map<Fault, Duration> quiet = new EnumMap<>(Fault.class);
  private final Map<Fault, List<Double>> recoveries = new EnumMap<>(Fault.class);
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<ProcessHandle> started = new ConcurrentLinkedQueue<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final AtomicInteger commands = new AtomicInteger();
  private final AtomicInteger retries = new AtomicInteger();
  private final AtomicInteger parked = new AtomicInteger();

  Tally(int kills) {
    left = new AtomicInteger(kills);
  }

  /** Something that is done to a part, until it works again. */
  @FunctionalInterface
  interface Hurt {
    void run() throws InterruptedException;
  }

  /** Hurts a part when few enough others are. */
  void hurt(Hurt hurt) throws InterruptedException {
    hurting.acquire();
    try {
      hurt.run();
    } finally {
      hurting.release();
    }
  }

  /** False once all kills are spent. */
  boolean mayKill() {
    return left.get() > 0;
  }

  /** Takes {@code kills} of those that are left; false, and none taken, if fewer are. */
  boolean take(int kills) {
    return left.getAndUpdate(n -> n >= kills ? n - kills : n) >= kills;
  }

  /** Gives back a kill that was not needed. */
  void giveBack() {
    left.incrementAndGet();
  }

  /** Notes a fault; kills were taken before. */
  synchronized void done(Fault fault) {
    faults.merge(fault, 1, Integer::sum);
  }

  /** The one of {@code points} that was reached least. */
  synchronized CrashPoint leastReached(List<CrashPoint> points) {
    return Collections.min(
        points, Comparator.comparingInt(point -> reached.getOrDefault(point, 0)));
  }

  synchronized void reached(CrashPoint point) {
    reached.merge(point, 1, Integer::sum);
  }

  /** How long a start takes when nobody is killed. */
  synchronized void quiet(Fault fault, Duration start) {
    quiet.putIfAbsent(fault, start);
  }

  /** How long it took until what was killed did its work again. */
  synchronized void recovered(Fault fault, Duration took) {
    var start = quiet.get(fault);
    if (start == null || start.isZero()) return;
    recoveries
        .computeIfAbsent(fault, _ -> new ArrayList<>())
        .add((double) took.toMillis() / start.toMillis());
  }

  void acknowledged(Acknowledged act) {
    acknowledged.add(act);
  }

  boolean hasAcknowledged() {
    return !acknowledged.isEmpty();
  }

  Collection<Acknowledged> acknowledged() {
    return List.copyOf(acknowledged);
  }

  void command() {
    commands.incrementAndGet();
  }

  void retry() {
    retries.incrementAndGet();
  }

  void parked(int events) {
    parked.addAndGet(events);
  }

  /** A refusal that has an explanation. */
  synchronized void refused(String reason) {
    refusals.merge(reason, 1, Integer::sum);
  }

  void started(ProcessHandle process) {
    started.add(process);
  }

  /** Processes that were started and are alive although they were ended; they get a moment. */
  List<ProcessHandle> alive() throws InterruptedException {
    Pauses.until(() -> started.stream().noneMatch(ProcessHandle::isAlive), GONE_MAX);
    return started.stream().filter(ProcessHandle::isAlive).toList();
  }

  /** Something that nothing explains: the run has failed. */
  void complain(String sentence) {
    complaints.add(sentence);
  }

  synchronized Figures figures() {
    return new Figures(
        new EnumMap<>(faults),
        new EnumMap<>(reached),
        new EnumMap<>(recoveries),
        new TreeMap<>(refusals),
        commands.get(),
        acknowledged.size(),
        retries.get(),
        parked.get(),
        List.copyOf(complaints));
  }

  /** What stands in the report. */
  record Figures(
      Map<Fault, Integer> faults,
      Map<CrashPoint, Integer> reached,
      Map<Fault, List<Double>> recoveries,
      Map<String, Integer> refusals,
      int commands,
      int acknowledged,
      int retries,
      int parked,
      List<String> complaints) {
    int kills() {
      return faults.entrySet().stream()
          .filter(entry -> entry.getKey().isKill())
          .mapToInt(Map.Entry::getValue)
          .sum();
    }
  }
}
