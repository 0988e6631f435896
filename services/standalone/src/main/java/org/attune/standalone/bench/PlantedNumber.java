package org.attune.standalone.bench;

import java.util.Optional;
import org.attune.standalone.effects.ScoreAt;

/**
 * A planted difference between two arms, or the part of one that a mediator carries.
 *
 * @param through the mediator; empty for the whole difference
 * @param planted outcome units
 * @param tolerance how far a mean estimate may lie from it, outcome units
 */
record PlantedNumber(
    ScoreAt outcome,
    Optional<ScoreAt> through,
    String arm,
    String against,
    double planted,
    double tolerance) {
  /** In words. */
  String name() {
    var mediator = through.map(m -> " through %s at %s".formatted(m.score(), m.visit())).orElse("");
    return "%s at %s, %s - %s%s"
        .formatted(outcome.score(), outcome.visit(), arm, against, mediator);
  }
}
