package org.attune.platform.checkpoint;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.attune.platform.data.ConcurrentChangeException;
import org.attune.platform.data.DatabaseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a checkpoint at start, then every {@link #EVERY} and whenever it is woken. */
public final class CheckpointLoop implements Runnable, AutoCloseable {
  /** The longest that what a live service recorded stays unsigned. */
  static final Duration EVERY = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointLoop.class);

  private final Checkpoints checkpoints;
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean closing;

  public CheckpointLoop(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  @Override
  public void run() {
    while (!closing) {
      try {
        checkpoints.write();
      } catch (DatabaseException | ConcurrentChangeException e) {
        LOG.warn("a checkpoint waits: {}", e.getMessage());
      }
      pause();
    }
  }

  /** Says that a checkpoint is wanted now. Never blocks. */
  public void wake() {
    if (woken.availablePermits() == 0) woken.release();
  }

  private void pause() {
    try {
      if (woken.tryAcquire(EVERY.toMillis(), TimeUnit.MILLISECONDS)) woken.drainPermits();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  @Override
  public void close() {
    closing = true;
    woken.release();
  }
}
