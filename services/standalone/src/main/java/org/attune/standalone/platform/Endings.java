package org.attune.standalone.platform;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.attune.platform.logging.JsonLogs;

/**
 * What has to stop before this process may end, last begun first.
 *
 * <p>A signal stops all of it before the JVM's shutdown hooks run. Those run side by side, and the
 * one that embedded PostgreSQL brings along would take the database away from services at work.
 * Signals belong to a process, and so does this.
 */
public final class Endings {
  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);
  private static final int SIGNALLED = 128;
  private static final Duration STOP_MAX = Duration.ofSeconds(20);

  private static final Deque<Ending> OPEN = new ConcurrentLinkedDeque<>();
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private Endings() {}

  /**
   * One thing that has to stop.
   *
   * @param stop in order, taking its time; called at most once by a signal
   * @param atOnce when somebody will not wait any longer
   */
  public record Ending(Runnable stop, Runnable atOnce) implements AutoCloseable {
    /** Says that it has stopped without a signal. */
    @Override
    public void close() {
      OPEN.remove(this);
    }
  }

  /** Remembers something that has to stop. */
  public static Ending add(Runnable stop, Runnable atOnce) {
    var ending = new Ending(stop, atOnce);
    OPEN.push(ending);
    return ending;
  }

  /**
   * Makes hang-up, Ctrl-C and termination stop what is open and end the process with 128 and the
   * signal's number; the second one ends it at once. A signal that the process was started to
   * ignore stays ignored.
   */
  public static void followSignals() {
    NUMBERS.forEach((name, number) -> handle(name, () -> end(SIGNALLED + number)));
  }

  /** Waits for the end of the process if it has begun: nothing more is to be said or done. */
  public static void yieldIfBegun() {
    if (!BEGUN.get()) return;
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Says {@code sentence}, stops what is open and ends the process with 1, unless it ends already.
   * Returns at once.
   */
  public static void fail(String sentence) {
    if (!BEGUN.compareAndSet(false, true)) return;
    JsonLogs.silence("STDERR"); // what fails from here on follows from what the sentence says
    System.err.println(sentence);
    Thread.ofPlatform().name("attune-end").start(() -> stopAndExit(1));
  }

  private static void end(int exit) {
    if (BEGUN.compareAndSet(false, true)) stopAndExit(exit);
    else endAtOnce(exit);
  }

  private static void stopAndExit(int exit) {
    Thread.ofPlatform().daemon().name("attune-end-limit").start(() -> endAfterLimit(exit));
    stopAll();
    System.exit(exit);
  }

  private static void endAfterLimit(int exit) {
    try {
      Thread.sleep(STOP_MAX);
      endAtOnce(exit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void endAtOnce(int exit) {
    for (var ending : OPEN) run(ending.atOnce());
    Runtime.getRuntime().halt(exit);
  }

  private static void stopAll() {
    for (var ending = OPEN.peek(); ending != null; ending = OPEN.peek()) {
      run(ending.stop());
      OPEN.remove(ending);
    }
  }

  private static void run(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      System.err.println("A part did not stop as it should: " + e.getMessage());
    }
  }

  /**
   * The JDK has no other way to a signal than {@code sun.misc.Signal} of jdk.unsupported, which
   * cannot be named without a warning; without it the shutdown hooks have to do.
   */
  private static void handle(String name, Runnable reaction) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                switch (method.getName()) {
                  case "handle" -> reaction.run();
                  case "hashCode" -> {
                    return System.identityHashCode(self);
                  }
                  case "equals" -> {
                    return arguments != null && self == arguments[0];
                  }
                  default -> {
                    return "reaction to " + name;
                  }
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      Runtime.getRuntime().addShutdownHook(new Thread(Endings::stopAll));
    }
  }
}
