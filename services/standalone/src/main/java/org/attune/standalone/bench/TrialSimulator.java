package org.attune.standalone.bench;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.outcomes.answer.VisitScores;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.platform.study.StudyStatus;
import org.attune.protocol.model.AssessmentPlan;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.randomization.domain.AllocationRules;
import org.attune.randomization.domain.Candidate;
import org.attune.randomization.domain.Candidate.Enrollment;
import org.attune.randomization.domain.Candidate.Outcome;
import org.attune.randomization.domain.Decision.Allocate;
import org.attune.randomization.domain.RandomizationEvent.StratumLevel;
import org.attune.randomization.domain.Standing;
import org.attune.randomization.domain.Terms;
import org.attune.randomization.engine.AllocationConfiguration;
import org.attune.randomization.engine.Draw;
import org.attune.randomization.engine.StudyList;
import org.attune.randomization.handle.Configurations;
import org.attune.standalone.effects.ScoreAt;
import org.attune.standalone.effects.TrialData;
import org.attune.standalone.effects.TrialData.Allocation;
import org.attune.standalone.synthetic.Population;
import org.attune.standalone.synthetic.RehearsalPlan;
import org.attune.standalone.synthetic.Streams;
import org.attune.standalone.synthetic.SyntheticPerson;

/**
 * Trials of synthetic people by the rules of the services and without them: the rules that decide
 * who is allocated and in which stratum, the engine that makes the list, the scoring of visits. The
 * people, their answers to items, what they complete and when they leave are those of a rehearsal;
 * time is counted in days since randomization. Whoever leaves before randomization, which a
 * rehearsal may place after it, is not randomized here.
 */
public final class TrialSimulator {
  /** Of a study that asks so much that hardly anybody is randomized. */
  private static final int INVITED_PER_PLACE_MAX = 1_000;

  private final Protocol protocol;
  private final int participants;
  private final Population population;
  private final Streams seeds;
  private final Terms terms;
  private final AllocationConfiguration configuration;
  private final int consentVersion;
  private final List<AssessmentPlan> before;
  private final List<AssessmentPlan> after;
  private final long followUpDays;

  /**
   * @param randomization of the protocol
   * @throws org.attune.standalone.synthetic.UnreachablePlanException if the plan asks for what its
   *     scores cannot show
   * @throws IllegalArgumentException if there is no engine for the method
   */
  public TrialSimulator(
      Protocol protocol,
      RandomizationPlan randomization,
      RehearsalPlan plan,
      int participants,
      long seed) {
    this.protocol = protocol;
    this.participants = participants;
    population = new Population(protocol, plan, seed);
    seeds = new Streams(seed);
    terms = Terms.of(protocol, randomization);
    configuration = Configurations.of(protocol, randomization, List.of());
    consentVersion = protocol.consentForm().version();
    before = anchored("consent");
    after = anchored("randomization");
    followUpDays =
        after.stream().mapToLong(a -> Window.of(a, plan.starts()).last()).max().orElse(1);
  }

  private List<AssessmentPlan> anchored(String anchor) {
    return protocol.assessments().stream()
        .filter(plan -> plan.anchor().after().equals(anchor))
        .toList();
  }

  /** First and last day of a window, counted from randomization. */
  private record Window(long first, long last) {
    static Window of(AssessmentPlan plan, LocalDate randomized) {
      return new Window(
          ChronoUnit.DAYS.between(randomized, plan.opens(randomized)),
          ChronoUnit.DAYS.between(randomized, plan.closes(randomized)));
    }

    /** The day on which this share of the window is over. */
    double at(double share) {
      return first + share * (last + 1 - first);
    }
  }

  /**
   * Trial number {@code run} of this seed: people and list of its own.
   *
   * @param run from 0
   * @throws NobodyRandomizedException if too few of those invited are ever randomized
   */
  public SimulatedTrial trial(int run) {
    long seed = seeds.seed(run, "trial");
    var people = population.ofSeed(seed);
    var listSeed =
        new SeededEntropy(seed).bytes("allocation-seed", protocol.study(), Draw.SEED_BYTES);
    var list = new StudyList(listSeed, configuration);
    var allocations = new TreeMap<String, Allocation>();
    var full = new HashMap<String, Map<ScoreAt, Double>>();
    var observed = new HashMap<String, Map<ScoreAt, Double>>();
    for (int ordinal = 0; allocations.size() < participants; ordinal++) {
      if (ordinal / INVITED_PER_PLACE_MAX >= participants) {
        throw new NobodyRandomizedException(ordinal, allocations.size());
      }
      var person = people.person(ordinal);
      if (!comes(person)) continue;
      var ever = new HashMap<ScoreAt, Double>();
      var facts = facts(person, ever);
      var strata = strata(person, facts, allocations.size());
      if (strata.isEmpty()) continue;
      var levels = strata.get().stream().map(StratumLevel::level).toList();
      var stratum = configuration.stratum(levels);
      var arm = list.next(stratum).orElseThrow().arm();
      var known = new HashMap<>(ever);
      follow(person, arm, ever, known);
      var id = "p%06d".formatted(ordinal);
      allocations.put(id, new Allocation(arm, columns(strata.get())));
      full.put(id, ever);
      observed.put(id, known);
    }
    return new SimulatedTrial(
        new TrialData(allocations, full), new TrialData(allocations, observed));
  }

