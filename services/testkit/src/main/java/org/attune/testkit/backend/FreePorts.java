package org.attune.testkit.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

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

  private static final int TRIES_MAX = 1_000;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /**
   * A free port on 127.0.0.1, which this process was not given before.
   *
   * @throws IllegalStateException if none was found among so many tried
   */
  public static int next() {
    for (int i = 0; i < TRIES_MAX; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (isFree(port) && GIVEN.add(port)) return port;
    }
    throw new IllegalStateException(
        "none of %d ports between %d and %d is free".formatted(TRIES_MAX, FIRST, END));
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return true;
    } catch (IOException _) {
      return false; // somebody listens
    }
  }
}
