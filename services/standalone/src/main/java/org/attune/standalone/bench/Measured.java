package org.attune.standalone.bench;

import java.time.Duration;

/**
 * One run of a whole process with all its children.
 *
 * @param exit exit code
 * @param wall from start to end
 * @param peakPssBytes greatest sum of proportional set sizes over the process tree, sampled every
 *     {@link ProcessTree#SAMPLE_EVERY}
 * @param output standard output
 */
public record Measured(int exit, Duration wall, long peakPssBytes, String output) {
  public double seconds() {
    return wall.toNanos() / 1e9;
  }

  public long peakMebibytes() {
    return peakPssBytes >> 20;
  }
}
