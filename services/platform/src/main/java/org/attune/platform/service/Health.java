package org.attune.platform.service;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Whether a service works: a loop that died of a bug takes readiness down with it. */
public final class Health {
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private volatile boolean started;

  void start() {
    started = true;
  }

  void fail(String loop) {
    failures.add(loop);
  }

  /** True from the end of starting until a loop dies. */
  public boolean isReady() {
    return started && failures.isEmpty();
  }

  /** Loops that died. */
  public List<String> failures() {
    return List.copyOf(failures);
  }
}
