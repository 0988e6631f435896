package org.attune.testkit.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ports that nobody listens on at this moment, and that no outgoing connection is given before
 * somebody does: they lie below the ports that Linux (32,768), macOS and Windows (49,152) hand to
 * those unless told otherwise. One that the system chooses itself is from among them, and a
 * connection of anybody may take it until it is listened on.
 */
public final class FreePorts {
  /** The first port that may be given. */
  static final int FIRST = 15_000;

  /** The first port above those that may be given. */
  static final int END = 32_768;

  /** Processes begin so far apart: those that run side by side rarely try the same port. */
  private static final int APART = 61;

  private static final AtomicLong TRIED = new AtomicLong(ProcessHandle.current().pid() * APART);

  private FreePorts() {}

  /**
   * A free port on 127.0.0.1: the next one, so that none is given twice before all others were.
   *
   * @throws IllegalStateException if none is free
   */
  public static int next() {
    int ports = END - FIRST;
    for (int i = 0; i < ports; i++) {
      int port = FIRST + (int) (TRIED.getAndIncrement() % ports);
      if (isFree(port)) return port;
    }
    throw new IllegalStateException(
        "none of the ports from %d to %d is free".formatted(FIRST, END - 1));
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return true;
    } catch (IOException _) {
      return false; // somebody listens
    }
  }
}
