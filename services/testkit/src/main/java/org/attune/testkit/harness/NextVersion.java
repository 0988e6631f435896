package org.attune.testkit.harness;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.model.AssessmentPlan;
import org.attune.protocol.model.ConsentForm;
import org.attune.protocol.model.DecisionPoint;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.SafetyRule;

/** The next version of a protocol, as a test about amendments needs it. */
public final class NextVersion {
  private final Protocol before;
  private final LocalDate effective;
  private List<EmaPlan> ema;
  private List<AssessmentPlan> assessments;
  private Map<String, Questionnaire> questionnaires;
  private Map<String, ConsentForm> consentForms;
  private List<DecisionPoint> microRandomization;
  private List<SafetyRule> safety;

  private NextVersion(Protocol before, LocalDate effective) {
    this.before = before;
    this.effective = effective;
    ema = before.ema();
    assessments = before.assessments();
    questionnaires = before.questionnaires();
    consentForms = before.consentForms();
    microRandomization = before.microRandomization();
    safety = before.safety();
  }

  /** The same study from a local date on, with nothing changed yet. */
  public static NextVersion of(Protocol before, LocalDate effective) {
    return new NextVersion(before, effective);
  }

  /** With these schedules in place of all others. */
  public NextVersion ema(EmaPlan... schedules) {
    ema = List.of(schedules);
    return this;
  }

  /** With these assessments in place of all others. */
  public NextVersion assessments(AssessmentPlan... plans) {
    assessments = List.of(plans);
    return this;
  }

  /** With this questionnaire, in place of the one of its code. */
  public NextVersion questionnaire(Questionnaire questionnaire) {
    questionnaires = new HashMap<>(questionnaires);
    questionnaires.put(questionnaire.code(), questionnaire);
    return this;
  }

  /** With these decision points in place of all others. */
  public NextVersion microRandomization(DecisionPoint... points) {
    microRandomization = List.of(points);
    return this;
  }

  /** With these safety rules in place of all others. */
  public NextVersion safety(SafetyRule... rules) {
    safety = List.of(rules);
    return this;
  }

  /** With a form to be signed again: the next version of it, in the same words. */
  public NextVersion consentAgain() {
    return consentAgain(before.consentForm().refusingLeaves());
  }

  /** The same, and whoever refuses it leaves. */
  public NextVersion consentOrLeave() {
    return consentAgain(true);
  }

  private NextVersion consentAgain(boolean refusingLeaves) {
    var form = before.consentForm();
    consentForms = new HashMap<>(before.consentForms());
    consentForms.put(
        form.id(),
        new ConsentForm(
            form.id(),
            form.version() + 1,
            form.title(),
            form.sections(),
            form.lateUse(),
            form.understanding(),
            refusingLeaves));
    return this;
  }

  /** The version, with its hash. */
  public Protocol sealed() {
    return CanonicalProtocol.seal(
        new Protocol(
            before.study(),
            before.version() + 1,
            Optional.of(effective),
            Optional.of("a test"),
            before.title(),
            before.registration(),
            before.languages(),
            before.quietFrom(),
            before.quietUntil(),
            before.sites(),
            before.attachment(),
            before.arms(),
            before.enrollment(),
            before.randomization(),
            assessments,
            ema,
            before.lateAnswers(),
            questionnaires,
            consentForms,
            before.crisisCards(),
            before.programmes(),
            safety,
            microRandomization,
            before.analysis(),
            before.analysisSha256(),
            ""));
  }
}
