package org.attune.randomization.engine;

import java.util.List;
import org.attune.randomization.engine.Allocation.Chance;

/**
 * One allocation as it was recorded, whoever it was for.
 *
 * @param sequence position in the study, from 0
 * @param levels of the participant, one per factor
 * @param stratum levels joined by a vertical bar
 * @param index position in its scope, from 0: see {@link Allocation}
 * @param draw lower-case hex
 */
public record DrawRecord(
    int sequence,
    List<String> levels,
    String stratum,
    int index,
    String arm,
    int blockNumber,
    int blockSize,
    List<Chance> chances,
    String draw,
    int attempt,
    String engineVersion) {
  public DrawRecord {
    levels = List.copyOf(levels);
    chances = List.copyOf(chances);
  }

  /** What this record says of the place in its stratum's list. */
  Allocation allocation() {
    return new Allocation(arm, index, blockNumber, blockSize, chances, draw, attempt);
  }
}
