package org.attune.platform.log;

import java.util.List;

/**
 * What a service does before its events can be seen by anybody else. Called by the relay, which is
 * alone, in order; again for events that are sent again.
 */
@FunctionalInterface
public interface BeforeSending {
  /**
   * Returns once these events may be seen.
   *
   * @throws java.io.UncheckedIOException if they may not yet; they are tried again
   * @throws org.attune.platform.data.DatabaseException likewise
   */
  void before(List<NumberedEvent> events);

  /** Lets everything go. */
  static BeforeSending nothing() {
    return _ -> {};
  }
}
