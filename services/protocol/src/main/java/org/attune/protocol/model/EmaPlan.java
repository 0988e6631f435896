package org.attune.protocol.model;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * A schedule of momentary prompts.
 *
 * @param from first local day
 * @param days whole local days it lasts at most; at least 1
 * @param times how the times of a day are made
 * @param expires time from a prompt's sending until it closes
 * @param remind offsets from the sending, ascending, each before {@code expires}
 * @param questionnaire what is asked, by id
 * @param only which of its days have prompts
 * @param distance least distance of its prompts from those of the schedules declared before it;
 *     zero if it keeps none
 * @param arms whose participants alone have it, by id; empty if everybody has. Each of its prompts
 *     tells the arm
 */
public record EmaPlan(
    String id,
    Anchor from,
    int days,
    Times times,
    Duration expires,
    List<Duration> remind,
    String questionnaire,
    Only only,
    Duration distance,
    List<String> arms) {
  /** A schedule that everybody has. */
  public EmaPlan(
      String id,
      Anchor from,
      int days,
      Times times,
      Duration expires,
      List<Duration> remind,
      String questionnaire,
      Only only,
      Duration distance) {
    this(id, from, days, times, expires, remind, questionnaire, only, distance, List.of());
  }

  /** A schedule with prompts on each of its days, whatever other schedules do. */
  public EmaPlan(
      String id,
      Anchor from,
      int days,
      Times times,
      Duration expires,
      List<Duration> remind,
      String questionnaire) {
    this(id, from, days, times, expires, remind, questionnaire, Only.ALL, Duration.ZERO);
  }

  /** True if some arms have it and others do not. */
  public boolean tellsArm() {
    return !arms.isEmpty();
  }

  /** True if participants of some arm have this schedule and the other one. */
  public boolean isBeside(EmaPlan other) {
    return arms.isEmpty() || other.arms.isEmpty() || arms.stream().anyMatch(other.arms::contains);
  }

  /** The times of one local day. */
  public sealed interface Times {
    /** Prompts of a whole local day, at most. */
    int count();
  }

  /** Times within one part of the day. */
  public sealed interface Window extends Times {
    /** Earliest sending, local. */
    LocalTime between();

    /** Latest sending, local. */
    LocalTime and();
  }

  /** Times that depend on a draw. */
  public sealed interface Drawn extends Window {
    /** Least distance between two of them. */
    Duration apart();
  }

  /** Drawn uniformly over all sets of times that keep {@code apart}. */
  public record Random(int count, LocalTime between, LocalTime and, Duration apart)
      implements Drawn {}

  /**
   * One in each of {@code count} parts of equal length, drawn uniformly over all sets of times that
   * keep {@code apart}.
   */
  public record Stratified(int count, LocalTime between, LocalTime and, Duration apart)
      implements Drawn {}

  /**
   * One at {@code between} and then one after each interval.
   *
   * @param every whole minutes, at least one
   */
  public record Every(Duration every, LocalTime between, LocalTime and) implements Window {
    @Override
    public int count() {
      if (and.isBefore(between) || !every.isPositive()) return 0;
      return (int) (Duration.between(between, and).dividedBy(every) + 1);
    }
  }

  /**
   * @param at local times, ascending
   */
  public record Fixed(List<LocalTime> at) implements Times {
    @Override
    public int count() {
      return at.size();
    }
  }

  /**
   * Whenever the participant says that the moment has come; nothing is sent.
   *
   * @param count most a local day
   * @param apart least time between two
   */
  public record Started(int count, Duration apart) implements Times {}

  /**
   * Which days of a schedule have prompts; what is empty says nothing.
   *
   * @param weekdays the days of the week, each once
   * @param weeks the weeks, counted from 1 and from the schedule's first day; ascending
   * @param except local dates without prompts, ascending
   * @param until last local date
   * @param prompts after how many prompts it ends; those that a clock change or the participant's
   *     hours leave out are counted too
   */
  public record Only(
      List<DayOfWeek> weekdays,
      List<Integer> weeks,
      List<LocalDate> except,
      Optional<LocalDate> until,
      Optional<Integer> prompts) {
    public static final Only ALL =
        new Only(List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());

    private static final int WEEK_DAYS = 7;

    /**
     * True if the week of a day has prompts.
     *
     * @param day which day of the schedule it is, from 0
     */
    public boolean isInWeek(int day) {
      return weeks.isEmpty() || weeks.contains(day / WEEK_DAYS + 1);
    }

    private boolean holds(LocalDate date, int day) {
      return (weekdays.isEmpty() || weekdays.contains(date.getDayOfWeek()))
          && isInWeek(day)
          && !except.contains(date)
          && (until.isEmpty() || !date.isAfter(until.get()));
    }
  }

  /** The period in which days fall, given the anchor's local date: first day inclusive. */
  public LocalDate firstDay(LocalDate anchor) {
    return from.from(anchor);
  }

  /**
   * The local dates with prompts, in order: a day that does not exist in some zone may be among
   * them and has no slots there.
   *
   * @param anchor local date on which the schedule's anchor happened
   */
  public List<LocalDate> dates(LocalDate anchor) {
    var first = firstDay(anchor);
    int most =
        only.prompts()
            .map(prompts -> Math.ceilDiv(prompts, Math.max(1, times.count())))
            .orElse(days);
    return first
        .datesUntil(first.plusDays(days))
        .filter(date -> only.holds(date, (int) (date.toEpochDay() - first.toEpochDay())))
        .limit(most)
        .toList();
  }

  /**
   * How many of a day's times have prompts: all, fewer on the day on which the schedule ends by
   * number, none on other days.
   */
  public int promptsOn(LocalDate date, LocalDate anchor) {
    if (only.prompts().isEmpty()) return isOn(date, anchor) ? times.count() : 0;
    int day = dates(anchor).indexOf(date);
    if (day < 0) return 0;
    return Math.min(times.count(), only.prompts().get() - day * times.count());
  }

  private boolean isOn(LocalDate date, LocalDate anchor) {
    long day = date.toEpochDay() - firstDay(anchor).toEpochDay();
    return day >= 0 && day < days && only.holds(date, (int) day);
  }

  /** Last local date with prompts; the day before the first if there is none. */
  public LocalDate lastDay(LocalDate anchor) {
    var dates = dates(anchor);
    return dates.isEmpty() ? firstDay(anchor).minusDays(1) : dates.getLast();
  }
}
