package org.attune.ema.domain;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a decision is made by, besides the answer.
 *
 * @param protocolVersion by which the slot was planned
 * @param facts what expressions may name, by name
 * @param proximal the slot that measures the proximal outcome, if one is planned in time
 */
public record DecisionContext(
    int protocolVersion, Map<String, Object> facts, Optional<UUID> proximal) {}
