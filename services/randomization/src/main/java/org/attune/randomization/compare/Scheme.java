package org.attune.randomization.compare;

import java.util.List;
import org.attune.randomization.design.Design;
import org.attune.randomization.design.Minimisation;
import org.attune.randomization.design.PermutedBlocks;
import org.attune.randomization.design.Ratio;

/** A method of allocation with its numbers, and how many lists it keeps. */
public sealed interface Scheme {
  /** In which proportion the arms are to stand. */
  Ratio ratio();

  /**
   * Permuted blocks whose sizes are drawn, each with the same probability.
   *
   * @param sizes multiples of the sum of the ratio; one that stands twice is drawn twice as often
   * @param stratified one list per stratum, else one for the study
   */
  record InBlocks(Ratio ratio, List<Integer> sizes, boolean stratified) implements Scheme {
    /**
     * @throws org.attune.randomization.design.UnusableDesignException if the ratio does not divide
     *     a block
     * @throws IllegalArgumentException if there is no size
     */
    public InBlocks {
      sizes = List.copyOf(sizes);
      if (sizes.isEmpty()) throw new IllegalArgumentException("blocks without a size");
      for (int size : sizes) new PermutedBlocks(ratio, size);
    }
  }

  /**
   * A design that looks at the counts of its list.
   *
   * @param stratified one list per stratum, else one for the study
   */
  record ByCounts(Design design, boolean stratified) implements Scheme {
    @Override
    public Ratio ratio() {
      return design.ratio();
    }
  }

  /** Minimisation over the factors of stratification, one weight for each. */
  record Minimised(Minimisation minimisation) implements Scheme {
    @Override
    public Ratio ratio() {
      return minimisation.ratio();
    }
  }
}
