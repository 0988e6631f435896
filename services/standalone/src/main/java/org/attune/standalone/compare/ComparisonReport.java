package org.attune.standalone.compare;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.attune.randomization.compare.Figures;
import org.attune.randomization.design.Ratio;

/**
 * What came of a comparison.
 *
 * @param study slug
 * @param sites at which somebody may come
 * @param strata in which somebody may be
 * @param contrast whose power was asked; empty without one
 * @param rows in the order of the methods
 * @param leftOut why a method was not compared, a sentence by method
 * @param notes what was assumed, sentences
 */
public record ComparisonReport(
    String study,
    int version,
    Ratio ratio,
    int sites,
    int strata,
    ComparisonRequest request,
    Optional<PrimaryContrast> contrast,
    List<Row> rows,
    SequencedMap<String, String> leftOut,
    List<String> notes) {
  /** One method and what it promises. */
  public record Row(Candidate candidate, Figures figures) {}

  /** What the imbalance counts. */
  String imbalanceUnit() {
    boolean even = ratio.parts().stream().distinct().count() == 1;
    return even && ratio.unit() == 1 ? "participants" : "participants per part of the ratio";
  }
}
