package org.attune.randomization.engine;

import java.util.List;
import java.util.Optional;
import org.attune.randomization.design.MaximalProcedure;
import org.attune.randomization.design.Ratio;
import org.attune.randomization.design.SimpleDesign;

/**
 * Lists of the maximal procedure, which have an end, and what is declared to follow the first of
 * them. Each ends level, so that the next begins as the first did.
 */
record MaximalLists(MaximalProcedure design, int length, Exhausted exhausted) implements Course {
  @Override
  public Optional<Ahead> ahead(int index, List<Integer> counts) {
    int number = index / length;
    if (number > 0 && exhausted == Exhausted.WAIT) return Optional.empty();
    if (number > 0 && exhausted == Exhausted.SIMPLE) {
      var simple = new SimpleDesign(Ratio.EQUAL_PAIR);
      return Optional.of(Ahead.withoutBlocks(simple.next(counts)));
    }
    int before = number * (length / 2);
    var within = counts.stream().map(count -> count - before).toList();
    return Optional.of(new Ahead(number, length, design.next(within)));
  }
}
