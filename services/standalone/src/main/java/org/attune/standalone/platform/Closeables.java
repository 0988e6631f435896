package org.attune.standalone.platform;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;

/**
 * What was opened, closed in reverse. Whoever closes it while something is still being opened has
 * that closed too: the opening thread finds out on its next {@link #push}.
 */
final class Closeables implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean closed;

  /**
   * Remembers what was opened.
   *
   * @throws CancellationException if all was closed meanwhile; {@code opened} is closed then
   */
  synchronized void push(AutoCloseable opened) {
    open.push(opened);
    if (!closed) return;
    close();
    throw new CancellationException("closed while it was opened");
  }

  /**
   * Closes everything, last opened first; a part that fails to close does not keep the others. A
   * second caller waits for the first.
   *
   * @throws IllegalStateException if a part failed
   */
  @Override
  public synchronized void close() {
    closed = true;
    RuntimeException failed = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        if (failed == null) failed = new IllegalStateException("a part did not stop", e);
        else failed.addSuppressed(e);
      }
    }
    if (failed != null) throw failed;
  }
}
