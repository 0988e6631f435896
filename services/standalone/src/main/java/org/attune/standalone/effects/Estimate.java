package org.attune.standalone.effects;

/**
 * A difference between two arms with its 95 % confidence interval.
 *
 * @param value outcome units
 * @param standardError outcome units, heteroskedasticity-consistent
 * @param degreesOfFreedom of the t distribution behind the interval
 * @param people complete cases in the model
 */
public record Estimate(
    double value,
    double standardError,
    double low,
    double high,
    int degreesOfFreedom,
    int people) {}
