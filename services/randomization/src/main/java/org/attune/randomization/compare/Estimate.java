package org.attune.randomization.compare;

/**
 * A mean over simulated trials.
 *
 * @param error Monte-Carlo standard error: the standard deviation over the trials, divided by the
 *     root of how many there are; 0 of one trial
 */
public record Estimate(double mean, double error) {}
