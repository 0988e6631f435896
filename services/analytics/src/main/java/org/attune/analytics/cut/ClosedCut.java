package org.attune.analytics.cut;

import java.util.List;
import org.attune.platform.event.Position;

/** Lowers a cut until it is closed: no event in it was caused by one outside. Pure. */
final class ClosedCut {
  /** Finds what is wrong with a cut. */
  @FunctionalInterface
  interface Orphans<E extends Exception> {
    /**
     * Of each partition, the first event in {@code cut} whose cause lies outside; empty if {@code
     * cut} is closed.
     */
    List<Position> in(CutVector cut) throws E;
  }

  private ClosedCut() {}

  /**
   * The largest closed cut at or below {@code start}. It ends, since each round takes at least one
   * event away.
   */
  static <E extends Exception> CutVector below(CutVector start, Orphans<E> orphans) throws E {
    var cut = start;
    for (var found = orphans.in(cut); !found.isEmpty(); found = orphans.in(cut)) {
      for (var position : found) cut = cut.before(position);
    }
    return cut;
  }
}
