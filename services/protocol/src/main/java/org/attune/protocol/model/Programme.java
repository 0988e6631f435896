package org.attune.protocol.model;

import java.time.Period;
import java.util.List;

/**
 * An intervention: sessions unlocked in order, practices to do between them.
 *
 * @param id file name without ending
 * @param days whole local days from the day after randomization on which it runs
 */
public record Programme(
    String id, LocalizedText title, int days, List<Session> sessions, List<Practice> practices) {
  /**
   * @param delivery {@code self-guided}, {@code individual} or {@code group}
   * @param unlocks offset from the programme's first day
   * @param minutes planned length
   * @param content {@link Content#NONE} unless the bundle has a file for it
   */
  public record Session(
      String id,
      String delivery,
      Period unlocks,
      int minutes,
      LocalizedText title,
      LocalizedText text,
      Content content) {}

  /**
   * @param unlocks offset from the programme's first day
   * @param everyDays days between two offers; 1 is daily
   * @param minutes planned length
   * @param content {@link Content#NONE} unless the bundle has a file for it
   */
  public record Practice(
      String id,
      Period unlocks,
      int everyDays,
      int minutes,
      LocalizedText title,
      LocalizedText text,
      Content content) {}
}
