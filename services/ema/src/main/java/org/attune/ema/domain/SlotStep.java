package org.attune.ema.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is to be done about a slot whose time has come. */
public sealed interface SlotStep {
  /** Hand the prompt to the delivery endpoint. */
  record Send() implements SlotStep {}

  /**
   * Hand a reminder to the delivery endpoint.
   *
   * @param reminder which one, from 1
   */
  record Remind(int reminder) implements SlotStep {}

  /** Nothing until then. */
  record Wait(Instant until) implements SlotStep {}

  /**
   * Record what time has decided.
   *
   * @param events at least one
   * @param until when something is next due; empty if the slot has ended
   */
  record Settle(List<EmaEvent> events, Optional<Instant> until) implements SlotStep {}

  /** The slot has ended; nothing will ever be due. */
  record Nothing() implements SlotStep {}
}
