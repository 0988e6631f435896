package org.attune.standalone.platform;

/** What a data directory is for; one kind refuses the directory of another. */
public enum PlatformKind {
  /** Real time, data kept. */
  UP,
  /** A rehearsal that begins anew each time. */
  REHEARSAL;

  /** True if time is virtual and nobody is real. */
  public boolean isSynthetic() {
    return this == REHEARSAL;
  }
}
