package org.attune.testkit.checker;

/** What the platform promises and the checker can tell from what was recorded. */
public enum Promise {
  /** An acknowledged answer is never lost. */
  I1,
  /** Each event has one effect per consumer. */
  I2,
  /** Order per participant holds within a service. */
  I3,
  /** Each slot ends in exactly one terminal state, with a reason. */
  I4,
  /** No prompt before it is due, after its window, in quiet hours, after withdrawal. */
  I5,
  /** One allocation per participant, equal to the committed list, never changed. */
  I6,
  /** Nothing that depends on the arm stands where a blinded role could see it. */
  I7,
  /** The audit chain verifies. */
  I8,
  /** State and read models are what the history implies. */
  I9,
  /** The same cut gives the same bytes. */
  I10,
  /** What any released writer wrote is readable. */
  I11,
  /** Of the erased nothing is left, in any service or the sink. */
  I12,
  /**
   * One decision for each decision point of a slot that is not cancelled; nothing is given to
   * whoever is unavailable.
   */
  I15,
  /** Each answer that meets a safety rule has its alert, and somebody is told of it. */
  I16
}
