package org.attune.analytics.export;

/** Why no package was made. */
public enum ExportRefusal {
  /** The sink has not heard of the study, or the cut holds no version of it. */
  STUDY_UNKNOWN,
  /** An unblinded dataset of a real study before its database is locked. */
  NOT_LOCKED,
  /** An unblinded dataset without a reason. */
  REASON_MISSING,
  /** There is something where the package would go. */
  OUTPUT_NOT_EMPTY
}
