package org.attune.standalone.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.attune.platform.event.EventKey;
import org.attune.standalone.rehearsal.Timeline.Next;

/**
 * Moves everybody through virtual time, some days at a time. Within them participants run side by
 * side; whoever comes to something that participants share stops there, and these things are done
 * one at a time, in the order of time and participant, when all others have come to the end of the
 * days. Whose turn it was goes on side by side again, or, where another turn may come of it, alone
 * until the next turn.
 */
final class DayLoop implements AutoCloseable {
  /** Participants at work at the same moment. */
  static final int SIDE_BY_SIDE = 128;

  private static final Duration DAY = Duration.ofDays(1);

  /** A row found waiting this often at the end of the days is never handled. */
  private static final int ROUNDS_MAX = 1_000;

  /** Time between two looks at how far everybody has come. */
  private static final long LOOK_EVERY_MILLIS = 500;

  private final Setting setting;
  private final Consumer<Instant> progress;
  private final Timeline study;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          SIDE_BY_SIDE, Thread.ofPlatform().name("attune-participants-", 0).daemon().factory());

  /**
   * @param progress told from time to time how far even the last has come
   */
  DayLoop(Setting setting, Instant start, Consumer<Instant> progress) {
    this.setting = setting;
    this.progress = progress;
    study = new Timeline(setting, EventKey.ofStudy(setting.protocol().study()), start);
  }

  private record Turn(Timeline timeline, Next next) {}

  private static final Comparator<Turn> ORDER =
      Comparator.comparing((Turn turn) -> turn.next().at()).thenComparing(Turn::timeline);

  /** Brings everybody to {@code end}. */
  void runUntil(Instant end, List<Life> lives) throws InterruptedException {
    Map<Timeline, Life> byTimeline = new LinkedHashMap<>();
    for (var life : lives) byTimeline.put(life.timeline(), life);
    int rounds = 0;
    for (; ; ) {
      var free = free(byTimeline.keySet(), end);
      if (!free.isEmpty()) sideBySide(free, end);
      setting.inFlight().awaitAll();
      if (inTurn(byTimeline, end)) continue;
      if (!free(byTimeline.keySet(), end).isEmpty()) continue;
      if (DueRows.wake(setting, end, arrived(byTimeline.keySet(), end)) == 0) return;
      if (++rounds > ROUNDS_MAX) {
        throw new RehearsalException("What is due before " + end + " does not come to an end.");
      }
    }
  }

  /**
   * Does what has to wait for its turn, one after the other. What comes of it for others is waited
   * for only if another turn of the same participant may follow.
   *
   * @return whether it was anybody's turn
   */
  private boolean inTurn(Map<Timeline, Life> byTimeline, Instant end) throws InterruptedException {
    var turn = turn(byTimeline.keySet(), end);
    boolean any = turn.isPresent();
    while (turn.isPresent()) {
      var timeline = turn.get().timeline();
      var life = byTimeline.get(timeline);
      if (life == null) setting.inFlight().awaitAll();
      setting.stepping().work(timeline::take);
      if (life != null) life.settle();
      boolean isLast = life != null && life.isPastTurns();
      // Whoever was allocated may seek a group, which is the next turn.
      if (!isLast || setting.hasGroups()) setting.inFlight().awaitAll();
      turn = turn(byTimeline.keySet(), end);
      if (life == null || isLast) continue;
      var until = turn.isPresent() ? turn.get().next().at() : timeline.now();
      setting.stepping().work(() -> timeline.runUntil(until));
      turn = turn(byTimeline.keySet(), end);
    }
    return any;
  }

  /** Those who can go on by themselves. */
  private static List<Timeline> free(Iterable<Timeline> timelines, Instant end) {
    var free = new ArrayList<Timeline>();
    for (var timeline : timelines) {
      if (timeline.next().filter(n -> !n.shared() && n.at().isBefore(end)).isPresent()) {
        free.add(timeline);
      }
    }
    return free;
  }

  /** Those whose own time has come to {@code end}, or past it by what they were doing. */
  private static Set<EventKey> arrived(Iterable<Timeline> timelines, Instant end) {
    var arrived = new HashSet<EventKey>();
    for (var timeline : timelines) {
      if (!timeline.now().isBefore(end)) arrived.add(timeline.key());
    }
    return arrived;
  }

  /** Whose turn it is: the earliest of all that is shared; the study's own comes into it too. */
  private Optional<Turn> turn(Iterable<Timeline> timelines, Instant end) {
    var turns = new ArrayList<Turn>();
    for (var timeline : timelines) {
      timeline.next().filter(Next::shared).ifPresent(n -> turns.add(new Turn(timeline, n)));
    }
    study.next().ifPresent(n -> turns.add(new Turn(study, n)));
    return turns.stream().filter(turn -> turn.next().at().isBefore(end)).min(ORDER);
  }

  private void sideBySide(List<Timeline> timelines, Instant end) throws InterruptedException {
    var running = new LinkedHashMap<Timeline, Future<?>>();
    for (var timeline : timelines) {
      running.put(
          timeline,
          threads.submit(
              () -> {
                setting.stepping().work(() -> timeline.runUntil(end));
                return null;
              }));
    }
    for (var future : running.values()) {
      while (!hasFinished(future)) last(running).ifPresent(progress);
    }
  }

  /** How far those have come who are not done; empty if all are. */
  private static Optional<Instant> last(Map<Timeline, Future<?>> running) {
    return running.entrySet().stream()
        .filter(entry -> !entry.getValue().isDone())
        .map(entry -> entry.getKey().now())
        .min(Comparator.naturalOrder());
  }

  private static boolean hasFinished(Future<?> future) throws InterruptedException {
    try {
      future.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false; // it is still at work
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw new RehearsalException("A participant could not go on.", e);
    }
  }

  /** The earliest that anything happens again, if it does. */
  Optional<Instant> next(List<Life> lives) {
    var nexts = new ArrayList<Instant>();
    for (var life : lives) life.timeline().next().ifPresent(n -> nexts.add(n.at()));
    study.next().ifPresent(n -> nexts.add(n.at()));
    return nexts.stream().min(Comparator.naturalOrder());
  }

  /** The beginning of the day in which {@code at} lies, counted from {@code start}. */
  static Instant dayOf(Instant start, Instant at) {
    long days = Duration.between(start, at).toDays();
    return start.plus(DAY.multipliedBy(Math.max(0, days)));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
