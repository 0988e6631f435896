package org.attune.standalone.synthetic;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How the synthetic people of a rehearsal come, answer, change and leave: {@code rehearsal.yaml},
 * which stands outside the protocol's hash. docs/domain/rehearsal.md describes every key.
 *
 * @param starts the fixed virtual date on which the first people are invited, local to the first
 *     site
 * @param metrics scores that are made to order, by score code
 * @param items distribution of single answers, by column name
 * @param shifted how far an item of a score lies above the others, in answer steps, by column name
 * @param effects planted differences between arms
 * @param proximal planted effects of options on the next prompt
 */
public record RehearsalPlan(
    LocalDate starts,
    Recruitment recruitment,
    Answering answering,
    Offline offline,
    Leaving leaving,
    SortedMap<String, Metric> metrics,
    SortedMap<String, ItemPlan> items,
    SortedMap<String, Double> shifted,
    List<Effect> effects,
    List<Proximal> proximal) {
  /** Name of the file in a bundle. */
  public static final String FILE = "rehearsal.yaml";

  /**
   * @param invitedPerWeek invitations a week over all sites
   * @param unopened share of invitations that nobody opens
   * @param ineligible share of those screened who are not eligible
   * @param declining share of the eligible who decline
   * @param sites weight by site
   * @param zones weight by IANA time zone
   */
  public record Recruitment(
      double invitedPerWeek,
      double unopened,
      double ineligible,
      double declining,
      SortedMap<String, Double> sites,
      SortedMap<String, Double> zones) {
    /** The zone by its name. */
    static ZoneId zone(String id) {
      return ZoneId.of(id);
    }
  }

  /**
   * Probabilities of doing what is asked.
   *
   * @param prompts of answering a prompt, in the mean over people
   * @param dismissed of dismissing a prompt
   * @param openedOnly of opening a prompt and not completing it
   * @param baseline of completing a required assessment
   * @param assessments of completing another assessment
   * @param sessions of doing an unlocked session
   * @param practices of doing a practice on a day that offers it
   * @param twice of sending the same answer a second time
   * @param skipped of leaving out an item of a questionnaire of the bundle that is not required
   * @param declined of preferring not to answer an item of such a questionnaire
   */
  public record Answering(
      double prompts,
      double dismissed,
      double openedOnly,
      double baseline,
      double assessments,
      double sessions,
      double practices,
      double twice,
      double skipped,
      double declined) {}

  /**
   * Phones without a network.
   *
   * @param chance that a phone is without one for a while on a given day
   * @param longest longest such time; the shortest is half an hour
   */
  public record Offline(double chance, Duration longest) {}

  /**
   * Leaving follow-up, stopping a part of taking part, or withdrawing the use of data.
   *
   * @param before probability of leaving before randomization (in a study without arms: at all)
   * @param arms probability of leaving after randomization by arm, at an average {@code metric}
   * @param metric score at baseline that drop-out depends on; empty for none
   * @param logOddsPerSd change of the log odds of leaving per standard deviation of that score
   * @param stoppingIntervention probability of stopping the intervention, in every arm alike
   * @param stoppingPrompts probability of stopping prompts after randomization (in a study without
   *     arms: after consent)
   * @param withdrawingData probability of withdrawing the use of data, at the times of {@code
   *     stoppingPrompts}
   * @param reasons what people say, all equally likely
   */
  public record Leaving(
      double before,
      SortedMap<String, Double> arms,
      Optional<String> metric,
      double logOddsPerSd,
      double stoppingIntervention,
      double stoppingPrompts,
      double withdrawingData,
      List<String> reasons) {}

  /**
   * A score that is made to order.
   *
   * @param mean at its first occasion, in the units of the score
   * @param sd standard deviation at every occasion, before rounding and limits
   * @param loading correlation with the common distress factor, -1 to 1
   * @param stability correlation with the first occasion
   * @param change difference of the mean from the first occasion in the reference arm, by occasion
   */
  public record Metric(
      double mean, double sd, double loading, double stability, Map<String, Double> change) {}

  /**
   * An answer of a questionnaire of the bundle.
   *
   * @param loading of a momentary item on the distress of the moment; of others on the common
   *     factor
   */
  public record ItemPlan(double mean, double sd, double loading) {}

  /**
   * Planted differences of one score on one occasion.
   *
   * @param at assessment, by id
   * @param paths through which mediators move the score
   * @param contrasts all against the same reference arm
   */
  public record Effect(String outcome, String at, List<Path> paths, List<Contrast> contrasts) {}

  /**
   * A mediator's path to the outcome.
   *
   * @param mediator score code
   * @param at assessment at which the mediator is measured, before the outcome
   * @param b outcome units per mediator unit, the same in every arm
   */
  public record Path(String mediator, String at, double b) {}

  /**
   * @param total difference of the mean score between the arms, as measured
   * @param direct the part that no path carries: total = sum of a·b + direct
   */
  public record Contrast(String arm, String against, double total, double direct) {}

  /**
   * What an option of a decision point does to its proximal outcome.
   *
   * @param total difference from doing nothing, in units of the item
   */
  public record Proximal(String point, String option, double total) {}

  /** The planted difference between an option and doing nothing; 0 where none is declared. */
  public double plantedProximal(String point, String option) {
    return proximal.stream()
        .filter(effect -> effect.point().equals(point) && effect.option().equals(option))
        .mapToDouble(Proximal::total)
        .sum();
  }

  /** The planted difference between two arms; 0 where none is declared. */
  public double planted(String outcome, String at, String arm, String against) {
    return total(outcome, at, arm) - total(outcome, at, against);
  }

  private double total(String outcome, String at, String arm) {
    return effect(outcome, at).stream()
        .flatMap(effect -> effect.contrasts().stream())
        .filter(contrast -> contrast.arm().equals(arm))
        .mapToDouble(Contrast::total)
        .sum();
  }

  Optional<Effect> effect(String outcome, String at) {
    return effects.stream()
        .filter(effect -> effect.outcome().equals(outcome) && effect.at().equals(at))
        .findFirst();
  }

  /** The same plan with all planted differences multiplied by {@code factor}. */
  public RehearsalPlan scaled(double factor) {
    var scaled =
        effects.stream()
            .map(
                effect ->
                    new Effect(
                        effect.outcome(),
                        effect.at(),
                        effect.paths(),
                        effect.contrasts().stream()
                            .map(
                                c ->
                                    new Contrast(
                                        c.arm(),
                                        c.against(),
                                        c.total() * factor,
                                        c.direct() * factor))
                            .toList()))
            .toList();
    return new RehearsalPlan(
        starts,
        recruitment,
        answering,
        offline,
        leaving,
        metrics,
        items,
        shifted,
        scaled,
        proximal.stream()
            .map(effect -> new Proximal(effect.point(), effect.option(), effect.total() * factor))
            .toList());
  }
}
