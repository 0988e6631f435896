package org.attune.randomization.compare;

import java.util.Arrays;

/** A design that looks at the counts of its list: each list walks on the same graph of states. */
final class CountAllocator implements Allocator {
  private final CountStates states;
  private final int[] lists;
  private final CountStates.State[] at;

  /**
   * @param lists by kind of people, numbers from 0
   */
  CountAllocator(Scheme.ByCounts scheme, int[] lists) {
    this.lists = lists;
    states = new CountStates(scheme.design());
    at = new CountStates.State[1 + Arrays.stream(lists).max().orElse(0)];
    begin();
  }

  @Override
  public void begin() {
    Arrays.fill(at, states.start());
  }

  @Override
  public int next(int kind, Draws draws) {
    int list = lists[kind];
    int arm = states.weights(at[list]).pick(draws);
    at[list] = states.after(at[list], arm);
    return arm;
  }
}
