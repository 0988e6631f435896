package org.attune.enrollment.domain;

/** What the screener decided. */
public enum ScreeningOutcome {
  ELIGIBLE,
  INELIGIBLE
}
