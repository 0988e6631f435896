package org.attune.protocol.bundle;

import java.util.Locale;

/** Whether a finding forbids publishing. */
public enum Severity {
  /** The bundle cannot be published. */
  ERROR,
  /** The bundle can be published; its author should look. */
  WARNING;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
