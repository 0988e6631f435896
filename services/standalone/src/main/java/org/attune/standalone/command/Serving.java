package org.attune.standalone.command;

import java.util.concurrent.CountDownLatch;

/** Waits for Ctrl-C, then stops what runs. */
final class Serving {
  private Serving() {}

  /** Returns when {@code stop} has run because the process was told to end. */
  static void untilStopped(Runnable stop) throws InterruptedException {
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.run();
                  stopped.countDown();
                },
                "attune-stop"));
    stopped.await();
  }
}
