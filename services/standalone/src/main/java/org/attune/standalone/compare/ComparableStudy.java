package org.attune.standalone.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.randomization.compare.Comparison;
import org.attune.randomization.compare.Contrast;
import org.attune.randomization.compare.Scheme;
import org.attune.standalone.compare.ComparisonReport.Row;
import org.attune.standalone.synthetic.RehearsalPlan;

/** A study as a comparison of designs needs it. */
public final class ComparableStudy {
  private final Protocol protocol;
  private final RandomizationPlan plan;
  private final ComparisonRequest request;
  private final Optional<PrimaryContrast> primary;
  private final ExpectedPeople people;
  private final Candidates.Chosen chosen;

  /**
   * @param rehearsal of the study, if it has one
   * @throws IncomparableStudyException if the study does not allocate every participant alone, or
   *     nothing of what was asked can be compared
   * @throws org.attune.randomization.design.UnusableDesignException if the ratio of the arms is out
   *     of its limits
   * @throws org.attune.standalone.synthetic.UnreachablePlanException if the plan asks for what its
   *     scores cannot show
   * @throws org.attune.standalone.bench.NobodyRandomizedException if too few of those invited are
   *     ever randomized
   */
  public ComparableStudy(
      Protocol protocol, Optional<RehearsalPlan> rehearsal, ComparisonRequest request) {
    this.protocol = protocol;
    this.request = request;
    plan =
        protocol
            .randomization()
            .orElseThrow(
                () ->
                    new IncomparableStudyException(
                        "The study has no arms, so there are no methods to compare."));
    if (plan.settings().cluster().isPresent()) {
      throw new IncomparableStudyException(
          "The study allocates whole sites: only methods that allocate every participant alone are"
              + " compared.");
    }
    chosen = new Candidates(protocol, plan, request.participants()).choose(request.methods());
    primary = PrimaryContrast.of(protocol, rehearsal, request.effect());
    people =
        rehearsal
            .map(r -> ExpectedPeople.rehearsed(protocol, plan, r, primary.map(p -> p.outcome())))
            .orElseGet(() -> ExpectedPeople.alike(protocol, plan));
  }

  /**
   * Simulates.
   *
   * @param progress told how many trials have been simulated so far
   * @throws InterruptedException if this thread is interrupted while others simulate
   */
  public ComparisonReport compare(int threads, IntConsumer progress) throws InterruptedException {
    var schemes = new LinkedHashMap<String, Scheme>();
    for (var candidate : chosen.candidates()) schemes.put(candidate.method(), candidate.scheme());
    var comparison =
        new Comparison(
            people.intake(), request.participants(), schemes, contrast(), request.seed());
    var figures = comparison.run(request.runs(), threads, progress);
    var rows = new ArrayList<Row>();
    for (var candidate : chosen.candidates()) {
      var found = figures.get(candidate.method());
      if (found == null) throw new IllegalStateException("no figures of " + candidate.method());
      rows.add(new Row(candidate, found));
    }
    return new ComparisonReport(
        protocol.study(),
        protocol.version(),
        schemes.firstEntry().getValue().ratio(),
        people.intake().siteCount(),
        people.intake().stratumCount(),
        request,
        primary,
        rows,
        chosen.leftOut(),
        notes());
  }

  private Optional<Contrast> contrast() {
    var arms = protocol.arms().stream().map(Arm::id).toList();
    return primary.map(
        p ->
            new Contrast(
                arms.indexOf(p.arm()),
                arms.indexOf(p.against()),
                people.observed(),
                people.of(),
                new ShiftedT(p.difference())));
  }

  private List<String> notes() {
    var notes = new ArrayList<String>();
    notes.add(people.assumption());
    BlockSizes.of(protocol, plan).assumption().ifPresent(notes::add);
    if (primary.isEmpty()) notes.add(PrimaryContrast.whyNot(protocol));
    return notes;
  }
}
