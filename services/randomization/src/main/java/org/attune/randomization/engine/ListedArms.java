package org.attune.randomization.engine;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.randomization.design.Odds;
import org.attune.randomization.design.SimpleDesign;

/**
 * Places of an uploaded list, whose arms are settled, and what is declared to follow the last.
 *
 * @param arms indexes of the arms, in the order of the list
 * @param afterwards how further places are drawn
 */
record ListedArms(List<Integer> arms, Exhausted exhausted, SimpleDesign afterwards)
    implements Course {
  ListedArms {
    arms = List.copyOf(arms);
  }

  @Override
  public Optional<Ahead> ahead(int index, List<Integer> counts) {
    if (index < arms.size()) return Optional.of(Ahead.withoutBlocks(certain(arms.get(index))));
    return exhausted == Exhausted.SIMPLE
        ? Optional.of(Ahead.withoutBlocks(afterwards.next(counts)))
        : Optional.empty();
  }

  private Odds certain(int arm) {
    var weights = new ArrayList<BigInteger>();
    for (int i = 0; i < afterwards.ratio().arms(); i++) {
      weights.add(i == arm ? BigInteger.ONE : BigInteger.ZERO);
    }
    return new Odds(weights);
  }
}
