package org.attune.standalone.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.attune.standalone.synthetic.Chance;

/**
 * Stops a service (SIGSTOP) until its partitions are those of a second instance, lets it go on, and
 * kills one of the two.
 */
record ZombieNemesis(AloneEstate estate, Chance chance, Tally tally) implements Callable<Void> {
  private static final List<String> CONSUMERS =
      List.of("enrollment", "randomization", "ema", "outcomes", "interventions", "analytics");

  /** Longer than the session of a consumer (10 s). */
  private static final Duration STOPPED = Duration.ofSeconds(14);

  private static final int BETWEEN_MILLIS_MAX = 10_000;

  /** How long both instances work after the first goes on. */
  private static final int BOTH_MILLIS_MAX = 2_000;

  private static final double FIRST_DIES = 0.5;

  @Override
  public Void call() throws InterruptedException {
    while (tally.mayKill()) {
      Pauses.some(chance, BETWEEN_MILLIS_MAX);
      var service = estate.service(chance.oneOf(CONSUMERS));
      tally.hurt(() -> inTurn(service));
    }
    return null;
  }

  private void inTurn(Supervised service) throws InterruptedException {
    service.turn.lock();
    try {
      boolean firstDies = chance.hit(FIRST_DIES);
      if (tally.take(firstDies ? 2 : 1)) hurt(service, firstDies);
    } finally {
      service.turn.unlock();
    }
  }

  private void hurt(Supervised service, boolean firstDies) throws InterruptedException {
    var second = estate.second(service.name());
    second.start(List.of());
    second.awaitReady();
    service.signal("STOP");
    Pauses.lasting(STOPPED);
    service.signal("CONT");
    tally.done(Fault.ZOMBIE);
    Pauses.some(chance, BOTH_MILLIS_MAX);
    if (firstDies) {
      service.kill();
      tally.done(Fault.SERVICE);
      service.start(List.of());
    }
    second.kill();
    tally.done(Fault.SERVICE);
    tally.recovered(Fault.SERVICE, service.awaitReady());
  }
}
