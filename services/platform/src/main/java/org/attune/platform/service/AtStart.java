package org.attune.platform.service;

/**
 * What a service does once when it starts, on a thread of its own; a failure makes the service
 * unready.
 */
public record AtStart(Runnable act) implements Wiring.ServiceLoop {
  @Override
  public void run() {
    act.run();
  }

  /** It ends by itself. */
  @Override
  public void close() {}
}
