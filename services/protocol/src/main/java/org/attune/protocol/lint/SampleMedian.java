package org.attune.protocol.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.protocol.bundle.BundleReading;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.bundle.Tree;

/**
 * Finds styles that are cut at the median of the sample. Some publications do so afterwards; at
 * randomization there is no sample yet, so a stratum cannot. It has no number, so it never becomes
 * a protocol: the rule reads the file as written.
 */
final class SampleMedian {
  private SampleMedian() {}

  /** One finding per cut, or none if no stratum uses a style. */
  static List<Finding> check(BundleReading reading) {
    var study = Optional.ofNullable(reading.trees().get(Draft.STUDY));
    var stratified =
        Draft.items(study.flatMap(tree -> tree.find("randomization", "strata"))).stream()
            .anyMatch(
                stratum ->
                    Draft.text(stratum, "from")
                        .filter(from -> from.contains(".style"))
                        .isPresent());
    if (!stratified) return List.of();
    var cut = study.flatMap(tree -> tree.find("attachment", "cut"));
    var findings = new ArrayList<Finding>();
    cut.ifPresent(value -> find(value, findings));
    cut.flatMap(value -> value.find("anxiety")).ifPresent(value -> find(value, findings));
    cut.flatMap(value -> value.find("avoidance")).ifPresent(value -> find(value, findings));
    return List.copyOf(findings);
  }

  private static void find(Tree value, List<Finding> findings) {
    if (!(value instanceof Tree.Scalar scalar) || !scalar.text().contains("median")) return;
    var code = Code.STRATUM_SAMPLE_MEDIAN;
    findings.add(
        new Finding(
            value.place(),
            code.severity(),
            code.slug(),
            "A stratum uses attachment style, but its cut is '%s'. %s"
                .formatted(scalar.text(), code.remedy())));
  }
}
