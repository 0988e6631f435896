package org.attune.standalone.faults;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.attune.platform.service.Backends;
import org.attune.platform.service.ServiceRuntime;
import org.attune.standalone.platform.AllocationLists;
import org.attune.standalone.synthetic.Chance;
import org.attune.testkit.checker.CheckedService;
import org.attune.testkit.checker.HistoryChecker;
import org.attune.testkit.checker.Verdict;
import org.attune.testkit.checker.World;

/** One run: load, faults, rest, verdict. */
final class FaultRun {
  /** Participants at work at once. */
  private static final int PARTICIPANTS = 24;

  private static final Duration BETWEEN_PARTICIPANTS = Duration.ofSeconds(2);
  private static final Duration AFTER_FAULTS = Duration.ofSeconds(5);
  private static final Duration FIRST_ACT_MAX = Duration.ofMinutes(3);
  private static final Duration LAST_ACT_MAX = Duration.ofMinutes(7);

  private final Estate estate;
  private final Tally tally;
  private final long seed;
  private final Clock clock = Backends.live().machineClock();
  private final AtomicBoolean over = new AtomicBoolean();

  FaultRun(Estate estate, Tally tally, long seed) {
    this.estate = estate;
    this.tally = tally;
    this.seed = seed;
  }

  /**
   * What the checker says at the end.
   *
   * @throws FaultsException if the run could not come to its end
   */
  Verdict verdict() throws InterruptedException {
    estate.start();
    try (var api = new Api(estate::url, tally)) {
      var staff = new Staff(api, estate::adminToken);
      var study = KilledStudy.beginningAt(clock.instant());
      staff.begin(study);
      drain(); // participants come to a study that every service has heard is open
      hurtUnderLoad(staff, api, study);
      drain();
      staff.close();
      drain();
      staff.lock();
      drain(); // the seed is revealed by a service that must have heard of it
      staff.revealSeed();
      drain();
    }
    return check();
  }

  private void hurtUnderLoad(Staff staff, Api api, KilledStudy study) throws InterruptedException {
    var chance = new Chance(seed);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var load = threads.submit(() -> load(threads, staff, api, study));
      if (!Pauses.until(tally::hasAcknowledged, FIRST_ACT_MAX)) {
        over.set(true);
        throw new FaultsException("Nothing was acknowledged before the first fault.");
      }
      var nemeses = new ArrayList<Future<Void>>();
      var parking = new ParkingNemesis(estate, api, new Chance(seed + 2), tally);
      for (var nemesis : nemeses(chance)) nemeses.add(threads.submit(nemesis));
      nemeses.add(threads.submit(parking));
      for (var nemesis : nemeses) outcome(nemesis);
      Pauses.lasting(AFTER_FAULTS);
      // A consumer that was refused last may have parked the event after the last look.
      parking.replay();
      over.set(true);
      outcome(load);
      threads.shutdown();
      if (!threads.awaitTermination(LAST_ACT_MAX.toSeconds(), TimeUnit.SECONDS)) {
        threads.shutdownNow();
        tally.complain("Participants were not answered for " + LAST_ACT_MAX.toSeconds() + " s.");
      }
    }
  }

  private List<Callable<Void>> nemeses(Chance chance) {
    var all = new ArrayList<>(estate.nemeses(chance));
    all.add(new ForeignRecords(estate, new Chance(seed + 1), tally));
    return all;
  }

  private void outcome(Future<?> future) throws InterruptedException {
    try {
      future.get();
    } catch (ExecutionException e) {
      throw new FaultsException("The run could not go on: " + e.getCause(), e);
    }
  }

  private Void load(ExecutorService threads, Staff staff, Api api, KilledStudy study)
      throws InterruptedException {
    for (int ordinal = 0; ordinal < PARTICIPANTS && !over.get(); ordinal++) {
      threads.execute(new Participant(staff, api, tally, clock, study, over::get, seed, ordinal));
      Pauses.until(over::get, BETWEEN_PARTICIPANTS);
    }
    return null;
  }

  private void drain() throws InterruptedException {
    for (var waiting : new Draining(estate).await()) {
      tally.complain(
          "Not drained %d s after the last fault: %s."
              .formatted(Draining.DRAIN_MAX.toSeconds(), waiting));
    }
  }

  private Verdict check() throws InterruptedException {
    var runtimes = estate.quiet();
    drain();
    runtimes.forEach(ServiceRuntime::checkpoint);
    return HistoryChecker.check(
        new World(
            runtimes.stream().map(CheckedService::of).toList(),
            tally.acknowledged(),
            Optional.of(AllocationLists::replay),
            List.of(),
            World.Terms.live()));
  }
}
