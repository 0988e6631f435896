package org.attune.randomization.witness;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What differs between a study's witness and its allocations; while anything does, nobody is
 * allocated.
 *
 * @param missing places that were revealed and that the database does not have, by sequence
 * @param unfit lines that fit neither a place of the database nor the list
 * @param unwitnessed sequences of places that were revealed and have no line
 */
public record Disagreement(
    List<WitnessLine> missing, List<Integer> unfit, List<Integer> unwitnessed) {
  static final Disagreement NONE = new Disagreement(List.of(), List.of(), List.of());

  public Disagreement {
    missing = List.copyOf(missing);
    unfit = List.copyOf(unfit);
    unwitnessed = List.copyOf(unwitnessed);
  }

  public boolean isNone() {
    return equals(NONE);
  }

  /** What is wrong and what to do, in one sentence; says nothing that depends on an arm. */
  public String sentence() {
    if (!unfit.isEmpty()) {
      var lines = unfit.stream().map(String::valueOf).collect(Collectors.joining(", "));
      return "Line %s of %s is not what was witnessed: put the file back as it was, or take out what does not belong there."
          .formatted(lines, Witness.FILE);
    }
    if (!unwitnessed.isEmpty()) {
      return "The witness lacks %d allocations that were revealed: put back the newest copy of %s, or have an administrator accept the database's record."
          .formatted(unwitnessed.size(), Witness.FILE);
    }
    if (!missing.isEmpty()) {
      return "The witness has %d allocations that the database lacks: an administrator has to give them again first."
          .formatted(missing.size());
    }
    return "Witness and database agree.";
  }
}
