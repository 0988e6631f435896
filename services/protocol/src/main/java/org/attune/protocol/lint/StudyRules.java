package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.attune.protocol.bundle.Place;
import org.attune.protocol.instrument.InstrumentLibrary;
import org.attune.protocol.model.AttachmentRule;

/** Whether the parts of the study fit together: attachment, what is asked of people. */
final class StudyRules {
  private StudyRules() {}

  static void check(Draft draft, Remarks remarks) {
    attachment(draft, remarks);
    unasked(draft, remarks);
    unreachedProgrammes(draft, remarks);
    primaryOutcome(draft, remarks);
  }

  private static void attachment(Draft draft, Remarks remarks) {
    if (draft.protocol().attachment().isEmpty()) return;
    var rule = draft.protocol().attachment().get();
    if (rule.rule().equals("classification-functions") && !rule.from().equals("ecr")) {
      remarks.add(
          STYLE_FUNCTIONS_OFF_ECR,
          draft.at("attachment", "rule"),
          "The classification functions were estimated on the ECR of 1998, not on '%s'."
              .formatted(rule.from()));
    }
    cut(draft, remarks, rule, "anxiety", rule.anxietyCut());
    cut(draft, remarks, rule, "avoidance", rule.avoidanceCut());
    var somewhere =
        draft.protocol().assessments().stream()
            .anyMatch(plan -> plan.instruments().contains(rule.from()));
    if (!somewhere) {
      remarks.add(
          ATTACHMENT_NOT_COLLECTED,
          draft.at("attachment", "from"),
          "No assessment asks '%s', from which attachment would be scored.".formatted(rule.from()));
    }
  }

  private static void cut(
      Draft draft, Remarks remarks, AttachmentRule rule, String dimension, double cut) {
    if (!rule.rule().equals("quadrants")) return;
    InstrumentLibrary.standard()
        .find(rule.from())
        .filter(key -> cut < key.min() || cut > key.max())
        .ifPresent(
            key ->
                remarks.add(
                    CUT_OUTSIDE_RANGE,
                    draft.at("attachment", "cut", dimension),
                    "The cut for %s is %s, but '%s' goes from %d to %d."
                        .formatted(dimension, cut, key.code(), key.min(), key.max())));
  }

  /** Questionnaires with wording that nobody is ever asked. */
  private static void unasked(Draft draft, Remarks remarks) {
    var protocol = draft.protocol();
    var collected = new Collected(protocol);
    for (var code : protocol.questionnaires().keySet()) {
      if (collected.asked(code) || protocol.enrollment().screener().equals(code)) continue;
      if (watched(draft, code)) continue; // an error of its own
      remarks.add(
          QUESTIONNAIRE_NOT_ASKED,
          draft.in(Draft.questionnaireFile(code)),
          "No assessment and no schedule asks '%s'.".formatted(code));
    }
  }

  private static boolean watched(Draft draft, String code) {
    return draft.protocol().safety().stream().anyMatch(rule -> rule.when().contains(code + "."));
  }

  private static void unreachedProgrammes(Draft draft, Remarks remarks) {
    var protocol = draft.protocol();
    var reached =
        protocol.arms().stream()
            .flatMap(
                arm ->
                    Stream.concat(
                        arm.intervention().stream(),
                        arm.crossesTo().map(cross -> cross.programme()).stream()))
            .toList();
    for (var id : protocol.programmes().keySet()) {
      if (reached.contains(id)) continue;
      remarks.add(
          PROGRAMME_NOT_USED,
          draft.in(Draft.programmeFile(id)),
          "No arm has the programme '%s'.".formatted(id));
    }
    for (var id : protocol.consentForms().keySet()) {
      if (protocol.enrollment().consentForm().equals(id)) continue;
      remarks.add(
          CONSENT_NOT_USED,
          draft.in(Draft.consentFile(id)),
          "Nobody is shown the consent form '%s'.".formatted(id));
    }
    sessions(draft, remarks);
  }

  /** Sessions and practices that unlock after their programme has ended. */
  private static void sessions(Draft draft, Remarks remarks) {
    for (var programme : draft.protocol().programmes().values()) {
      var file = Draft.programmeFile(programme.id());
      var unlocks = new ArrayList<Unlock>();
      for (var i = 0; i < programme.sessions().size(); i++) {
        var session = programme.sessions().get(i);
        unlocks.add(
            new Unlock(session.id(), days(session.unlocks()), draft.in(file, "sessions", i)));
      }
      for (var i = 0; i < programme.practices().size(); i++) {
        var practice = programme.practices().get(i);
        unlocks.add(
            new Unlock(practice.id(), days(practice.unlocks()), draft.in(file, "practices", i)));
      }
      for (var unlock : unlocks) {
        if (unlock.day() < programme.days()) continue;
        remarks.add(
            UNLOCKS_AFTER_END,
            unlock.place(),
            "'%s' unlocks on day %d of '%s', which ends after %d days."
                .formatted(unlock.id(), unlock.day() + 1, programme.id(), programme.days()));
      }
    }
  }

  /** Something people compare by has to be asked of them once at least. */
  private static void primaryOutcome(Draft draft, Remarks remarks) {
    var protocol = draft.protocol();
    if (protocol.arms().size() < 2) return;
    if (protocol.analysis().estimands().isEmpty()) {
      remarks.add(
          ANALYSIS_MISSING,
          draft.at("arms"),
          "%d arms are compared, but no analysis says how.".formatted(protocol.arms().size()));
      return;
    }
    List<String> compared =
        protocol.analysis().estimands().stream()
            .flatMap(estimand -> estimand.contrasts().stream())
            .flatMap(contrast -> Stream.of(contrast.arm(), contrast.against()))
            .toList();
    for (var i = 0; i < protocol.arms().size(); i++) {
      var arm = protocol.arms().get(i);
      if (compared.contains(arm.id())) continue;
      remarks.add(
          ARM_NOT_COMPARED,
          draft.at("arms", i),
          "No estimand compares arm '%s' with another.".formatted(arm.id()));
    }
  }

  private static long days(java.time.Period period) {
    return period.toTotalMonths() * 30 + period.getDays();
  }

  private record Unlock(String id, long day, Place place) {}
}
