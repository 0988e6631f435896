package org.attune.enrollment.domain;

/** Names of the states from the invitation on, as tables and the interface have them. */
public enum Stage {
  INVITED,
  OPENED,
  ELIGIBLE,
  INELIGIBLE,
  DECLINED,
  ENROLLED,
  LEFT,
  /** Everything is erased; no table holds a row of this stage. */
  ERASED
}
