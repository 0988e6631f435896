package org.attune.protocol.lint;

import java.util.ArrayList;
import java.util.List;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.bundle.Place;

/** Collects what the rules find. */
final class Remarks {
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param sentence what is wrong here, with its numbers; the code's remedy is added to it
   */
  void add(Code code, Place place, String sentence) {
    findings.add(new Finding(place, code.severity(), code.slug(), sentence + " " + code.remedy()));
  }

  void addAll(List<Finding> more) {
    findings.addAll(more);
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }
}
