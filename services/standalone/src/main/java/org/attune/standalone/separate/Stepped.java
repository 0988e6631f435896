package org.attune.standalone.separate;

import java.util.List;
import org.attune.platform.due.DueLoop;

/** One instance of a service that does what is due when it is told to. */
@FunctionalInterface
public interface Stepped {
  /**
   * Handles what is due for some owners, each at a time of its own.
   *
   * @param ticks each of another owner
   * @return rows handled for each, in the order of {@code ticks}
   * @throws InterruptedException if this thread was told to end before the answer came
   */
  List<Integer> tick(List<DueLoop.Tick> ticks) throws InterruptedException;
}
