package org.attune.randomization.engine;

import java.util.List;
import java.util.Optional;
import org.attune.randomization.design.Design;

/**
 * A list that goes on as its design says, without an end.
 *
 * @param urn places of the urn for a block urn; 0 for other designs
 */
record OfDesign(Design design, int urn) implements Course {
  @Override
  public Optional<Ahead> ahead(int index, List<Integer> counts) {
    return Optional.of(new Ahead(0, urn, design.next(counts)));
  }
}
