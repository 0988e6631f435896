package org.attune.ema.plan;

import java.time.LocalDate;

/**
 * One schedule as one participant goes through it.
 *
 * @param schedule its id in the protocol
 * @param anchor local date on which the schedule's anchor happened
 * @param last last local date with prompts
 * @param plannedThrough last local date that is planned; before the first date until one is
 * @param ended true once its last window has closed
 * @param tellsArm true if some arms alone have it: as it began, so it stays
 */
public record Course(
    String schedule,
    LocalDate anchor,
    LocalDate last,
    LocalDate plannedThrough,
    boolean ended,
    boolean tellsArm) {

  public boolean isFullyPlanned() {
    return !plannedThrough.isBefore(last);
  }

  public Course through(LocalDate date) {
    return new Course(schedule, anchor, last, date, ended, tellsArm);
  }

  public Course until(LocalDate newLast) {
    var through = plannedThrough.isAfter(newLast) ? newLast : plannedThrough;
    return new Course(schedule, anchor, newLast, through, ended, tellsArm);
  }

  public Course end() {
    return new Course(schedule, anchor, last, plannedThrough, true, tellsArm);
  }
}
