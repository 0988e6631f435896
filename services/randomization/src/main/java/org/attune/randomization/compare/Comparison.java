package org.attune.randomization.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;

/**
 * Methods of allocation side by side. In every trial the same people come in the same order and the
 * same of them drop out, whatever the method; what a method draws depends on seed, trial and its
 * name alone, so that the figures are the same whatever else is compared and however many threads
 * there are.
 *
 * @param schemes by name; at least one, all in the same ratio
 * @param contrast what the power is asked of; empty for none
 */
public record Comparison(
    Intake intake,
    int participants,
    SequencedMap<String, Scheme> schemes,
    Optional<Contrast> contrast,
    long seed) {
  public static final int PARTICIPANTS_MIN = 2;
  public static final int PARTICIPANTS_MAX = 100_000;
  public static final int RUNS_MAX = 1_000_000;
  public static final int THREADS_MAX = 1_024;

  /** Trials that one thread simulates before it takes others. */
  private static final int RUNS_AT_ONCE = 50;

  /** What consecutive trials say. */
  private record Part(int number, int runs, Map<String, Tallies> tallies) {}

  /**
   * @throws IllegalArgumentException if there are too few or too many people, no method, or methods
   *     in different ratios
   */
  public Comparison {
    if (participants < PARTICIPANTS_MIN || participants > PARTICIPANTS_MAX) {
      throw new IllegalArgumentException("participants are out of their limits");
    }
    if (schemes.values().stream().map(Scheme::ratio).distinct().count() != 1) {
      throw new IllegalArgumentException("methods are compared in one ratio");
    }
    schemes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(schemes));
  }

  /**
   * Simulates.
   *
   * @param runs trials, 1 to {@value #RUNS_MAX}
   * @param threads 1 to {@value #THREADS_MAX}
   * @param progress told, from this thread, how many trials have been simulated so far
   * @return by name, in the order of the schemes
   * @throws IllegalArgumentException if runs or threads are out of their limits
   * @throws IllegalStateException if a trial fails: a list has fewer places than people who come
   * @throws InterruptedException if this thread is interrupted while others simulate
   */
  public SequencedMap<String, Figures> run(int runs, int threads, IntConsumer progress)
      throws InterruptedException {
    if (runs < 1 || runs > RUNS_MAX || threads < 1 || threads > THREADS_MAX) {
      throw new IllegalArgumentException("runs or threads are out of their limits");
    }
    var sums = new LinkedHashMap<String, Tallies>();
    schemes.keySet().forEach(name -> sums.put(name, Tallies.empty()));
    for (var part : parts(runs, threads, progress)) {
      sums.forEach((name, sum) -> sum.add(part.tallies().getOrDefault(name, Tallies.empty())));
    }
    var figures = new LinkedHashMap<String, Figures>();
    sums.forEach((name, sum) -> figures.put(name, sum.figures(contrast.isPresent())));
    return figures;
  }

  /** All parts, in their order. */
  private List<Part> parts(int runs, int threads, IntConsumer progress)
      throws InterruptedException {
    var simulators = new ArrayBlockingQueue<Simulator>(threads);
    for (int i = 0; i < threads; i++) {
      simulators.add(new Simulator(intake, participants, schemes, contrast, seed));
    }
    int count = (runs + RUNS_AT_ONCE - 1) / RUNS_AT_ONCE;
    var parts = new ArrayList<Part>(count);
    try (var pool = Executors.newFixedThreadPool(threads)) {
      try {
        var done = new ExecutorCompletionService<Part>(pool);
        for (int i = 0; i < count; i++) {
          int number = i;
          done.submit(() -> part(simulators, number, runs));
        }
        int simulated = 0;
        for (int i = 0; i < count; i++) {
          var part = done.take().get();
          parts.add(part);
          simulated += part.runs();
          progress.accept(simulated);
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("a trial could not be simulated", e.getCause());
      } finally {
        pool.shutdownNow();
      }
    }
    parts.sort((a, b) -> Integer.compare(a.number(), b.number()));
    return parts;
  }

  /** There are as many simulators as threads: one is always free. */
  private Part part(BlockingQueue<Simulator> simulators, int number, int runs) {
    var simulator = simulators.remove();
    try {
      int first = number * RUNS_AT_ONCE;
      int until = Math.min(runs, first + RUNS_AT_ONCE);
      return new Part(number, until - first, simulator.trials(first, until));
    } finally {
      simulators.add(simulator);
    }
  }
}
