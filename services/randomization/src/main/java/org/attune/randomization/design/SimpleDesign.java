package org.attune.randomization.design;

import java.math.BigInteger;
import java.util.List;

/**
 * Simple (complete) randomization: every place is drawn in the ratio, whatever was before. Nothing
 * can be guessed, and balance is left to chance.
 *
 * <p>Source: Rosenberger and Lachin 2016, Randomization in Clinical Trials, 2nd edition, section
 * 3.2.
 */
public record SimpleDesign(Ratio ratio) implements Design {
  @Override
  public Odds next(List<Integer> counts) {
    return new Odds(ratio.parts().stream().map(BigInteger::valueOf).toList());
  }
}
