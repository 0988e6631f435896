package org.attune.standalone.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.protocol.model.RandomizationPlan.Settings;
import org.attune.protocol.model.RandomizationPlan.Stratum;
import org.attune.randomization.compare.Scheme;
import org.attune.randomization.design.AdjustableCoin;
import org.attune.randomization.design.BigStick;
import org.attune.randomization.design.BlockUrn;
import org.attune.randomization.design.Chance;
import org.attune.randomization.design.EfronCoin;
import org.attune.randomization.design.MaximalProcedure;
import org.attune.randomization.design.Minimisation;
import org.attune.randomization.design.Minimisation.Imbalance;
import org.attune.randomization.design.Ratio;
import org.attune.randomization.design.SimpleDesign;
import org.attune.randomization.design.UnusableDesignException;

/** The methods that a study could take, with its own numbers where it declares them. */
final class Candidates {
  /** Compared if nothing else is asked. */
  static final List<String> USUAL =
      List.of(
          "simple",
          "permuted-blocks",
          "stratified-blocks",
          "block-urn",
          "big-stick",
          "biased-coin",
          "minimisation");

  private static final String MAXIMAL = "maximal";
  private static final int TOLERATED = 3;
  private static final String COIN = "2/3";
  private static final String PREFERRED = "4/5";

  private final RandomizationPlan plan;
  private final Settings settings;
  private final Ratio ratio;
  private final List<Integer> sizes;
  private final boolean stratified;
  private final int participants;

  /**
   * @throws UnusableDesignException if the ratio of the arms is out of its limits
   */
  Candidates(Protocol protocol, RandomizationPlan plan, int participants) {
    this.plan = plan;
    this.participants = participants;
    settings = plan.settings();
    ratio = ratio(protocol);
    sizes = BlockSizes.of(protocol, plan).sizes();
    stratified = !plan.strata().isEmpty();
  }

  private static Ratio ratio(Protocol protocol) {
    var ratio = new Ratio(protocol.arms().stream().map(Arm::ratio).toList());
    try {
      ratio.unit();
      return ratio;
    } catch (ArithmeticException e) {
      throw new UnusableDesignException(
          "The parts of the ratio %s have no common multiple that can be counted with: choose"
                  .formatted(ratio)
              + " smaller ones.");
    }
  }

  /**
   * What is compared, and why something is not.
   *
   * @param leftOut a sentence by method
   */
  record Chosen(List<Candidate> candidates, SequencedMap<String, String> leftOut) {}

  /**
   * The candidates by their names.
   *
   * @param asked names; empty: the usual ones and the study's own
   * @throws IncomparableStudyException if a name is none of a method, or nothing is left
   */
  Chosen choose(List<String> asked) {
    var names = new LinkedHashSet<>(asked.isEmpty() ? USUAL : asked);
    if (asked.isEmpty()) names.add(plan.method());
    var candidates = new ArrayList<Candidate>();
    var leftOut = new LinkedHashMap<String, String>();
    for (var name : names) {
      try {
        candidates.add(candidate(name));
      } catch (UnusableDesignException e) {
        leftOut.put(name, "%s is left out. %s".formatted(name, e.getMessage()));
      }
    }
    if (candidates.isEmpty()) {
      throw new IncomparableStudyException(String.join(" ", leftOut.values()));
    }
    return new Chosen(candidates, leftOut);
  }

  private Candidate candidate(String name) {
    return switch (name) {
      case "simple" -> of(name, "", new Scheme.ByCounts(new SimpleDesign(ratio), false));
      case "permuted-blocks" -> of(name, blocks(), new Scheme.InBlocks(ratio, sizes, false));
      case "stratified-blocks" -> stratifiedBlocks(name);
      case "block-urn" -> urn(name);
      case "big-stick" -> bigStick(name);
      case "biased-coin" -> coin(name);
      case MAXIMAL -> maximal(name);
      case "minimisation" -> minimisation(name);
      case "list" ->
          throw new UnusableDesignException("What a list of allocations does stands in the list.");
      default ->
          throw new IncomparableStudyException(
              "There is no method '%s' to compare: take %s or %s."
                  .formatted(name, String.join(", ", USUAL), MAXIMAL));
    };
  }

  private Candidate of(String name, String numbers, Scheme scheme) {
    return new Candidate(name, numbers, scheme, isOwn(name));
  }

  private boolean isOwn(String name) {
    return name.equals(plan.method());
  }

  private String blocks() {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "blocks ", ""));
  }

  private Candidate stratifiedBlocks(String name) {
    needStrata();
    return of(name, blocks(), new Scheme.InBlocks(ratio, sizes, true));
  }

  private void needStrata() {
    if (!stratified) throw new UnusableDesignException("The study declares no strata.");
  }

  private Candidate urn(String name) {
    int size = Collections.max(sizes);
    return of(name, "urn " + size, new Scheme.ByCounts(new BlockUrn(ratio, size), stratified));
  }

  private Candidate bigStick(String name) {
    int tolerated = tolerated(name);
    var design = new BigStick(ratio, tolerated);
    return of(name, "mti " + tolerated, new Scheme.ByCounts(design, stratified));
  }

  private int tolerated(String name) {
    return own(name, settings.tolerated()).orElse(TOLERATED);
  }

  /** What the study says for its own method. */
  private <T> Optional<T> own(String name, Optional<T> setting) {
    return isOwn(name) ? setting : Optional.empty();
  }

  private Candidate coin(String name) {
    var steepness = own(name, settings.steepness());
    if (steepness.isPresent()) {
      var design = new AdjustableCoin(ratio, steepness.get());
      return of(name, "a " + steepness.get(), new Scheme.ByCounts(design, stratified));
    }
    var written = own(name, settings.chance()).orElse(COIN);
    var chance = Chance.parse(written);
    var design = new EfronCoin(ratio, chance.numerator(), chance.denominator());
    return of(name, "p " + written, new Scheme.ByCounts(design, stratified));
  }

  /** One list for the study, which must have a place for everybody. */
  private Candidate maximal(String name) {
    int length = own(name, settings.length()).orElse(participants + participants % 2);
    if (length < participants) {
      throw new UnusableDesignException(
          "Its list has %d places, fewer than %d participants: compare fewer, or raise n."
              .formatted(length, participants));
    }
    int tolerated = tolerated(name);
    var design = new MaximalProcedure(ratio, length, tolerated);
    return of(
        name, "mti %d, n %d".formatted(tolerated, length), new Scheme.ByCounts(design, false));
  }

  private Candidate minimisation(String name) {
    needStrata();
    var written = own(name, settings.chance()).orElse(PREFERRED);
    var chance = Chance.parse(written);
    var measure = own(name, settings.imbalance()).orElse("range");
    var imbalance = Imbalance.valueOf(measure.replace('-', '_').toUpperCase(Locale.ROOT));
    var weights = plan.strata().stream().map(Stratum::weight).toList();
    var design =
        new Minimisation(ratio, weights, imbalance, chance.numerator(), chance.denominator());
    return of(name, "%s, p %s".formatted(measure, written), new Scheme.Minimised(design));
  }
}
