package org.attune.analytics.dataset;

/** Whether a dataset may hold what depends on the arm. */
public enum Blinding {
  /** Only what all arms have in common. */
  BLINDED,
  /** Everything. */
  UNBLINDED
}
