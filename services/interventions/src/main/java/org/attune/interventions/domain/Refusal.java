package org.attune.interventions.domain;

/**
 * Why a command is refused. Names are API: they become problem addresses. None says whether the
 * participant has a programme.
 */
public enum Refusal {
  /** The participant has no such module. */
  MODULE_UNKNOWN,
  /** The module was not available then. */
  NOT_AVAILABLE,
  /** It arrived too long after. */
  TOO_LATE
}
