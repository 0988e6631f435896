package org.attune.standalone.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting in real time, always with an end. */
final class Pauses {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private Pauses() {}

  /** Waits until it is so; false if it was not within {@code most}. */
  static boolean until(BooleanSupplier so, Duration most) throws InterruptedException {
    for (long end = System.nanoTime() + most.toNanos(); ; ) {
      if (so.getAsBoolean()) return true;
      if (System.nanoTime() >= end) return false;
      Thread.sleep(LOOK_EVERY);
    }
  }
}
