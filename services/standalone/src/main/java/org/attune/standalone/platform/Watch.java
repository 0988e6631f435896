package org.attune.standalone.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks every second whether there is still room to write. What is stopped in time has lost
 * nothing; a database or a broker that runs out of space stops in the middle of something.
 */
final class Watch implements AutoCloseable {
  /** Free space below which a running platform stops. */
  static final long FREE_BYTES_STOP = 64L * 1024 * 1024;

  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Thread thread;

  /**
   * @param full hears once, in a sentence, that the space runs out
   */
  Watch(Path directory, Consumer<String> full) {
    thread = Thread.ofVirtual().name("attune-space").start(() -> watch(directory, full));
  }

  private static void watch(Path directory, Consumer<String> full) {
    try {
      while (!Thread.interrupted()) {
        var tooFull = tooFull(directory);
        if (tooFull.isPresent()) {
          full.accept(tooFull.get());
          return;
        }
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      full.accept("%s can no longer be read: %s".formatted(directory, e.getMessage()));
    }
  }

  /** The sentence that says so, if too little space is left to go on. */
  private static Optional<String> tooFull(Path directory) throws IOException {
    long free = Files.getFileStore(directory).getUsableSpace();
    if (free >= FREE_BYTES_STOP) return Optional.empty();
    return Optional.of(
        "%s has %d MB left and less than %d MB is too little to go on: free some space, then start again; nothing acknowledged is lost."
            .formatted(directory, free >> 20, FREE_BYTES_STOP >> 20));
  }

  /**
   * Why a part has stopped: because too little space is left in {@code directory}, if that is so,
   * and else as {@code otherwise} says.
   */
  static String reason(Path directory, String otherwise) {
    try {
      return tooFull(directory).orElse(otherwise);
    } catch (IOException e) {
      return otherwise + " " + directory + " can no longer be read: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
