package org.attune.enrollment.domain;

/**
 * Hours in which a participant wants prompts, and how they fit the protocol.
 *
 * @param from local time, HH:MM
 * @param until local time, HH:MM; 00:00 is the end of the day
 * @param fit found by the protocol's quiet hours and schedules
 */
public record Hours(String from, String until, Fit fit) {
  /** How chosen hours fit the protocol. */
  public enum Fit {
    FITS,
    /** They reach into the protocol's quiet hours. */
    TOO_WIDE,
    /** A day's prompts do not fit into them. */
    TOO_NARROW
  }
}
