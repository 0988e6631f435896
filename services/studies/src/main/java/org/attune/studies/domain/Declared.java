package org.attune.studies.domain;

import java.util.ArrayList;
import java.util.List;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.SafetyRule;

/** What a protocol declares that this release reads and checks, but does not act on. */
final class Declared {
  /** The method of allocation whose places are uploaded. */
  static final String LIST = "list";

  private Declared() {}

  /** In the words of the authoring guide, each with the ids concerned; empty if there is none. */
  static List<String> notActedOn(Protocol protocol) {
    var names = new ArrayList<String>();
    add(names, "safety rules on momentary answers", momentary(protocol));
    add(
        names,
        "cross-over of an arm with a programme of its own",
        protocol.arms().stream()
            .filter(arm -> arm.crossesTo().isPresent() && arm.intervention().isPresent())
            .map(arm -> arm.id())
            .toList());
    return List.copyOf(names);
  }

  /** Safety rules that watch what a prompt asks. */
  private static List<String> momentary(Protocol protocol) {
    var declared = Declarations.answers(protocol);
    var asked = protocol.ema().stream().map(plan -> plan.questionnaire() + ".").toList();
    return protocol.safety().stream()
        .filter(
            rule ->
                Expression.compile(rule.when(), declared, ResultType.BOOLEAN)
                    .orThrow()
                    .names()
                    .stream()
                    .anyMatch(name -> asked.stream().anyMatch(name::startsWith)))
        .map(SafetyRule::id)
        .toList();
  }

  private static void add(List<String> names, String what, List<String> ids) {
    if (!ids.isEmpty()) names.add(what + " (" + String.join(", ", ids) + ")");
  }
}
