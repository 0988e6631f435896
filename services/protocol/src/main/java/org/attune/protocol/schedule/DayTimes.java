package org.attune.protocol.schedule;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.attune.protocol.model.EmaPlan;

/**
 * The local times of one schedule on one day within some hours.
 *
 * @param plan the schedule
 * @param hours when something may be sent
 */
record DayTimes(EmaPlan plan, PromptHours hours) {
  private static final int SECONDS_PER_MINUTE = 60;

  /**
   * True if the times of a day fit beside those of other schedules.
   *
   * <p>Where the others' times depend on no draw, some set is looked for. Where they do, they may
   * lie anywhere: placing each time as early as it can be, {@code apart} after the one before, a
   * time that must be kept clear delays whatever follows by at most the minutes around it, {@code 2
   * * distance - 1}; so if the last time still finds room after all such delays, some set fits.
   */
  boolean fitsBeside(Neighbours others) {
    return switch (plan.times()) {
      case EmaPlan.Fixed fixed -> fixed.at().stream().allMatch(hours::holds);
      case EmaPlan.Every every -> !at(every).isEmpty();
      case EmaPlan.Started _ -> true;
      case EmaPlan.Drawn drawn ->
          others.areSettled()
              ? spaced(drawn, others.settledTimes(hours)).exists()
              : fitsAnywhere(drawn, others.prompts());
    };
  }

  private boolean fitsAnywhere(EmaPlan.Drawn drawn, int others) {
    long delay = others * (2L * minutes(plan.distance()) - 1);
    return switch (drawn) {
      case EmaPlan.Random random -> {
        var window = RandomTimes.of(random, hours);
        long needed = (random.count() - 1L) * window.apart() + delay;
        yield needed <= window.last() - window.first();
      }
      case EmaPlan.Stratified stratified -> {
        long shortest =
            parts(stratified).stream()
                .mapToLong(part -> part.last() - part.first() + 1L)
                .min()
                .orElse(0);
        long carried =
            (stratified.count() - 1L) * Math.max(0, minutes(stratified.apart()) - shortest);
        yield carried + delay < shortest;
      }
    };
  }

  /** The times of a schedule whose times depend on no draw; none of another. */
  List<LocalTime> settledTimes() {
    return switch (plan.times()) {
      case EmaPlan.Fixed fixed -> fixed.at();
      case EmaPlan.Every every -> at(every);
      case EmaPlan.Drawn _, EmaPlan.Started _ -> List.of();
    };
  }

  /**
   * The times, ascending.
   *
   * @param before times of the schedules to which this one keeps its distance
   * @param draws where random times come from
   * @return empty if they do not fit
   */
  List<LocalTime> times(List<LocalTime> before, Supplier<Draws> draws) {
    if (!fitsBeside(Neighbours.NONE)) return List.of();
    if (!(plan.times() instanceof EmaPlan.Drawn drawn)) return settledTimes();
    boolean byItself = plan.distance().isZero() || before.isEmpty();
    return byItself && drawn instanceof EmaPlan.Random random
        ? RandomTimes.of(random, hours).draw(draws.get())
        : spaced(drawn, before).draw(draws.get());
  }

  private SpacedTimes spaced(EmaPlan.Drawn drawn, List<LocalTime> before) {
    var taken =
        plan.distance().isZero()
            ? new BitSet()
            : SpacedTimes.around(before, minutes(plan.distance()));
    var parts =
        switch (drawn) {
          case EmaPlan.Random random -> {
            var window = RandomTimes.of(random, hours);
            var anywhere = new SpacedTimes.Part(window.first(), window.last());
            yield Collections.nCopies(random.count(), anywhere);
          }
          case EmaPlan.Stratified stratified -> parts(stratified);
        };
    return new SpacedTimes(parts, minutes(drawn.apart()), taken);
  }

  private List<SpacedTimes.Part> parts(EmaPlan.Stratified plan) {
    var window = RandomTimes.of(plan, hours);
    return SpacedTimes.equalParts(window.first(), window.last(), plan.count());
  }

  /** From the first minute that is allowed on. */
  private List<LocalTime> at(EmaPlan.Every every) {
    var times = new ArrayList<LocalTime>();
    int last = minuteOf(every.and());
    var start = every.between().isBefore(hours.from()) ? hours.from() : every.between();
    for (int minute = minuteOf(start); minute <= last; minute += minutes(every.every())) {
      var time = LocalTime.ofSecondOfDay((long) minute * SECONDS_PER_MINUTE);
      if (hours.holds(time)) times.add(time);
    }
    return times;
  }

  private static int minuteOf(LocalTime time) {
    return Math.ceilDiv(time.toSecondOfDay(), SECONDS_PER_MINUTE);
  }

  private static int minutes(Duration duration) {
    return RandomTimes.apartMinutes(duration);
  }
}
