package org.attune.randomization.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Simulates trials one after another, in each the same people by every method. Belongs to one
 * thread at a time; two of them say the same of the same trial.
 */
final class Simulator {
  private final Intake intake;
  private final Optional<Contrast> contrast;
  private final long seed;
  private final List<String> names;
  private final List<Allocator> allocators = new ArrayList<>();
  private final Observer observer;
  private final int[] people;
  private final int[] fates;

  /**
   * @param schemes by name, all in the same ratio; at least one
   */
  Simulator(
      Intake intake,
      int participants,
      SequencedMap<String, Scheme> schemes,
      Optional<Contrast> contrast,
      long seed) {
    this.intake = intake;
    this.contrast = contrast;
    this.seed = seed;
    names = List.copyOf(schemes.sequencedKeySet());
    for (var scheme : schemes.values()) allocators.add(Allocator.of(scheme, intake));
    var ratio = schemes.firstEntry().getValue().ratio();
    observer = new Observer(intake, ratio, contrast);
    people = new int[participants];
    fates = new int[participants];
  }

  /**
   * What trials say, by name of the method.
   *
   * @param first number of a trial, from 0
   * @param until number of the first trial that is not simulated
   */
  Map<String, Tallies> trials(int first, int until) {
    var tallies = new TreeMap<String, Tallies>();
    for (var name : names) tallies.put(name, Tallies.empty());
    for (int run = first; run < until; run++) {
      assemble(run);
      for (int i = 0; i < names.size(); i++) {
        trial(run, names.get(i), allocators.get(i));
        observer.tell(tallies.getOrDefault(names.get(i), Tallies.empty()));
      }
    }
    return tallies;
  }

  /** Who comes, and of whom an outcome will be known. */
  private void assemble(int run) {
    intake.draw(new Draws(seed, "people", run), people);
    if (contrast.isEmpty()) return;
    int of = contrast.get().of();
    var draws = new Draws(seed, "fates", run);
    for (int i = 0; i < fates.length; i++) fates[i] = (int) draws.below(of);
  }

  private void trial(int run, String name, Allocator allocator) {
    var draws = new Draws(seed, "allocation/" + name, run);
    allocator.begin();
    observer.begin();
    for (int i = 0; i < people.length; i++) {
      observer.see(people[i], allocator.next(people[i], draws), fates[i]);
    }
  }
}
