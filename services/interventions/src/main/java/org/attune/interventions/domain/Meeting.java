package org.attune.interventions.domain;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/**
 * When and where a group holds one session, as staff arranged it.
 *
 * @param movedTo day at the group's site; empty for the day that the protocol gives
 * @param begins by the clock of the group's site, in whole minutes
 * @param minutes how long it lasts, 1 to {@link #MINUTES_MAX}
 * @param place where it is, at most {@link #PLACE_CHARS_MAX} characters; empty if it has a link
 *     alone
 * @param link address over https under which people meet, at most {@link #LINK_CHARS_MAX}
 *     characters; empty if it has a place alone
 * @param revision how often it has been arranged, from 1
 */
public record Meeting(
    Optional<LocalDate> movedTo,
    LocalTime begins,
    int minutes,
    Optional<String> place,
    Optional<String> link,
    int revision) {
  /** Twelve hours: a whole day of practice. */
  public static final int MINUTES_MAX = 720;

  public static final int PLACE_CHARS_MAX = 200;
  public static final int LINK_CHARS_MAX = 500;
}
