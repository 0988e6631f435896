package org.attune.standalone.effects;

import java.util.Optional;

/**
 * The part a·b of a difference that a mediator carries, with its 95 % confidence interval by the
 * distribution of the product.
 *
 * @param value outcome units
 * @param standardError outcome units, to the first order (Sobel 1982)
 * @param people complete cases in the smaller of the two models
 */
public record MediatedPart(
    double value, double standardError, double low, double high, int people) {
  private static final double TAIL = 0.025;

  /**
   * The part that two estimates make.
   *
   * @param a difference of the mediator between arms
   * @param b outcome units per unit of the mediator
   * @return empty if one of them is without an error, so that there is no interval
   */
  static Optional<MediatedPart> of(Estimate a, Estimate b) {
    if (!(a.standardError() > 0 && b.standardError() > 0)) return Optional.empty();
    var product = new ProductOfNormals(a.value(), a.standardError(), b.value(), b.standardError());
    double error = StrictMath.hypot(a.value() * b.standardError(), b.value() * a.standardError());
    return Optional.of(
        new MediatedPart(
            a.value() * b.value(),
            error,
            product.quantile(TAIL),
            product.quantile(1 - TAIL),
            Math.min(a.people(), b.people())));
  }
}
