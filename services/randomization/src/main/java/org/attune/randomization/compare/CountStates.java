package org.attune.randomization.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.randomization.design.Design;
import org.attune.randomization.design.MaximalProcedure;
import org.attune.randomization.design.PermutedBlocks;
import org.attune.randomization.design.SimpleDesign;
import org.jspecify.annotations.Nullable;

/**
 * Where a list by a design can stand, as a graph that grows while lists walk on it, so that the
 * odds of a state are worked out once. Counts from which a design goes on alike are one state.
 */
final class CountStates {
  /** States that are kept; what comes beyond is worked out each time. */
  static final int STATES_MAX = 50_000;

  /** Counts, and as far as they were needed the odds from there and the states that follow. */
  static final class State {
    private final List<Integer> counts;
    private final boolean kept;
    private final @Nullable State[] after;
    private @Nullable Weights weights;

    private State(List<Integer> counts, boolean kept) {
      this.counts = counts;
      this.kept = kept;
      after = new State[counts.size()];
    }
  }

  private final Design design;
  private final Map<List<Integer>, State> states = new HashMap<>();
  private final State start;

  CountStates(Design design) {
    this.design = design;
    start = state(Collections.nCopies(design.arms(), 0));
  }

  /** An empty list. */
  State start() {
    return start;
  }

  /**
   * The odds at the next place.
   *
   * @throws IllegalArgumentException if the design has no next place
   */
  Weights weights(State state) {
    var known = state.weights;
    if (known != null) return known;
    var weights = Weights.of(design.next(state.counts));
    state.weights = weights;
    return weights;
  }

  /** The state after one more place of an arm. */
  State after(State state, int arm) {
    var known = state.after[arm];
    if (known != null) return known;
    var counts = new ArrayList<>(state.counts);
    counts.set(arm, counts.get(arm) + 1);
    var next = state(reduced(design, counts));
    if (next.kept) state.after[arm] = next;
    return next;
  }

  private State state(List<Integer> counts) {
    var known = states.get(counts);
    if (known != null) return known;
    boolean kept = states.size() < STATES_MAX;
    var state = new State(List.copyOf(counts), kept);
    if (kept) states.put(state.counts, state);
    return state;
  }

  /** The least counts from which the design goes on in the same way. */
  static List<Integer> reduced(Design design, List<Integer> counts) {
    return switch (design) {
      case SimpleDesign _ -> Collections.nCopies(counts.size(), 0);
      case MaximalProcedure _ -> counts;
      case PermutedBlocks(var ratio, int size) ->
          less(counts, Design.total(counts) / size * (size / ratio.sum()), ratio.parts());
      default -> less(counts, sets(counts, design.ratio().parts()), design.ratio().parts());
    };
  }

  /** Whole balanced sets among the counts. */
  static int sets(List<Integer> counts, List<Integer> parts) {
    int sets = Integer.MAX_VALUE;
    for (int arm = 0; arm < parts.size(); arm++) {
      sets = Math.min(sets, counts.get(arm) / parts.get(arm));
    }
    return sets;
  }

  /** The counts without so many balanced sets. */
  static List<Integer> less(List<Integer> counts, int sets, List<Integer> parts) {
    var less = new ArrayList<Integer>(counts.size());
    for (int arm = 0; arm < parts.size(); arm++) less.add(counts.get(arm) - sets * parts.get(arm));
    return less;
  }
}
