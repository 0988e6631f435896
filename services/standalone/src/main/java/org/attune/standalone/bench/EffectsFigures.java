package org.attune.standalone.bench;

import java.util.List;
import java.util.Optional;

/**
 * What many trials say about everything that is planted.
 *
 * @param full from everybody's data: what is judged
 * @param observed from the data that drop-out and missed assessments leave
 */
record EffectsFigures(List<Recovered> full, List<Recovered> observed) {
  /** What is wanting in everybody's data, in one sentence about the first such number. */
  Optional<String> wanting() {
    return first(full);
  }

  /** Likewise in the observed data. */
  Optional<String> observedWanting() {
    return first(observed);
  }

  private static Optional<String> first(List<Recovered> rows) {
    return rows.stream().flatMap(row -> row.wanting().stream()).findFirst();
  }
}
