package org.attune.interventions.domain;

/**
 * Why a command is refused. Names are API: they become problem addresses. None that a participant
 * is told says whether the participant has a programme.
 */
public enum Refusal {
  /** The participant has no such module. */
  MODULE_UNKNOWN,
  /** The module was not available then. */
  NOT_AVAILABLE,
  /** It arrived too long after. */
  TOO_LATE,
  /** The facilitator says who was at a session of a group. */
  HELD_IN_GROUP,
  /** The study or the participant has not been heard of here. */
  NOT_KNOWN_YET,
  /** The study has no such site. */
  SITE_UNKNOWN,
  /** There is no such group, or none for this participant. */
  GROUP_UNKNOWN,
  /** The group has as many people as it takes. */
  GROUP_FULL,
  /** The participant's programme has begun with another group. */
  PROGRAMME_BEGUN,
  /** The participant left the intervention. */
  INTERVENTION_LEFT,
  /** Nobody was named as facilitator under this id. */
  FACILITATOR_UNKNOWN,
  /** The facilitator leads groups of another site. */
  FACILITATOR_OF_ANOTHER_SITE,
  /** The group's programme has no such session. */
  SESSION_UNKNOWN,
  /** The day of the session has not come. */
  SESSION_NOT_HELD_YET,
  /** Something else was recorded for this participant and session. */
  ATTENDANCE_ALREADY_RECORDED,
  /** The participant had left before the session. */
  LEFT_BEFORE,
  /** The group's programme has not begun, so that its meetings have no days. */
  GROUP_NOT_STARTED,
  /** The day is before the first or after the last of the group's programme. */
  OUTSIDE_PROGRAMME,
  /** Somebody's attendance at the meeting was stated. */
  MEETING_HELD,
  /** The study is locked, so nothing changes any more. */
  STUDY_LOCKED
}
