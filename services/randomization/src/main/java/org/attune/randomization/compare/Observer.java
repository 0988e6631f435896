package org.attune.randomization.compare;

import java.util.Arrays;
import java.util.Optional;
import org.attune.randomization.design.Ratio;

/** Watches one simulated trial after another and says what there was to see. */
final class Observer {
  private final int arms;
  private final double unit;

  /** What one person adds to the load of each arm. */
  private final long[] steps;

  private final int[] sites;
  private final int[] strata;
  private final Optional<Contrast> contrast;

  /** Loads by arm: of the study, by site, by stratum. */
  private final long[] loads;

  private final long[][] siteLoads;
  private final long[][] stratumLoads;

  /** Known outcomes by stratum and arm. */
  private final int[][] known;

  private int people;
  private double right;
  private long greatest;

  Observer(Intake intake, Ratio ratio, Optional<Contrast> contrast) {
    this.contrast = contrast;
    arms = ratio.arms();
    unit = ratio.unit();
    steps = ratio.parts().stream().mapToLong(part -> ratio.unit() / part).toArray();
    sites = intake.kinds().stream().mapToInt(Intake.Kind::site).toArray();
    strata = intake.strata();
    loads = new long[arms];
    siteLoads = new long[intake.siteCount()][arms];
    stratumLoads = new long[intake.stratumCount()][arms];
    known = new int[intake.stratumCount()][arms];
  }

  void begin() {
    people = 0;
    right = 0;
    greatest = 0;
    Arrays.fill(loads, 0);
    for (var site : siteLoads) Arrays.fill(site, 0);
    for (var stratum : stratumLoads) Arrays.fill(stratum, 0);
    for (var stratum : known) Arrays.fill(stratum, 0);
  }

  /**
   * Somebody was allocated.
   *
   * @param fate uniform below {@link Contrast#of}: decides whether the outcome will be known
   */
  void see(int kind, int arm, int fate) {
    people++;
    right += right(siteLoads[sites[kind]], arm);
    siteLoads[sites[kind]][arm] += steps[arm];
    stratumLoads[strata[kind]][arm] += steps[arm];
    loads[arm] += steps[arm];
    greatest = Math.max(greatest, range(loads));
    if (contrast.isPresent() && fate < contrast.get().observed().get(arm)) {
      known[strata[kind]][arm]++;
    }
  }

  /** The chance that a guess among the arms with the least load is right, now that it is known. */
  private static double right(long[] before, int arm) {
    int tied = 0;
    for (long load : before) {
      if (load < before[arm]) return 0;
      if (load == before[arm]) tied++;
    }
    return 1.0 / tied;
  }

  private static long range(long[] loads) {
    long least = Long.MAX_VALUE;
    long most = 0;
    for (long load : loads) {
      least = Math.min(least, load);
      most = Math.max(most, load);
    }
    return most - least;
  }

  /** Adds the figures of the trial. */
  void tell(Tallies tallies) {
    tallies.guesses().add(right / people);
    tallies.finalImbalance().add(range(loads) / unit);
    tallies.greatestImbalance().add(greatest / unit);
    long sum = 0;
    long most = 0;
    int used = 0;
    for (var stratum : stratumLoads) {
      if (Arrays.stream(stratum).allMatch(load -> load == 0)) continue;
      used++;
      sum += range(stratum);
      most = Math.max(most, range(stratum));
    }
    tallies.meanInStrata().add(sum / unit / used);
    tallies.greatestInStrata().add(most / unit);
    contrast.ifPresent(asked -> tallies.power().add(power(asked)));
  }

  private double power(Contrast asked) {
    double information = 0;
    int degreesOfFreedom = -1;
    for (var stratum : known) {
      int first = stratum[asked.arm()];
      int second = stratum[asked.against()];
      if (first + second == 0) continue;
      information += (double) first * second / (first + second);
      degreesOfFreedom += first + second - 1;
    }
    // Nobody to compare, or nothing left to tell the spread from: no test rejects.
    if (information == 0 || degreesOfFreedom < 1) return 0;
    return asked.power().of(information, degreesOfFreedom);
  }
}
