package org.attune.protocol.decision;

import java.util.List;
import java.util.Optional;

/**
 * How probable each option is.
 *
 * @param of every option, by name; they sum to 1
 * @param fallback why they are the declared fallback; empty if they are not
 */
public record Chances(List<Chance> of, Optional<FallbackCause> fallback) {
  public Chances {
    of = List.copyOf(of);
  }
}
