package org.attune.standalone.faults;

import java.io.IOException;
import java.util.Optional;
import org.attune.platform.http.BlockingClient;

/** Small acts whose failure says nothing but "not now". */
final class Looks {
  private static final int OK = 200;

  private Looks() {}

  /** True if that address answers 200. */
  static boolean isReady(BlockingClient client, String url) {
    try {
      return client.send(new BlockingClient.Call("GET", url, "", Optional.empty())).status() == OK;
    } catch (IOException e) {
      return false;
    }
  }

  static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException("a part did not close", e);
    }
  }

  /** Asks a process to end, and kills what does not. */
  static void end(Supervised process) {
    try {
      process.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.close();
    } catch (IllegalStateException e) {
      process.close(); // never started
    }
  }
}
