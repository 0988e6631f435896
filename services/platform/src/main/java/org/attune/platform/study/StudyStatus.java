package org.attune.platform.study;

/**
 * Where a study stands.
 *
 * <pre>
 *   PUBLISHED --open--&gt; OPEN --pause--&gt; PAUSED --resume--&gt; OPEN --close--&gt; CLOSED --lock--&gt; LOCKED
 * </pre>
 */
public enum StudyStatus {
  /** Known, but nobody is invited yet. */
  PUBLISHED,
  /** Running. */
  OPEN,
  /** Nothing is sent, nobody is allocated; answers are still taken. */
  PAUSED,
  /** Nothing is asked any more; what was answered in time is still taken. */
  CLOSED,
  /** Nothing changes any more. */
  LOCKED
}
