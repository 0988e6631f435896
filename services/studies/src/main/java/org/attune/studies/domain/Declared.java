package org.attune.studies.domain;

import java.util.ArrayList;
import java.util.List;
import org.attune.protocol.model.Protocol;

/** What a protocol declares that this release reads and checks, but does not act on. */
final class Declared {
  /** The method of allocation whose places are uploaded. */
  static final String LIST = "list";

  private Declared() {}

  /** In the words of the authoring guide, each with the ids concerned; empty if there is none. */
  static List<String> notActedOn(Protocol protocol) {
    var names = new ArrayList<String>();
    add(
        names,
        "cross-over of an arm with a programme of its own",
        protocol.arms().stream()
            .filter(arm -> arm.crossesTo().isPresent() && arm.intervention().isPresent())
            .map(arm -> arm.id())
            .toList());
    return List.copyOf(names);
  }

  private static void add(List<String> names, String what, List<String> ids) {
    if (!ids.isEmpty()) names.add(what + " (" + String.join(", ", ids) + ")");
  }
}
