package org.attune.standalone.command;

import java.util.concurrent.CountDownLatch;

/** Serves until a signal ends the process. */
final class Serving {
  private Serving() {}

  /** Never returns by itself: what is open is stopped by its ending. */
  static void untilStopped() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
