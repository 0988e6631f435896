package org.attune.protocol.lint;

import static org.attune.protocol.bundle.Severity.ERROR;
import static org.attune.protocol.bundle.Severity.WARNING;

import java.util.Locale;
import org.attune.protocol.bundle.Severity;

/**
 * The catalogue of what can be wrong with the meaning of a study. The slug is stable: scripts and
 * the headings of docs/authoring.md name it. What can be wrong with its form is the bundle
 * reader's.
 */
public enum Code {
  ANALYSIS_MISSING(WARNING, "Register the estimands in analysis.yaml before the study opens."),
  ANCHOR_NEVER_HAPPENS(ERROR, "Anchor it at consent, or declare arms and randomization."),
  ARM_NOT_COMPARED(WARNING, "Name it in a contrast of analysis.yaml."),
  ARM_UNKNOWN(ERROR, "Name an arm of study.yaml."),
  ARMS_BEFORE_RANDOMIZATION(
      ERROR, "Count from randomization or something after it, or ask everybody."),
  ARMS_TOO_MANY(ERROR, "Declare fewer arms."),
  ATTACHMENT_NOT_COLLECTED(ERROR, "Add it to an assessment, or remove attachment."),
  BASELINE_NOT_COLLECTED(ERROR, "Ask it before randomization, or do not adjust for it."),
  BLOCK_EQUALS_ARMS(WARNING, "Use blocks that are at least twice the sum of the ratio."),
  BLOCK_NOT_MULTIPLE(ERROR, "Use multiples of that sum."),
  BLOCK_SINGLE_SIZE(WARNING, "Give two or more sizes, from which one is drawn each time."),
  BLOCK_SIZES_MISSING(ERROR, "Add block-sizes."),
  BLOCK_SIZES_SEVERAL(ERROR, "Keep one size."),
  BLOCKS_IGNORED(
      ERROR, "Remove block-sizes, or choose permuted-blocks, stratified-blocks or block-urn."),
  CALL_AFTER_WINDOW(ERROR, "Call earlier, or keep the window open longer."),
  CLUSTERS_FEW(WARNING, "Let more sites take part, or allocate participants one by one."),
  CLUSTERS_TOO_FEW(ERROR, "Let more sites take part, or remove cluster."),
  CLOCK_CHANGE_IN_WINDOW(WARNING, "Send at hours at which clocks stay."),
  CONSENT_NOT_USED(WARNING, "Remove the file, or name it in enrollment.consent."),
  CONTACT_AT_NO_SITE(WARNING, "Name a site of study.yaml."),
  CONTACT_MISSING(WARNING, "Add the person before the study opens; opening refuses without."),
  CONTRAST_WITH_ITSELF(ERROR, "Name two arms."),
  CROSSOVER_TO_ITSELF(ERROR, "Name another programme, or remove crosses-to."),
  CROSSOVER_TOO_EARLY(ERROR, "Cross over after the last window that the arms are compared in."),
  CUT_OUTSIDE_RANGE(ERROR, "Put the cut within the range of the scale."),
  ESCALATION_IN_CIRCLES(WARNING, "Name somebody else, or shorten the list."),
  DECISION_BOUNDS_MISSING(ERROR, "Add bounds, for example bounds: [0.1, 0.9]."),
  DECISION_BOUNDS_UNUSABLE(ERROR, "Put the least first, above 0, and the greatest below 1."),
  DECISION_FALLBACK_MISSING(ERROR, "Add fallback with one probability for each option."),
  DECISION_FALLBACK_UNUSABLE(
      ERROR, "Give each option one probability within the bounds, together 1."),
  DECISION_REST_TWICE(ERROR, "Let one option at most take the rest."),
  DISTANCE_TELLS_ARM(ERROR, "Declare it above the schedules of some arms, or keep no distance."),
  EXPIRY_IN_QUIET_HOURS(ERROR, "Send earlier, or let the prompt close sooner."),
  CRISIS_CARD_MISSING(ERROR, "Name a crisis card: crisis: crisis-<site>.yaml."),
  EXPRESSION_ALWAYS_TRUE(WARNING, "Compare with values that can go either way, or remove it."),
  EXPRESSION_NEVER_TRUE(ERROR, "Compare with values that can occur."),
  FACT_TOO_LATE(ERROR, "Use facts that are known by then."),
  GROUP_MINIMUM_UNREACHABLE(
      WARNING, "Lower the minimum, raise the target, or share groups between fewer sites."),
  GROUP_SESSION_WITHOUT_GROUPS(
      ERROR, "Give the arm groups, or hold the session as self-guided or individual."),
  GROUPS_WITHOUT_PROGRAMME(ERROR, "Give the arm an intervention, or remove groups."),
  IN_ALL_NOT_REACHED(WARNING, "Let it last longer, or leave in-all out."),
  INSTRUMENT_TWICE(ERROR, "Ask it once."),
  LANGUAGE_AT_NO_SITE(WARNING, "Add it to a site, or remove it from the study."),
  LIKERT_STEPS(ERROR, "Let each code be one more than the one before it, or use single."),
  LIST_TOO_SHORT(
      WARNING, "Make the list longer, or say when-exhausted: again or when-exhausted: simple."),
  MEDIATOR_NOT_BEFORE_OUTCOME(ERROR, "Measure the mediator at an earlier assessment."),
  MODERATOR_NOT_BEFORE_RANDOMIZATION(ERROR, "Moderate by what is measured before randomization."),
  NAME_INVALID(
      ERROR, "Begin with a lower-case letter, go on with letters, digits or _, end without _."),
  NAME_RESERVED(ERROR, "Choose another name."),
  NAME_TOO_LONG(ERROR, "Shorten the item's id or the questionnaire's code."),
  NAME_TRANSPORT_TWICE(WARNING, "Rename one of them so that their beginnings or numbers differ."),
  NAME_TWICE(ERROR, "Rename one of them."),
  OCCASION_UNKNOWN(ERROR, "Name an assessment of study.yaml."),
  OPTION_UNKNOWN(ERROR, "Name one of its options."),
  OPTIONS_IN_ARMS(
      ERROR, "Micro-randomize in a study without arms, or leave 'none' as the only option."),
  ORDER_BEFORE_ANSWER(ERROR, "Keep the two out of one block, or in blocks one after the other."),
  ORDER_BLOCK_SMALL(ERROR, "Name two items or more, or remove the block."),
  ORDER_IN_SCREENER(ERROR, "Remove random-order."),
  ORDER_ITEM_TWICE(ERROR, "Let it stand in one block."),
  ORDER_ITEM_UNKNOWN(ERROR, "Name items of this file."),
  PIPING_MISPLACED(ERROR, "Say it in the text of the item."),
  PRIMARY_NOT_ONE(WARNING, "Mark exactly one estimand as primary."),
  PROBABILITIES_NOT_ONE(ERROR, "Make them sum to 1."),
  PROBABILITY_CERTAIN(ERROR, "Give every option a probability above 0 and below 1."),
  PROBABILITY_OUTSIDE_BOUNDS(ERROR, "Change the probability or the bounds."),
  PROGRAMME_NOT_USED(WARNING, "Remove the file, or give it to an arm."),
  PROMPT_IN_QUIET_HOURS(ERROR, "Send outside the quiet hours."),
  PROMPT_LOAD(ERROR, "Send fewer prompts or reminders."),
  PROMPTS_ACROSS_MIDNIGHT(ERROR, "Let prompts be sent and closed within one local day."),
  PROMPTS_OVERLAP(ERROR, "Keep them further apart, or let prompts close sooner."),
  PROXIMAL_NOT_ASKED(ERROR, "Name an item of the questionnaire of that schedule."),
  QUESTIONNAIRE_NOT_ASKED(WARNING, "Ask it in an assessment, or remove the file."),
  RANDOMIZATION_WITHOUT_ARMS(ERROR, "Declare two arms or more, or remove randomization."),
  RANGE_REACHES_MISSING_CODES(ERROR, "Let real values stay above -90, or ask in another unit."),
  RATIO_UNSUITED(ERROR, "Change the ratio, or choose block-urn or permuted-blocks."),
  REMIND_AFTER_EXPIRY(ERROR, "Remind earlier, or let the prompt close later."),
  REMIND_AFTER_WINDOW(ERROR, "Remind earlier, or keep the window open longer."),
  REMIND_ORDER(ERROR, "List reminders in ascending order, each once."),
  REQUIRED_AFTER_RANDOMIZATION(ERROR, "Anchor it at consent, or do not require it."),
  REQUIRED_NOT_AWAITED(WARNING, "Add it to randomization.when, or do not require it."),
  SAFETY_ITEM_NOT_COLLECTED(ERROR, "Ask it in an assessment or a schedule, or remove the rule."),
  SAFETY_SEVERAL_QUESTIONNAIRES(ERROR, "Write one rule for each questionnaire."),
  SAFETY_TELLS_ARM(
      ERROR,
      "Give that schedule a questionnaire of its own, or ask everybody what the rule looks at."),
  SAFETY_CONTACT_MISSING(
      WARNING, "Say which role answers for the site, for example safety-contact: clinician."),
  SCHEDULE_ARMS(ERROR, "List under arms those that come to it, and no other."),
  SCHEDULE_ARMS_ALL(WARNING, "Leave arms out."),
  SCHEDULE_EMPTY(ERROR, "Let it last longer, or leave out fewer days."),
  SCHEDULE_UNKNOWN(ERROR, "Name a schedule under ema, for example ema.daily."),
  SCHEDULES_MEET(
      WARNING, "Give the later one a distance, or let them run on other days or at other hours."),
  SCORE_NOT_COLLECTED(ERROR, "Add its instrument to that assessment, or use another score."),
  SETTING_IGNORED(ERROR, "Remove it, or choose a method that takes it."),
  SETTING_MISSING(ERROR, "Add it."),
  SETTING_OUT_OF_RANGE(ERROR, "Stay within what the method takes."),
  SETTINGS_CONTRADICT(ERROR, "Keep one of them."),
  SINGLE_ARM(ERROR, "Declare two arms or more, or none."),
  SITE_STRATUM_MISSING(
      WARNING, "Add the stratum {id: site, from: site}, by a method that takes strata."),
  STRATA_IGNORED(ERROR, "Remove strata, or choose stratified-blocks or minimisation."),
  STRATA_NOT_DECLARED(ERROR, "Declare strata, or do not adjust for them."),
  STRATA_TOO_MANY(WARNING, "Use fewer strata or levels, smaller blocks or lists, or minimisation."),
  STRATUM_LEVEL_TWICE(ERROR, "Declare it once."),
  STRATUM_LEVEL_UNDECLARED(ERROR, "Add it to levels, or correct the expression."),
  STRATUM_LEVEL_UNREACHABLE(ERROR, "Remove the level, or correct the expression."),
  STRATUM_LEVEL_UNUSABLE(ERROR, "Write the level without it."),
  STRATUM_LEVELS_FEW(ERROR, "Declare two levels or more."),
  STRATUM_SAMPLE_MEDIAN(
      ERROR, "Cut at a value declared beforehand: the median is not known at randomization."),
  STRATUM_UNKNOWN(
      ERROR, "Wait for it in randomization.when, or say with unknown: which level then holds."),
  STYLE_FUNCTIONS_OFF_ECR(WARNING, "Use quadrants, or say in the publication that it was done."),
  STYLE_WITHOUT_RULE(ERROR, "Add attachment: with its instrument, rule and cuts."),
  TARGET_UNEVEN(WARNING, "Choose a target that is a multiple of that sum."),
  TOLERANCE_NOT_BINDING(WARNING, "Tolerate less, or choose a method without mti."),
  TOLERANCE_ONE(WARNING, "Tolerate 2 or more."),
  TRANSLATION_MISSING(ERROR, "Translate it, or remove the language from the study."),
  UNKNOWN_ANCHOR(
      ERROR,
      "Use consent, randomization, <assessment>.complete, ema.<schedule>.ended or"
          + " session.<session>.done, with ids of this study."),
  UNLOCKS_AFTER_END(ERROR, "Unlock it earlier, or let the programme last longer."),
  WEEK_OUTSIDE(ERROR, "Name weeks within it, counted from 1, or let it last longer."),
  WINDOW_BEFORE_ANCHOR(ERROR, "Open it later, or move the assessment."),
  WINDOW_TIGHT(WARNING, "Widen the window, or send fewer prompts or closer to each other."),
  WINDOW_TOO_SMALL(ERROR, "Widen the window, or send fewer prompts or closer to each other."),
  WINDOWS_OVERLAP(WARNING, "Move or shorten one of them, so that each answer has one occasion.");

  private final Severity severity;
  private final String remedy;

  Code(Severity severity, String remedy) {
    this.severity = severity;
    this.remedy = remedy;
  }

  /** Kebab-case name, for example {@code remind-after-expiry}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public Severity severity() {
    return severity;
  }

  /** What to do about it, one sentence. */
  public String remedy() {
    return remedy;
  }
}
