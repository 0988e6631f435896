package org.attune.standalone.bench;

import org.attune.standalone.effects.TrialData;

/**
 * One trial of synthetic people as its dataset package would have it.
 *
 * @param full everybody's scores, as if nobody had left or missed an assessment
 * @param observed the scores of assessments that were completed
 */
public record SimulatedTrial(TrialData full, TrialData observed) {}
