package org.attune.protocol.model;

import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;

/**
 * A schedule of momentary prompts.
 *
 * @param from first local day
 * @param days whole local days it lasts; at least 1
 * @param times how the times of a day are made
 * @param expires time from a prompt's sending until it closes
 * @param remind offsets from the sending, ascending, each before {@code expires}
 * @param questionnaire what is asked, by id
 */
public record EmaPlan(
    String id,
    Anchor from,
    int days,
    Times times,
    Duration expires,
    List<Duration> remind,
    String questionnaire) {
  /** The times of one local day. */
  public sealed interface Times {
    /** Prompts a day. */
    int count();
  }

  /**
   * Drawn uniformly over all sets of times that keep {@code apart}.
   *
   * @param between earliest sending, local
   * @param and latest sending, local
   */
  public record Random(int count, LocalTime between, LocalTime and, Duration apart)
      implements Times {}

  /**
   * @param at local times, ascending
   */
  public record Fixed(List<LocalTime> at) implements Times {
    @Override
    public int count() {
      return at.size();
    }
  }

  /** The period in which days fall, given the anchor's local date: first day inclusive. */
  public java.time.LocalDate firstDay(java.time.LocalDate anchor) {
    return from.from(anchor);
  }

  /** Days of {@code for:}, as the study wrote it. */
  public Period lasts() {
    return Period.ofDays(days);
  }
}
