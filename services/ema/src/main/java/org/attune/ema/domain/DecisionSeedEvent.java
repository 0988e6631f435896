package org.attune.ema.domain;

import java.time.Instant;

/** What has happened to the seed of a study's decisions. Names and components are schemas. */
public sealed interface DecisionSeedEvent {
  /** The study, by its slug. */
  String study();

  /** Study time at which it was decided. */
  Instant at();

  /** The draws are bound before the first participant. */
  record DecisionsCommitted(String study, int version, String commitment, Instant at)
      implements DecisionSeedEvent {}

  /** Restricted: anybody can draw again. */
  record DecisionSeedRevealed(String study, String seed, String policies, String reason, Instant at)
      implements DecisionSeedEvent {}
}
