package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.util.LinkedHashSet;
import java.util.Set;

/** Whether somebody answers for everybody: crisis cards, roles, and items that are asked. */
final class SafetyRules {
  private SafetyRules() {}

  static void check(Draft draft, Remarks remarks) {
    var protocol = draft.protocol();
    for (var i = 0; i < protocol.safety().size(); i++) {
      var rule = protocol.safety().get(i);
      var seen = new LinkedHashSet<>(Set.of(rule.notifies()));
      for (var j = 0; j < rule.escalateTo().size(); j++) {
        if (seen.add(rule.escalateTo().get(j))) continue;
        remarks.add(
            ESCALATION_IN_CIRCLES,
            draft.at("safety", i, "escalate-to", j),
            "Safety rule '%s' tells '%s' again, who did not answer before."
                .formatted(rule.id(), rule.escalateTo().get(j)));
      }
    }
    sites(draft, remarks);
    contacts(draft, remarks);
  }

  private static void sites(Draft draft, Remarks remarks) {
    for (var i = 0; i < draft.protocol().sites().size(); i++) {
      var site = draft.protocol().sites().get(i);
      if (site.crisis().isEmpty()) {
        remarks.add(
            CRISIS_CARD_MISSING,
            draft.at("sites", i),
            "Site '%s' has no crisis card to show to somebody in distress.".formatted(site.id()));
      }
      if (site.safetyContact().isEmpty()) {
        remarks.add(
            SAFETY_CONTACT_MISSING,
            draft.at("sites", i),
            "Nobody answers for safety at site '%s'.".formatted(site.id()));
      }
    }
  }

  /** Staff come with {@code contacts.yaml} at opening; a hole there is worth knowing before. */
  private static void contacts(Draft draft, Remarks remarks) {
    var protocol = draft.protocol();
    var contacts = draft.reading().contacts();
    for (var i = 0; i < protocol.sites().size(); i++) {
      var site = protocol.sites().get(i);
      for (var role : protocol.safetyRoles(site)) {
        var there =
            contacts.stream()
                .anyMatch(
                    contact -> contact.site().equals(site.id()) && contact.role().equals(role));
        if (there) continue;
        remarks.add(
            CONTACT_MISSING,
            draft.at("sites", i),
            "Nobody in contacts.yaml is '%s' at site '%s'.".formatted(role, site.id()));
      }
    }
    for (var i = 0; i < contacts.size(); i++) {
      var contact = contacts.get(i);
      if (protocol.site(contact.site()).isPresent()) continue;
      remarks.add(
          CONTACT_AT_NO_SITE,
          draft.in(Draft.CONTACTS, "contacts", i, "site"),
          "There is no site '%s' for this contact.".formatted(contact.site()));
    }
  }
}
