package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.time.LocalDate;
import org.attune.protocol.model.Arm;

/** Whether the arms' groups can fill and their cross-over leaves the comparison alone. */
final class ArmRules {
  private static final LocalDate ANCHOR = LocalDate.of(2026, 1, 1);

  private ArmRules() {}

  static void check(Draft draft, Remarks remarks) {
    var arms = draft.protocol().arms();
    for (var i = 0; i < arms.size(); i++) {
      groups(draft, remarks, i, arms.get(i));
      sessions(draft, remarks, i, arms.get(i));
      crossOver(draft, remarks, i, arms.get(i));
    }
  }

  private static void groups(Draft draft, Remarks remarks, int i, Arm arm) {
    if (arm.groups().isEmpty()) return;
    var groups = arm.groups().get();
    var place = draft.at("arms", i, "groups", "size");
    if (arm.intervention().isEmpty()) {
      remarks.add(
          GROUPS_WITHOUT_PROGRAMME,
          draft.at("arms", i, "groups"),
          "Arm '%s' forms groups, but has no intervention.".formatted(arm.id()));
    }
    var protocol = draft.protocol();
    var sites = protocol.sites().size();
    var sum = RandomizationRules.ratioSum(protocol);
    if (sum < 1 || sites < 1) return;
    var target = protocol.enrollment().target();
    // A site that is allocated whole has one arm, which gets all of its people.
    boolean whole =
        protocol.randomization().filter(p -> p.settings().cluster().isPresent()).isPresent();
    long part = whole ? 1 : arm.ratio();
    long of = whole ? 1 : sum;
    if (target * part < groups.sizeFrom() * sites * of) {
      remarks.add(
          GROUP_MINIMUM_UNREACHABLE,
          place,
          "A group of arm '%s' needs %d people, but with a target of %d and sites: %d each site gets %.1f in this arm."
              .formatted(
                  arm.id(), groups.sizeFrom(), target, sites, (double) target * part / of / sites));
    }
  }

  private static void sessions(Draft draft, Remarks remarks, int i, Arm arm) {
    if (arm.groups().isPresent() || arm.intervention().isEmpty()) return;
    var programme = draft.protocol().programmes().get(arm.intervention().get());
    if (programme == null) return;
    for (var session : programme.sessions()) {
      if (!session.delivery().equals("group")) continue;
      remarks.add(
          GROUP_SESSION_WITHOUT_GROUPS,
          draft.at("arms", i, "intervention"),
          "Session '%s' is held in a group, but arm '%s' forms none."
              .formatted(session.id(), arm.id()));
    }
  }

  private static void crossOver(Draft draft, Remarks remarks, int i, Arm arm) {
    if (arm.crossesTo().isEmpty()) return;
    var cross = arm.crossesTo().get();
    var place = draft.at("arms", i, "crosses-to");
    if (arm.intervention().filter(cross.programme()::equals).isPresent()) {
      remarks.add(
          CROSSOVER_TO_ITSELF,
          place,
          "Arm '%s' crosses to '%s', which it has from the beginning."
              .formatted(arm.id(), cross.programme()));
    }
    var protocol = draft.protocol();
    var after = protocol.assessment(cross.after());
    if (after.isEmpty()) {
      remarks.add(
          OCCASION_UNKNOWN,
          draft.at("arms", i, "crosses-to", "after"),
          "There is no assessment '%s' after which arm '%s' could cross over."
              .formatted(cross.after(), arm.id()));
      return;
    }
    var opens = after.get().closes(ANCHOR);
    var afterPlace = draft.at("arms", i, "crosses-to", "after");
    if (!after.get().anchor().after().equals("randomization")) {
      remarks.add(
          CROSSOVER_TOO_EARLY,
          afterPlace,
          "Arm '%s' crosses over after '%s', which comes before randomization."
              .formatted(arm.id(), cross.after()));
      return;
    }
    for (var plan : protocol.assessments()) {
      boolean later =
          plan.anchor().after().equals("randomization") && plan.closes(ANCHOR).isAfter(opens);
      if (later && protocol.analysis().compares(plan.id())) {
        tooEarly(remarks, draft, i, arm, "assessment '" + plan.id() + "'");
      }
    }
    for (var plan : protocol.ema()) {
      var last = plan.firstDay(ANCHOR).plusDays(plan.days() - 1L);
      if (plan.from().after().equals("randomization") && last.isAfter(opens)) {
        tooEarly(remarks, draft, i, arm, "schedule '" + plan.id() + "'");
      }
    }
  }

  private static void tooEarly(Remarks remarks, Draft draft, int i, Arm arm, String later) {
    remarks.add(
        CROSSOVER_TOO_EARLY,
        draft.at("arms", i, "crosses-to", "after"),
        "Arm '%s' crosses over while %s is still to be compared.".formatted(arm.id(), later));
  }
}
