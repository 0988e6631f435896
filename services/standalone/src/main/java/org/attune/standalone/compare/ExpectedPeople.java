package org.attune.standalone.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.protocol.model.RandomizationPlan.Stratum;
import org.attune.protocol.model.Site;
import org.attune.randomization.compare.Intake;
import org.attune.randomization.compare.Intake.Kind;
import org.attune.randomization.domain.Terms;
import org.attune.standalone.bench.SimulatedTrial;
import org.attune.standalone.bench.TrialSimulator;
import org.attune.standalone.effects.ScoreAt;
import org.attune.standalone.effects.TrialData;
import org.attune.standalone.effects.TrialData.Allocation;
import org.attune.standalone.synthetic.RehearsalPlan;

/**
 * Who is expected in a study.
 *
 * @param observed per arm, in the order of the protocol: of {@code of} people whose outcome is
 *     known
 * @param assumption where this comes from, a sentence
 */
record ExpectedPeople(Intake intake, List<Integer> observed, int of, String assumption) {
  /** Synthetic people who are looked at, in trials that are simulated side by side. */
  static final int SAMPLE = 4_000;

  private static final int TRIALS = 8;

  /** Their seed; any constant, so that who is expected is a constant of the study. */
  private static final long SAMPLE_SEED = 20261129L;

  private static final String SITE = "site";

  /**
   * The people of the study's rehearsal, from simulated trials in which sites are told apart.
   *
   * @param outcome whose share of known values is asked; empty: nobody is lost
   * @throws org.attune.standalone.synthetic.UnreachablePlanException if the plan asks for what its
   *     scores cannot show
   * @throws org.attune.standalone.bench.NobodyRandomizedException if too few of those invited are
   *     ever randomized
   */
  static ExpectedPeople rehearsed(
      Protocol protocol,
      RandomizationPlan plan,
      RehearsalPlan rehearsal,
      Optional<ScoreAt> outcome) {
    var factors = new ArrayList<Stratum>(plan.strata());
    boolean sites = plan.strata().stream().anyMatch(stratum -> Terms.isSite(stratum.from()));
    if (!sites) factors.add(siteFactor(plan));
    var simulator =
        new TrialSimulator(
            protocol, stratified(protocol, plan, factors), rehearsal, SAMPLE / TRIALS, SAMPLE_SEED);
    var trials = IntStream.range(0, TRIALS).parallel().mapToObj(simulator::trial).toList();
    return new ExpectedPeople(
        intake(trials, plan.strata(), factors),
        protocol.arms().stream().map(arm -> observed(trials, arm, outcome)).toList(),
        SAMPLE,
        "Sites, strata and drop-out are those of %,d synthetic people of rehearsal.yaml."
            .formatted(SAMPLE));
  }

  private static Stratum siteFactor(RandomizationPlan plan) {
    var id = SITE;
    while (isTaken(plan, id)) id = "recruiting-" + id;
    return new Stratum(id, SITE, List.of(), Optional.empty(), RandomizationPlan.WEIGHT);
  }

  private static boolean isTaken(RandomizationPlan plan, String id) {
    return plan.strata().stream().anyMatch(stratum -> stratum.id().equals(id));
  }

  /** The same study in stratified blocks, by which the simulator allocates. */
  private static RandomizationPlan stratified(
      Protocol protocol, RandomizationPlan plan, List<Stratum> factors) {
    return new RandomizationPlan(
        "stratified-blocks",
        BlockSizes.of(protocol, plan).sizes(),
        factors,
        plan.settings(),
        plan.when());
  }

  private static Intake intake(
      List<SimulatedTrial> trials, List<Stratum> strata, List<Stratum> factors) {
    var levels = new ArrayList<List<String>>();
    for (var factor : factors) levels.add(levels(trials, factor));
    int site = factors.stream().map(Stratum::from).map(Terms::isSite).toList().indexOf(true);
    var kinds = new TreeMap<String, Kind>();
    for (var allocation : allocations(trials)) {
      var indexes = new ArrayList<Integer>();
      for (int i = 0; i < factors.size(); i++) {
        indexes.add(levels.get(i).indexOf(level(allocation, factors.get(i))));
      }
      var kind = new Kind(indexes.get(site), indexes.subList(0, strata.size()), 1);
      kinds.merge(allocation.strata().toString(), kind, ExpectedPeople::oneMore);
    }
    return new Intake(List.copyOf(kinds.values()));
  }

  private static List<Allocation> allocations(List<SimulatedTrial> trials) {
    return trials.stream().flatMap(trial -> trial.full().allocations().values().stream()).toList();
  }

  private static Kind oneMore(Kind kind, Kind same) {
    return new Kind(kind.site(), kind.levels(), kind.weight() + same.weight());
  }

  private static List<String> levels(List<SimulatedTrial> trials, Stratum factor) {
    var levels = new TreeSet<String>();
    for (var allocation : allocations(trials)) levels.add(level(allocation, factor));
    return List.copyOf(levels);
  }

  private static String level(Allocation allocation, Stratum factor) {
    return allocation.strata().getOrDefault(TrialData.stratumColumn(factor.id()), "");
  }

  /** Of {@link #SAMPLE} people in an arm so many have a known outcome. */
  private static int observed(List<SimulatedTrial> trials, Arm arm, Optional<ScoreAt> outcome) {
    if (outcome.isEmpty()) return SAMPLE;
    long people = 0;
    long known = 0;
    for (var trial : trials) {
      var observed = trial.observed();
      for (var entry : observed.allocations().entrySet()) {
        if (!entry.getValue().arm().equals(arm.id())) continue;
        people++;
        var scores = observed.scores().getOrDefault(entry.getKey(), Map.of());
        if (scores.containsKey(outcome.get())) known++;
      }
    }
    return people == 0 ? SAMPLE : (int) (known * SAMPLE / people);
  }

  /**
   * Every site and every level as often as another, one independent of the other, and nobody lost.
   *
   * @throws IncomparableStudyException if there are too many combinations
   */
  static ExpectedPeople alike(Protocol protocol, RandomizationPlan plan) {
    SortedMap<String, Kind> kinds = new TreeMap<>();
    var sites = protocol.sites().stream().map(Site::id).toList();
    for (int site = 0; site < sites.size(); site++) {
      List<List<Integer>> rows = List.of(List.of());
      for (var stratum : plan.strata()) rows = crossed(rows, stratum, site);
      for (var row : rows) kinds.put(site + " " + row, new Kind(site, row, 1));
    }
    return new ExpectedPeople(
        new Intake(List.copyOf(kinds.values())),
        protocol.arms().stream().map(_ -> 1).toList(),
        1,
        "The study has no rehearsal.yaml: every site and every level is assumed to be as frequent"
            + " as another, and nobody to drop out.");
  }

  private static List<List<Integer>> crossed(List<List<Integer>> rows, Stratum stratum, int site) {
    boolean isSite = Terms.isSite(stratum.from());
    int levels = Math.max(1, stratum.levels().size());
    if (!isSite && (long) rows.size() * levels > Intake.KINDS_MAX) {
      throw new IncomparableStudyException(
          "The strata have more than %,d combinations: declare fewer.".formatted(Intake.KINDS_MAX));
    }
    var crossed = new ArrayList<List<Integer>>();
    for (var row : rows) {
      for (int level = isSite ? site : 0; level < (isSite ? site + 1 : levels); level++) {
        var longer = new ArrayList<>(row);
        longer.add(level);
        crossed.add(longer);
      }
    }
    return crossed;
  }
}
