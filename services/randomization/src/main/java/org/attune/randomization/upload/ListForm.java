package org.attune.randomization.upload;

import java.util.ArrayList;
import java.util.List;
import org.attune.randomization.engine.AllocationConfiguration.Factor;

/**
 * What a list has to look like for a study.
 *
 * @param arms ids
 * @param factors in the order of the protocol, each with all its levels
 * @param from sequence of the first row; 1, or with places added what comes next
 */
public record ListForm(List<String> arms, List<Factor> factors, int from) {
  public ListForm {
    arms = List.copyOf(arms);
    factors = List.copyOf(factors);
  }

  /** {@code sequence,arm} and the factors. */
  List<String> header() {
    var header = new ArrayList<>(List.of("sequence", "arm"));
    for (var factor : factors) header.add(factor.id());
    return header;
  }
}
