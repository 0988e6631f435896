package org.attune.standalone.synthetic;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.protocol.model.AssessmentPlan;
import org.attune.protocol.model.Questionnaire;

/**
 * Somebody who does not exist: what they are like, how they answer, when they are there. A function
 * of the plan, the seed and the person's ordinal; never of what others do or of any clock.
 */
public final class SyntheticPerson {
  private static final double COMPLIANCE_SD = 0.12;
  private static final double COMPLIANCE_MIN = 0.05;
  private static final double COMPLIANCE_MAX = 0.98;
  private static final Duration OFFLINE_MIN = Duration.ofMinutes(30);

  /** Share of those who do not complete an assessment that begins it. */
  private static final double BEGUN = 0.3;

  /** How much of an assessment's window is used; most people answer early. */
  private static final double WINDOW_USED = 0.85;

  private static final LocalTime WAKES = LocalTime.of(8, 0);

  private final Population population;
  private final int ordinal;
  private final Traits traits;
  private final Mood mood;
  private final double compliance;
  private final String site;
  private final ZoneId zone;
  private final Map<String, int[][]> pointsByArm = new HashMap<>();

  SyntheticPerson(Population population, int ordinal) {
    this.population = population;
    this.ordinal = ordinal;
    traits = population.model().traits(chance("traits"));
    mood = new Mood(population.streams(), ordinal);
    var recruitment = population.plan().recruitment();
    site = chance("site").weighted(recruitment.sites());
    zone = ZoneId.of(chance("zone").weighted(recruitment.zones()));
    compliance =
        Math.clamp(
            population.plan().answering().prompts() + COMPLIANCE_SD * chance("compliance").normal(),
            COMPLIANCE_MIN,
            COMPLIANCE_MAX);
  }

  /** A stream of this person's own. */
  public Chance chance(String purpose) {
    return population.streams().of(ordinal, purpose);
  }

  /** From 0 in the order of invitation. */
  public int ordinal() {
    return ordinal;
  }

  public String site() {
    return site;
  }

  public ZoneId zone() {
    return zone;
  }

  /** One of the site's languages, mostly the first. */
  public String language() {
    var languages = population.protocol().site(site).orElseThrow().languages();
    var chance = chance("language");
    return chance.hit(0.8) ? languages.getFirst() : chance.oneOf(languages);
  }

  public boolean opensInvitation() {
    return !chance("opens").hit(population.plan().recruitment().unopened());
  }

  public boolean isEligible() {
    return !chance("eligible").hit(population.plan().recruitment().ineligible());
  }

  public boolean consents() {
    return !chance("consents").hit(population.plan().recruitment().declining());
  }

  public List<ItemValue> screener() {
    return population.forms().screener(isEligible(), traits.factor(), chance("screener"));
  }

  /** Whether this person completes an assessment. */
  public boolean completes(String assessment, boolean required) {
    var answering = population.plan().answering();
    return chance("completes/" + assessment)
        .hit(required ? answering.baseline() : answering.assessments());
  }

  /** How far this person goes with an assessment, and when. */
  public Attendance attendance(AssessmentPlan plan, boolean required) {
    var chance = chance("visit/" + plan.id());
    double early = chance.uniform();
    int instruments =
        completes(plan.id(), required) ? plan.instruments().size() : chance.hit(BEGUN) ? 1 : 0;
    return new Attendance(early * early * WINDOW_USED, instruments);
  }

  /**
   * Answers to one questionnaire of an assessment.
   *
   * @param arm id; empty before randomization and in a study without arms
   */
  public List<ItemValue> answers(String assessment, Questionnaire questionnaire, String arm) {
    var chance = chance("answers/" + assessment + "/" + questionnaire.code());
    if (questionnaire.library()) {
      int occasion = population.model().occasions().indexOf(assessment);
      return population.forms().instrument(questionnaire.code(), points(arm)[occasion], chance);
    }
    return population
        .forms()
        .questionnaire(
            questionnaire,
            traits.factor(),
            _ -> 0,
            population.plan().answering().skipped(),
            chance);
  }

  private int[][] points(String arm) {
    return pointsByArm.computeIfAbsent(arm, _ -> population.model().points(traits, arm));
  }

  /**
   * A score that is made to order, as the answers of this person will give it.
   *
   * @param metric one of the plan's metrics that {@code assessment} measures
   */
  public double score(String assessment, String metric, String arm) {
    var model = population.model();
    int m = model.metrics().indexOf(metric);
    return model.grids().get(m).score(points(arm)[model.occasions().indexOf(assessment)][m]);
  }

