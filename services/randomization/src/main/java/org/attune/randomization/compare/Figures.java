package org.attune.randomization.compare;

import java.util.Optional;

/**
 * What one method promises, each figure with its error. Imbalance is how much fuller the fullest
 * arm is than the least full, each by its part of the ratio: of two arms in 1:1 the difference in
 * participants.
 *
 * @param guesses share of right guesses by convergence, 0 to 1
 * @param finalImbalance at the end, over all participants
 * @param greatestImbalance the greatest at any time, over all participants
 * @param meanInStrata at the end, in the mean over the strata somebody is in
 * @param greatestInStrata at the end, in the stratum where it is greatest
 * @param power probability that the difference of the contrast is found, 0 to 1; empty without one
 */
public record Figures(
    Estimate guesses,
    Estimate finalImbalance,
    Estimate greatestImbalance,
    Estimate meanInStrata,
    Estimate greatestInStrata,
    Optional<Estimate> power) {}
