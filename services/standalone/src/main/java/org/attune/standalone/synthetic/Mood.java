package org.attune.standalone.synthetic;

import java.time.LocalDate;

/**
 * Distress of a moment, standard normal over people, days and moments: a part that is the person's,
 * one that lasts for days and one that lasts for hours. Any moment can be asked for alone, so that
 * a prompt's answer does not depend on which others were answered.
 */
final class Mood {
  private static final double PERSON = 0.70;
  private static final double DAY = 0.45;
  private static final double MOMENT = 0.55;

  /** Autocorrelation from day to day, and how many days back it is followed. */
  private static final double FROM_DAY = 0.5;

  private static final int DAYS_BACK = 6;

  /** Autocorrelation from one prompt to the next of the same day. */
  private static final double FROM_MOMENT = 0.4;

  private final Streams streams;
  private final int ordinal;

  Mood(Streams streams, int ordinal) {
    this.streams = streams;
    this.ordinal = ordinal;
  }

  /**
   * @param level the person's standing, standard normal
   * @param index of the prompt in its day, from 0
   */
  double at(double level, LocalDate date, String schedule, int index) {
    double day = 0;
    double weight = StrictMath.sqrt(1 - FROM_DAY * FROM_DAY);
    for (int back = 0; back <= DAYS_BACK; back++) {
      day += weight * streams.of(ordinal, "day/" + date.minusDays(back)).normal();
      weight *= FROM_DAY;
    }
    double moment = 0;
    weight = StrictMath.sqrt(1 - FROM_MOMENT * FROM_MOMENT);
    for (int i = index; i >= 0; i--) {
      moment += weight * streams.of(ordinal, "moment/" + schedule + "/" + date + "/" + i).normal();
      weight *= FROM_MOMENT;
    }
    return PERSON * level + DAY * day + MOMENT * moment;
  }
}
