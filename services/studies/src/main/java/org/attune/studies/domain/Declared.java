package org.attune.studies.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.attune.protocol.model.Protocol;

/** What a protocol declares that this release reads and checks, but does not act on. */
final class Declared {
  /** Methods of allocation that the randomization service has. */
  static final Set<String> METHODS = Set.of("permuted-blocks", "stratified-blocks");

  private Declared() {}

  /** In the words of the authoring guide, each with the ids concerned; empty if there is none. */
  static List<String> notActedOn(Protocol protocol) {
    var names = new ArrayList<String>();
    add(names, "safety rules", protocol.safety().stream().map(rule -> rule.id()).toList());
    add(
        names,
        "groups",
        protocol.arms().stream()
            .filter(arm -> arm.groups().isPresent())
            .map(arm -> arm.id())
            .toList());
    add(
        names,
        "cross-over",
        protocol.arms().stream()
            .filter(arm -> arm.crossesTo().isPresent())
            .map(arm -> arm.id())
            .toList());
    add(
        names,
        "decision points",
        protocol.microRandomization().stream().map(point -> point.id()).toList());
    return List.copyOf(names);
  }

  private static void add(List<String> names, String what, List<String> ids) {
    if (!ids.isEmpty()) names.add(what + " (" + String.join(", ", ids) + ")");
  }
}
