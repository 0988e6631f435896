package org.attune.ema.domain;

import java.util.List;
import org.attune.protocol.decision.UnavailableReason;

/** How a slot came to its decision. */
public sealed interface Moment {
  /** The participant answered and is there: the condition decides. */
  record Answered(List<ItemAnswer> items) implements Moment {}

  /** Nobody is there to be given anything. */
  record Missed(UnavailableReason reason) implements Moment {}
}
