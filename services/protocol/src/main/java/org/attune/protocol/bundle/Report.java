package org.attune.protocol.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The findings of one reading, and whether one of them left a hole in the protocol. */
final class Report {
  private final List<Finding> findings = new ArrayList<>();
  private boolean holed;

  /** An error that leaves a part of the protocol unknown. */
  void hole(Place place, String code, String sentence) {
    holed = true;
    findings.add(Finding.error(place, code, sentence));
  }

  /** An error in spite of which the protocol is complete. */
  void error(Place place, String code, String sentence) {
    findings.add(Finding.error(place, code, sentence));
  }

  void warning(Place place, String code, String sentence) {
    findings.add(Finding.warning(place, code, sentence));
  }

  /** The tree of one file, every trouble with it being a finding here. */
  Optional<Tree> tree(String file, String content) {
    var tree = TreeReader.read(file, content, findings);
    if (tree.isEmpty()) holed = true;
    return tree;
  }

  boolean holed() {
    return holed;
  }

  List<Finding> sorted() {
    return findings.stream().distinct().sorted(Finding.ORDER).toList();
  }
}
