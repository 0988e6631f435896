package org.attune.standalone.faults;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.attune.platform.crash.CrashPoint;
import org.attune.standalone.synthetic.Chance;

/**
 * Kills one service again and again: at any moment, while it starts, at its crash points.
 *
 * @param points where it may die in its work; at least one
 * @param share of the kills, those at a crash point, from 0 to 1
 */
record ServiceNemesis(
    Supervised service, List<CrashPoint> points, double share, Chance chance, Tally tally)
    implements Callable<Void> {
  static final double AT_CRASH_POINT = 0.5;
  static final double ALWAYS = 1;
  private static final double WHILE_STARTING = 0.2;

  /** Of those crash points that are drawn; the others are those reached least so far. */
  private static final double ANY_POINT = 0.25;

  /** The one that arms it, and the one at the crash point. */
  private static final int KILLS_AT_CRASH_POINT = 2;

  private static final int PASS_MAX = 3;
  private static final int PASS_EACH_MINUTE_MAX = 1;
  private static final int WORKS_MILLIS_MAX = 6_000;
  private static final int STARTING_MILLIS_MAX = 4_000;

  /** A service that works this long without coming to its crash point is killed where it is. */
  private static final Duration ARMED_MAX = Duration.ofSeconds(15);

  /** Passed when prompts are due, which they are for everybody as a minute begins. */
  private static final Set<CrashPoint> EACH_MINUTE =
      EnumSet.of(CrashPoint.DUE_TAKEN, CrashPoint.DELIVERY_ACCEPTED);

  private static final Duration ARMED_EACH_MINUTE_MAX = Duration.ofSeconds(70);

  @Override
  public Void call() throws InterruptedException {
    while (tally.mayKill()) {
      Pauses.some(chance, WORKS_MILLIS_MAX);
      tally.hurt(this::inTurn);
    }
    return null;
  }

  private void inTurn() throws InterruptedException {
    service.turn.lock();
    try {
      hurt();
    } finally {
      service.turn.unlock();
    }
  }

  private void hurt() throws InterruptedException {
    if (chance.hit(share) && tally.take(KILLS_AT_CRASH_POINT)) atCrashPoint();
    else if (tally.take(1)) anyMoment();
  }

  private void anyMoment() throws InterruptedException {
    service.kill();
    tally.done(Fault.SERVICE);
    service.start(List.of());
    if (chance.hit(WHILE_STARTING) && tally.take(1)) {
      Pauses.some(chance, STARTING_MILLIS_MAX);
      service.kill();
      tally.done(Fault.SERVICE);
      service.start(List.of());
    }
    tally.recovered(Fault.SERVICE, service.awaitReady());
  }

  /** It is killed, comes back with a crash point ahead, and dies there. */
  private void atCrashPoint() throws InterruptedException {
    var point = chance.hit(ANY_POINT) ? chance.oneOf(points) : tally.leastReached(points);
    service.kill();
    tally.done(Fault.SERVICE);
    boolean rare = EACH_MINUTE.contains(point);
    service.start(point.options(chance.integer(1, rare ? PASS_EACH_MINUTE_MAX : PASS_MAX)));
    service.awaitReadyOrEnded();
    boolean ended = service.endsWithin(rare ? ARMED_EACH_MINUTE_MAX : ARMED_MAX);
    if (ended && service.exit() == CrashPoint.KILLED) {
      tally.done(Fault.CRASH_POINT);
      tally.reached(point);
    } else if (!ended) {
      service.kill();
      tally.done(Fault.SERVICE);
    } else {
      tally.giveBack(); // it ended by itself: what it needs is away
    }
    service.start(List.of());
    tally.recovered(Fault.CRASH_POINT, service.awaitReady());
  }
}
