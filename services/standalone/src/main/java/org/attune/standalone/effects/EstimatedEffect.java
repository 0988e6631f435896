package org.attune.standalone.effects;

import java.util.Optional;

/**
 * What was planted and what was found.
 *
 * @param against subtracted from {@code arm}
 * @param planted outcome units; 0 where nothing was declared
 * @param estimate empty if the complete cases do not determine it
 */
public record EstimatedEffect(
    String outcome,
    String at,
    String arm,
    String against,
    double planted,
    Optional<Estimate> estimate) {}
