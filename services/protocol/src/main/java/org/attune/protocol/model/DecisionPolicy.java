package org.attune.protocol.model;

import java.util.Map;
import java.util.Optional;
import org.attune.protocol.model.DecisionPoint.Bounds;
import org.attune.protocol.model.DecisionPoint.Proximal;

/**
 * All that one decision point decides by, and nothing else of its study: whoever has it, the inputs
 * and the seed can decide again.
 *
 * @param point decision point, by its id
 * @param facts name to type of what its expressions may name
 * @see DecisionPoint for the other components
 */
public record DecisionPolicy(
    String point,
    String at,
    String available,
    Map<String, Double> options,
    Map<String, String> formulas,
    Optional<Bounds> bounds,
    Map<String, Double> fallback,
    Proximal proximal,
    Map<String, String> facts) {}