  /** Whether somebody who is invited comes as far as randomization. */
  private boolean comes(SyntheticPerson person) {
    return person.opensInvitation()
        && person.isEligible()
        && person.consents()
        && person.leavesBefore().isEmpty()
        && before.stream().allMatch(plan -> !plan.required() || person.completes(plan.id(), true));
  }

  /**
   * What is known when allocation is decided.
   *
   * @param scores gets those of the assessments before
   */
  private Map<String, Object> facts(SyntheticPerson person, Map<ScoreAt, Double> scores) {
    var facts = new HashMap<String, Object>();
    for (var answer : person.screener()) {
      answer.number().ifPresent(number -> facts.put(answer.item(), (double) number));
      answer.text().ifPresent(text -> facts.put(answer.item(), text));
    }
    for (var schedule : protocol.ema()) facts.put("ema." + schedule.id() + ".ended", true);
    for (var plan : before) {
      if (!person.completes(plan.id(), plan.required())) continue;
      var visit = visit(person, plan, "");
      facts.put(plan.id() + ".complete", true);
      note(plan, visit, scores);
      for (var score : visit.scores()) {
        score.value().ifPresent(v -> facts.put(plan.id() + "." + score.score(), Double.valueOf(v)));
      }
      var attachment = plan.id() + ".attachment.";
      visit.anxiety().ifPresent(v -> facts.put(attachment + "anxiety", Double.valueOf(v)));
      visit.avoidance().ifPresent(v -> facts.put(attachment + "avoidance", Double.valueOf(v)));
      visit.style().ifPresent(style -> facts.put(attachment + "style", style));
    }
    return facts;
  }

  private VisitScores visit(SyntheticPerson person, AssessmentPlan plan, String arm) {
    var numbers = new HashMap<String, SortedMap<String, Double>>();
    for (var code : plan.instruments()) {
      var questionnaire = protocol.questionnaires().get(code);
      if (questionnaire == null || !questionnaire.library()) continue;
      var answers = new TreeMap<String, Double>();
      for (var answer : person.answers(plan.id(), questionnaire, arm)) {
        answer.number().ifPresent(number -> answers.put(answer.item(), (double) number));
      }
      numbers.put(code, answers);
    }
    return VisitScores.of(protocol, plan, numbers);
  }

  private static void note(AssessmentPlan plan, VisitScores visit, Map<ScoreAt, Double> scores) {
    for (var score : visit.scores()) {
      score
          .value()
          .ifPresent(v -> scores.put(new ScoreAt(plan.id(), score.score()), Double.valueOf(v)));
    }
  }

  /** The levels, if the rules of the study allocate this person now. */
  private Optional<List<StratumLevel>> strata(
      SyntheticPerson person, Map<String, Object> facts, int allocations) {
    var candidate =
        new Candidate(
            Outcome.WAITING,
            Optional.empty(),
            Optional.of(true),
            false,
            false,
            Optional.of(
                new Enrollment(protocol.version(), consentVersion, person.site(), person.zone())),
            facts);
    var standing =
        new Standing(
            StudyStatus.OPEN, true, Optional.empty(), allocations, participants, consentVersion);
    return AllocationRules.decide(candidate, terms, standing) instanceof Allocate(var levels)
        ? Optional.of(levels)
        : Optional.empty();
  }

  private static SortedMap<String, String> columns(List<StratumLevel> strata) {
    var columns = new TreeMap<String, String>();
    for (var stratum : strata) {
      columns.put(TrialData.stratumColumn(stratum.factor()), stratum.level());
    }
    return columns;
  }

  /**
   * The assessments after randomization.
   *
   * @param ever gets all scores
   * @param known gets those of whoever has not left and completes the assessment
   */
  private void follow(
      SyntheticPerson person, String arm, Map<ScoreAt, Double> ever, Map<ScoreAt, Double> known) {
    double leaves =
        person
            .leavesAfter(arm)
            .map(share -> 1 + share * followUpDays)
            .orElse(Double.POSITIVE_INFINITY);
    for (var plan : after) {
      var visit = visit(person, plan, arm);
      note(plan, visit, ever);
      var attendance = person.attendance(plan, plan.required());
      double at = Window.of(plan, population.plan().starts()).at(attendance.at());
      boolean completes = attendance.instruments() == plan.instruments().size();
      if (completes && at < leaves) note(plan, visit, known);
    }
  }
}