  /**
   * Answers to a prompt.
   *
   * @param index of the prompt in its day, from 0
   */
  public List<ItemValue> moment(
      Questionnaire questionnaire, String schedule, LocalDate date, int index, String arm) {
    return moment(questionnaire, schedule, date, index, arm, Map.of());
  }

  /**
   * The same after something was given at the prompt before.
   *
   * @param moved how far it moves answers, by column, in units of the item
   */
  public List<ItemValue> moment(
      Questionnaire questionnaire,
      String schedule,
      LocalDate date,
      int index,
      String arm,
      Map<String, Double> moved) {
    double state = mood.at(population.level(traits, points(arm), arm), date, schedule, index);
    return population
        .forms()
        .questionnaire(
            questionnaire,
            state,
            item -> chance("habit/" + item.id()).normal(),
            item -> moved.getOrDefault(item.id(), 0.0),
            population.plan().answering().skipped() / 2,
            chance("moment/" + schedule + "/" + date + "/" + index));
  }

  /**
   * What this person does with a prompt.
   *
   * @param slot the prompt's id
   * @param expires time from its sending to its expiry
   */
  public PromptReaction reaction(String slot, Duration expires) {
    var answering = population.plan().answering();
    var chance = chance("prompt/" + slot);
    double at = chance.uniform();
    long window = expires.toMillis();
    double quick = chance.uniform();
    var after = Duration.ofMillis((long) (2_000 + quick * quick * (window * 0.85)));
    if (at < compliance) {
      var taking = Duration.ofMillis(chance.between(20_000, 20_000 + window / 20));
      return new PromptReaction.Answered(after, taking, chance.hit(answering.twice()));
    }
    if (at < compliance + answering.dismissed()) return new PromptReaction.Dismissed(after);
    if (at < compliance + answering.dismissed() + answering.openedOnly()) {
      return new PromptReaction.OpenedOnly(after);
    }
    return new PromptReaction.Ignored();
  }

  /** A time without a network that begins on that local day; empty on most days. */
  public Optional<OfflineTime> offline(LocalDate date) {
    var offline = population.plan().offline();
    var chance = chance("offline/" + date);
    if (!chance.hit(offline.chance())) return Optional.empty();
    var from = date.atTime(WAKES).plusMinutes(chance.integer(0, 12 * 60)).atZone(zone).toInstant();
    long lasts = chance.between(OFFLINE_MIN.toSeconds(), offline.longest().toSeconds() + 1);
    return Optional.of(new OfflineTime(from, from.plusSeconds(lasts)));
  }

  /** When this person leaves before randomization, as a share of that time; empty: does not. */
  public Optional<Double> leavesBefore() {
    var chance = chance("leaves-before");
    return chance.hit(population.plan().leaving().before())
        ? Optional.of(chance.uniform())
        : Optional.empty();
  }

  /** When this person leaves after randomization, as a share of the follow-up. */
  public Optional<Double> leavesAfter(String arm) {
    var leaving = population.plan().leaving();
    double average = leaving.arms().getOrDefault(arm, 0.0);
    if (average <= 0) return Optional.empty();
    double level = leaving.metric().map(m -> population.model().level(traits, m)).orElse(0.0);
    double odds =
        average >= 1
            ? Double.POSITIVE_INFINITY
            : average / (1 - average) * StrictMath.exp(leaving.logOddsPerSd() * level);
    var chance = chance("leaves-after");
    double share = odds == Double.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
    return chance.hit(share) ? Optional.of(chance.uniform()) : Optional.empty();
  }

  /**
   * When this person stops the programme, in whichever arm, as a share of the follow-up; more often
   * early than late.
   */
  public Optional<Double> stopsIntervention() {
    return stops("stops-intervention", population.plan().leaving().stoppingIntervention());
  }

  /** When this person stops prompts, as a share of the follow-up; more often early than late. */
  public Optional<Double> stopsPrompts() {
    return stops("stops-prompts", population.plan().leaving().stoppingPrompts());
  }

  /** When this person withdraws the use of data, as a share of the follow-up. */
  public Optional<Double> withdrawsData() {
    return stops("withdraws-data", population.plan().leaving().withdrawingData());
  }

  private Optional<Double> stops(String what, double probability) {
    var chance = chance(what);
    if (!chance.hit(probability)) return Optional.empty();
    double uniform = chance.uniform();
    return Optional.of(uniform * uniform);
  }

  /**
   * What this person says when leaving in one way.
   *
   * @param way as the interface names it
   */
  public String leavingReason(String way) {
    return chance(way.equals("withdraw-followup") ? "reason" : "reason/" + way)
        .oneOf(population.plan().leaving().reasons());
  }
}
