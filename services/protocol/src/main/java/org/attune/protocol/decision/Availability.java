package org.attune.protocol.decision;

import java.util.List;

/**
 * Whether an option may be drawn. Only a {@link Policy} makes an {@link Available}, and only with
 * one can it draw: nothing is ever given to whoever is unavailable.
 */
public sealed interface Availability {
  /** What it was decided by, sorted by name; empty if nothing was asked for. */
  List<Input> inputs();

  /** An option may be drawn. */
  final class Available implements Availability {
    private final List<Input> inputs;

    Available(List<Input> inputs) {
      this.inputs = List.copyOf(inputs);
    }

    @Override
    public List<Input> inputs() {
      return inputs;
    }
  }

  /** Nothing may be drawn. */
  record Unavailable(UnavailableReason reason, List<Input> inputs) implements Availability {
    /** Without a look at the condition. */
    public static Unavailable of(UnavailableReason reason) {
      return new Unavailable(reason, List.of());
    }
  }
}
