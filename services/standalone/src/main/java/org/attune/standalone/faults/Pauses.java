package org.attune.standalone.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.attune.standalone.synthetic.Chance;

/**
 * Waiting in real time, always with an end. Faults are meant to fall at moments that nothing in the
 * platform announces, and people act when they please: there is no state whose change could be
 * waited for instead. What can be waited for is, by {@link #until}.
 */
final class Pauses {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private Pauses() {}

  /** Lets a time pass that chance decides, from {@code least} to {@code most} milliseconds. */
  static void some(Chance chance, int least, int most) throws InterruptedException {
    Thread.sleep(chance.integer(least, most));
  }

  /** Lets a time pass that chance decides, up to {@code most} milliseconds. */
  static void some(Chance chance, int most) throws InterruptedException {
    some(chance, 0, most);
  }

  /** Lets just this time pass. */
  static void lasting(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  /** Waits until it is so; false if it was not within {@code most}. */
  static boolean until(BooleanSupplier so, Duration most) throws InterruptedException {
    for (long end = System.nanoTime() + most.toNanos(); ; ) {
      if (so.getAsBoolean()) return true;
      if (System.nanoTime() >= end) return false;
      Thread.sleep(LOOK_EVERY);
    }
  }
}
