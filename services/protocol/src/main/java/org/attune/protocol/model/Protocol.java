package org.attune.protocol.model;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One version of a study: everything services decide by.
 *
 * @param study slug
 * @param version from 1
 * @param effective first local date on which this version applies; empty for version 1
 * @param reason why it was amended; empty for version 1
 * @param languages first is the default
 * @param quietFrom local time from which nothing is sent
 * @param quietUntil local time until which nothing is sent
 * @param randomization empty in a study without arms
 * @param lateAnswers how long after a window an answer completed in it may still arrive
 * @param questionnaires by code: the screener, all instruments, all momentary questionnaires
 * @param crisisCards by file name, as {@link Site#crisis} says it
 * @param programmes by id
 * @param microRandomization decision points; empty in most studies
 * @param analysisSha256 lower-case hex of the registered analysis plan
 * @param sha256 lower-case hex of the canonical form
 */
public record Protocol(
    String study,
    int version,
    Optional<LocalDate> effective,
    Optional<String> reason,
    LocalizedText title,
    Optional<Registration> registration,
    List<String> languages,
    LocalTime quietFrom,
    LocalTime quietUntil,
    List<Site> sites,
    Optional<AttachmentRule> attachment,
    List<Arm> arms,
    EnrollmentPlan enrollment,
    Optional<RandomizationPlan> randomization,
    List<AssessmentPlan> assessments,
    List<EmaPlan> ema,
    Period lateAnswers,
    Map<String, Questionnaire> questionnaires,
    Map<String, ConsentForm> consentForms,
    Map<String, CrisisCard> crisisCards,
    Map<String, Programme> programmes,
    List<SafetyRule> safety,
    List<DecisionPoint> microRandomization,
    AnalysisPlan analysis,
    String analysisSha256,
    String sha256) {
  public Optional<Site> site(String id) {
    return sites.stream().filter(site -> site.id().equals(id)).findFirst();
  }

  /** Roles that somebody must hold at a site for its safety, each once: its contact's first. */
  public List<String> safetyRoles(Site site) {
    var contact = Stream.of(site.safetyContact()).filter(role -> !role.isEmpty());
    var told = safety.stream().flatMap(rule -> rule.roles().stream());
    return Stream.concat(contact, told).distinct().toList();
  }

  /**
   * The form that participants sign.
   *
   * @throws IllegalStateException if there is none; the linter finds that before publishing
   */
  public ConsentForm consentForm() {
    var form = consentForms.get(enrollment.consentForm());
    if (form == null) throw new IllegalStateException("the protocol has no consent form");
    return form;
  }

  public Optional<Arm> arm(String id) {
    return arms.stream().filter(arm -> arm.id().equals(id)).findFirst();
  }

  /**
   * First local date on which the programme is open that an arm crosses over to; empty for an arm
   * that does not.
   *
   * @param randomized local date of allocation
   */
  public Optional<LocalDate> crossesOverOn(String arm, LocalDate randomized) {
    return arm(arm)
        .flatMap(Arm::crossesTo)
        .flatMap(cross -> assessment(cross.after()))
        .map(plan -> plan.closes(randomized).plusDays(1));
  }

  public Optional<AssessmentPlan> assessment(String id) {
    return assessments.stream().filter(plan -> plan.id().equals(id)).findFirst();
  }

  /** True if some schedule of prompts counts from that anchor. */
  public boolean awaits(String anchor) {
    return ema.stream().anyMatch(plan -> plan.from().after().equals(anchor));
  }

  /**
   * The column of an item that expressions name, for example {@code momentary.distress}.
   *
   * @throws IllegalArgumentException if no questionnaire has it; the linter finds that
   */
  public String column(String name) {
    int dot = Math.max(name.indexOf('.'), 0);
    return Optional.ofNullable(questionnaires.get(name.substring(0, dot))).stream()
        .flatMap(asked -> asked.items().stream())
        .flatMap(
            item ->
                item.kind().parts().stream()
                    .filter(part -> name.substring(dot).equals("." + item.name() + part))
                    .map(part -> item.id() + part))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nothing asks " + name));
  }

  public Optional<EmaPlan> ema(String id) {
    return ema.stream().filter(plan -> plan.id().equals(id)).findFirst();
  }
}
