package org.attune.protocol.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.attune.protocol.bundle.BundleReading;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.bundle.Place;
import org.attune.protocol.bundle.Tree;

/**
 * Where a bundle could not be read, so that nothing should be said there about what it means: the
 * arm, schedule, assessment or other part of study.yaml that a form error stands in, or the whole
 * of another file.
 */
final class Holes {
  /** Form errors that leave nothing unread. */
  private static final Set<String> HARMLESS =
      Set.of(
          "unknown-key",
          "duplicate-key",
          "duplicate-id",
          "unknown-language",
          "instrument-disabled");

  /** Form errors after which something that expressions name may be missing. */
  private static final Set<String> NAMELESS =
      Set.of(
          "malformed-id",
          "reserved-id",
          "name-mismatch",
          "missing-file",
          "yaml",
          "alias",
          "empty-file",
          "not-utf8");

  /** What is judged by another part of study.yaml than the one it is said of. */
  private static final Map<Code, Set<String>> JUDGED_BY =
      Map.of(
          Code.MEDIATOR_NOT_BEFORE_OUTCOME, Set.of("assessments"),
          Code.CROSSOVER_TOO_EARLY, Set.of("assessments", "ema"),
          Code.RATIO_UNSUITED, Set.of("arms", "enrollment"),
          Code.SETTING_OUT_OF_RANGE, Set.of("arms"),
          Code.CLUSTERS_TOO_FEW, Set.of("arms", "sites"),
          Code.STRATUM_LEVEL_UNDECLARED, Set.of("attachment"),
          Code.STRATUM_LEVEL_UNREACHABLE, Set.of("attachment"),
          Code.EXPRESSION_NEVER_TRUE, Set.of("attachment"));

  private static final Comparator<Place> BY_POSITION =
      Comparator.comparingInt(Place::line).thenComparingInt(Place::column);

  private final TreeMap<Place, String> keyByPart = new TreeMap<>(BY_POSITION);
  private final Set<Place> holed = new HashSet<>();
  private final Set<String> holedFiles = new HashSet<>();
  private final Set<String> dropped = new HashSet<>();

  Holes(BundleReading reading) {
    keyByPart.put(Place.top(Draft.STUDY), "");
    var study = reading.trees().get(Draft.STUDY);
    if (study instanceof Tree.Mapping mapping) {
      mapping.entries().forEach((key, entry) -> part(key, entry, 2));
    }
    for (var finding : reading.findings()) {
      if (!finding.isError() || HARMLESS.contains(finding.code())) continue;
      var place = finding.place();
      if (place.file().equals(Draft.STUDY)) holed.add(part(place));
      else holedFiles.add(place.file());
      if (NAMELESS.contains(finding.code())) dropped.add("undeclared-name");
    }
    var keys = new HashSet<>(holed.stream().map(keyByPart::get).toList());
    JUDGED_BY.forEach(
        (code, parts) -> {
          if (parts.stream().anyMatch(keys::contains)) dropped.add(code.slug());
        });
  }

  /**
   * What may be said beside the holes: errors elsewhere. Warnings wait until all can be read, since
   * most of them follow from what is missing.
   */
  List<Finding> outside(List<Finding> meaning) {
    var outside = new ArrayList<Finding>();
    for (var finding : meaning) {
      var place = finding.place();
      var inside =
          place.file().equals(Draft.STUDY)
              ? holed.contains(part(place))
              : holedFiles.contains(place.file());
      var said = finding.isError() && !inside && !dropped.contains(finding.code());
      if (said) outside.add(finding);
    }
    return outside;
  }

  /** A key's value, elements of its lists, and the same of mappings in it. */
  private void part(String key, Tree.Entry entry, int levels) {
    keyByPart.put(entry.key(), key);
    switch (entry.value()) {
      case Tree.Sequence sequence ->
          sequence.items().forEach(item -> keyByPart.put(item.place(), key));
      case Tree.Mapping mapping when levels > 1 ->
          mapping.entries().values().forEach(inner -> part(key, inner, levels - 1));
      case Tree.Mapping _, Tree.Scalar _ -> {}
    }
  }

  private Place part(Place place) {
    var part = keyByPart.floorKey(place);
    return part == null ? Place.top(Draft.STUDY) : part;
  }
}
