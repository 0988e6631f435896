package org.attune.platform.crash;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place between two steps of which a crash may let only the first happen. Passing one costs a
 * look at one field, and does nothing, unless the process was started to die at it ({@link #arm}).
 * What a crash there must not break stands in docs/faults.md.
 */
public enum CrashPoint {
  /** All is written, nothing committed: the caller asks again, and it happens once (F01). */
  TRANSACTION_WRITTEN("transaction.written-not-committed"),
  /** Committed, and nobody told: the caller asks again, and nothing happens twice (F16). */
  TRANSACTION_COMMITTED("transaction.committed-not-told"),
  /** Events have numbers, and the broker has none of them: they are sent after the restart. */
  RELAY_NUMBERED("relay.numbered-not-sent"),
  /** The broker has some events of a batch, perhaps not all: the rest follows. */
  RELAY_PART_SENT("relay.part-sent"),
  /** The broker has them, the database does not know it: sent twice, applied once (F02). */
  RELAY_SENT("relay.sent-not-noted"),
  /** The effects are written, the cursor has not moved: neither stays. */
  CONSUMER_APPLIED("consumer.applied-not-advanced"),
  /** Effects and cursor are committed, the broker knows nothing of it: read again (F03). */
  CONSUMER_COMMITTED("consumer.committed-not-polled"),
  /** Due rows are taken and not handled: they are there again. */
  DUE_TAKEN("due.taken-not-handled"),
  /** The messenger has what was to be sent, who asked for it does not know: asked again (F04). */
  DELIVERY_ACCEPTED("delivery.accepted-not-recorded"),
  /** A parked event was applied and is still parked: neither stays. */
  PARKED_APPLIED("parking.applied-not-removed");

  /** What {@code kill -9} leaves as well: 128 and the signal's number. */
  public static final int KILLED = 137;

  /** {@code name:pass}: where, and at which pass, the process dies. */
  static final String AT = "attune.crash-at";

  /** Must be {@code yes} beside {@link #AT}: one of them alone starts nothing. */
  static final String ALLOWED = "attune.crash-allowed";

  private static final Logger LOG = LoggerFactory.getLogger(CrashPoint.class);
  private static volatile @Nullable Armed armed;

  private final String title;

  CrashPoint(String title) {
    this.title = title;
  }

  /** Where the process dies, and how many passes are left. */
  private record Armed(CrashPoint point, AtomicInteger left) {
    void passed(CrashPoint other) {
      if (point == other && left.decrementAndGet() == 0) Runtime.getRuntime().halt(KILLED);
    }
  }

  /** As it is written in options and documents, for example {@code relay.sent-not-noted}. */
  public String title() {
    return title;
  }

  /** Says that this place is passed; never returns if the process is to die here and now. */
  public void reached() {
    var here = armed;
    if (here != null) here.passed(this);
  }

  /** Options of a JVM that dies at the {@code pass}-th pass of this place. */
  public java.util.List<String> options(int pass) {
    return java.util.List.of("-D" + ALLOWED + "=yes", "-D" + AT + "=" + title + ":" + pass);
  }

  /**
   * Makes this process die where its options say. Options of the JVM, never the environment: what
   * is inherited or copied from a machine to another cannot do it, and two must agree.
   *
   * @throws IllegalArgumentException if only one of the two is there, or it names no place
   */
  public static void arm(Properties options) {
    var at = Optional.ofNullable(options.getProperty(AT));
    boolean allowed = "yes".equals(options.getProperty(ALLOWED));
    if (at.isEmpty() && !options.containsKey(ALLOWED)) return;
    if (at.isEmpty() || !allowed) {
      throw new IllegalArgumentException(
          "a process dies on purpose only with both -D%s=NAME:PASS and -D%s=yes; a real platform has neither"
              .formatted(AT, ALLOWED));
    }
    var wanted = parse(at.get());
    LOG.warn("FAULT TEST: this process will die at {}", at.get());
    armed = wanted;
  }

  /** The place of this title, in letters of any case. */
  public static Optional<CrashPoint> of(String title) {
    var name = title.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(point -> point.title.equals(name)).findFirst();
  }

  /** The titles of all, in order, with commas between. */
  public static String titles() {
    return Arrays.stream(values()).map(CrashPoint::title).collect(Collectors.joining(", "));
  }

  private static Armed parse(String text) {
    int colon = text.indexOf(':');
    var point = of(colon < 0 ? text : text.substring(0, colon));
    if (point.isEmpty()) {
      throw new IllegalArgumentException("-D%s=%s names none of %s".formatted(AT, text, titles()));
    }
    return new Armed(
        point.get(), new AtomicInteger(colon < 0 ? 1 : pass(text.substring(colon + 1))));
  }

  private static int pass(String text) {
    try {
      int pass = Integer.parseInt(text);
      if (pass >= 1) return pass;
    } catch (NumberFormatException e) {
      // said below, like a number that counts nothing
    }
    throw new IllegalArgumentException(
        "-D%s ends in a pass, a whole number from 1, not %s".formatted(AT, text));
  }
}
