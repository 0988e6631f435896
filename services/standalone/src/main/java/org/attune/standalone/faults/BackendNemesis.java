package org.attune.standalone.faults;

import java.util.concurrent.Callable;
import org.attune.standalone.synthetic.Chance;

/** Kills the database server, one of its processes, or the broker. */
record BackendNemesis(AloneEstate estate, Chance chance, Tally tally) implements Callable<Void> {
  private static final int BETWEEN_MILLIS_MIN = 6_000;
  private static final int BETWEEN_MILLIS_MAX = 18_000;
  private static final int DOWN_MILLIS_MAX = 2_000;

  @Override
  public Void call() throws InterruptedException {
    while (tally.mayKill()) {
      Pauses.some(chance, BETWEEN_MILLIS_MIN, BETWEEN_MILLIS_MAX);
      any(); // whoever else is hurt: all need it
    }
    return null;
  }

  private void any() throws InterruptedException {
    if (!tally.take(1)) return;
    switch (chance.integer(0, 2)) {
      case 0 -> broker();
      case 1 -> server();
      default -> child();
    }
  }

  private void broker() throws InterruptedException {
    estate.broker().kill();
    tally.done(Fault.BROKER);
    Pauses.some(chance, DOWN_MILLIS_MAX);
    estate.startBroker();
    tally.recovered(Fault.BROKER, estate.broker().awaitReady());
  }

  private void server() throws InterruptedException {
    estate.postgres().kill();
    tally.done(Fault.POSTGRES);
    Pauses.some(chance, DOWN_MILLIS_MAX);
    tally.recovered(Fault.POSTGRES, estate.postgres().start());
  }

  private void child() {
    if (estate.postgres().killChild(chance)) tally.done(Fault.POSTGRES_CHILD);
    else tally.giveBack();
  }
}
