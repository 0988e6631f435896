package org.attune.randomization.domain;

import java.util.List;
import org.attune.randomization.domain.RandomizationEvent.StratumLevel;

/** What came of asking for an allocation. */
public sealed interface Decision {
  /** It happened before; asking again changes nothing. */
  record Randomized() implements Decision {}

  /**
   * The participant takes the next place of the list of this stratum.
   *
   * @param strata one level per factor, in their order
   */
  record Allocate(List<StratumLevel> strata) implements Decision {
    public Allocate {
      strata = List.copyOf(strata);
    }
  }

  /**
   * Not now, or not at all.
   *
   * @param detail one sentence for staff; says nothing that depends on an arm
   */
  record Refused(Refusal reason, String detail) implements Decision {}

  static Decision refuse(Refusal reason, String detail) {
    return new Refused(reason, detail);
  }
}
