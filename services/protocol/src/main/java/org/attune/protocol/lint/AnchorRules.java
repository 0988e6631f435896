package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.ANCHOR_NEVER_HAPPENS;
import static org.attune.protocol.lint.Code.UNKNOWN_ANCHOR;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.attune.protocol.bundle.Place;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.Programme;
import org.attune.protocol.model.Protocol;

/** Whether what assessments and schedules count from can happen. */
final class AnchorRules {
  private AnchorRules() {}

  static void check(Draft draft, Remarks remarks) {
    var protocol = draft.protocol();
    for (var i = 0; i < protocol.assessments().size(); i++) {
      var plan = protocol.assessments().get(i);
      randomized(draft, remarks, plan.id(), plan.anchor(), draft.at("assessments", i, "after"));
    }
    var causes = causes(protocol);
    for (var i = 0; i < protocol.ema().size(); i++) {
      var plan = protocol.ema().get(i);
      var after = plan.from().after();
      var place = draft.at("ema", i, "from", "after");
      randomized(draft, remarks, plan.id(), plan.from(), place);
      if (after.equals(Anchor.RANDOMIZATION)) continue;
      if (!after.equals(Anchor.CONSENT) && !causes.containsKey(after)) {
        remarks.add(
            UNKNOWN_ANCHOR,
            place,
            "'%s' counts from '%s', which no study knows or this one does not have."
                .formatted(plan.id(), after));
      } else if (isCircular(after, causes)) {
        remarks.add(
            ANCHOR_NEVER_HAPPENS,
            place,
            "'%s' waits for '%s', which waits for itself.".formatted(plan.id(), after));
      }
    }
  }

  /** Without randomization nothing anchored there ever happens. */
  private static void randomized(
      Draft draft, Remarks remarks, String id, Anchor anchor, Place place) {
    var protocol = draft.protocol();
    if (protocol.randomization().isPresent() || !protocol.arms().isEmpty()) return;
    if (!anchor.after().equals(Anchor.RANDOMIZATION)) return;
    remarks.add(
        ANCHOR_NEVER_HAPPENS,
        place,
        "'%s' waits for randomization, which study '%s' does not have."
            .formatted(id, protocol.study()));
  }

  /** True if something anchored at {@code after} comes after randomization in any case. */
  static boolean followsRandomization(Protocol protocol, String after) {
    var causes = causes(protocol);
    var seen = new HashSet<String>();
    for (var name = after; name != null && seen.add(name); name = causes.get(name)) {
      if (name.equals(Anchor.RANDOMIZATION)) return true;
    }
    return false;
  }

  private static boolean isCircular(String after, Map<String, String> causes) {
    var seen = new LinkedHashSet<String>();
    for (var name = after; name != null; name = causes.get(name)) {
      if (!seen.add(name)) return name.equals(after);
    }
    return false;
  }

  private static List<Programme.Session> sessions(Protocol protocol, Arm arm) {
    return protocol.programmeOf(arm.id()).map(Programme::sessions).orElse(List.of());
  }

  /** What each completion of an assessment, end of a schedule and session counts from. */
  private static Map<String, String> causes(Protocol protocol) {
    var causes = new HashMap<String, String>();
    for (var plan : protocol.assessments()) {
      causes.put(Anchor.complete(plan.id()), plan.anchor().after());
    }
    for (var plan : protocol.ema()) causes.put(Anchor.ended(plan.id()), plan.from().after());
    for (var arm : protocol.arms()) {
      for (var session : sessions(protocol, arm)) {
        causes.put(Anchor.done(session.id()), Anchor.RANDOMIZATION);
      }
    }
    return causes;
  }
}
