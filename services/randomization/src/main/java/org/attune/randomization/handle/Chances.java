package org.attune.randomization.handle;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.attune.randomization.domain.RandomizationEvent.ArmCount;
import org.attune.randomization.engine.Allocation;
import org.attune.randomization.engine.Allocation.Chance;

/** Counts and probabilities of a draw, as they are recorded. */
final class Chances {
  /** Digits of a probability whose parts do not fit in 63 bits. */
  private static final BigInteger ROUNDED = BigInteger.TEN.pow(18);

  private Chances() {}

  static List<ArmCount> of(Allocation drawn) {
    return drawn.chances().stream().map(Chances::of).toList();
  }

  private static ArmCount of(Chance chance) {
    var numerator = chance.numerator();
    var denominator = chance.denominator();
    if (denominator.bitLength() < Long.SIZE) {
      return new ArmCount(
          chance.arm(),
          chance.count(),
          numerator.longValueExact(),
          denominator.longValueExact(),
          Optional.empty());
    }
    return new ArmCount(
        chance.arm(),
        chance.count(),
        numerator.multiply(ROUNDED).divide(denominator).longValueExact(),
        ROUNDED.longValueExact(),
        Optional.of(numerator + "/" + denominator));
  }
}
