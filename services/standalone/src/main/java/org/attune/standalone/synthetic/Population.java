package org.attune.standalone.synthetic;

import java.util.stream.IntStream;
import org.attune.protocol.model.Protocol;

/** The people of one rehearsal: the same protocol, plan and seed give the same people. */
public final class Population {
  private final Protocol protocol;
  private final RehearsalPlan plan;
  private final OutcomeModel model;
  private final Forms forms;
  private final Streams streams;

  /**
   * @throws UnreachablePlanException if the plan asks for what its scores cannot show
   */
  public Population(Protocol protocol, RehearsalPlan plan, long seed) {
    this(protocol, plan, OutcomeModel.of(protocol, plan), seed);
  }

  /**
   * @param model calibrated for this protocol and plan
   */
  private Population(Protocol protocol, RehearsalPlan plan, OutcomeModel model, long seed) {
    this(protocol, plan, model, new Forms(protocol, plan, model.grids()), new Streams(seed));
  }

  private Population(
      Protocol protocol, RehearsalPlan plan, OutcomeModel model, Forms forms, Streams streams) {
    this.protocol = protocol;
    this.plan = plan;
    this.model = model;
    this.forms = forms;
    this.streams = streams;
  }

  /** The people of another seed; what no seed decides is not made again. */
  public Population ofSeed(long seed) {
    return new Population(protocol, plan, model, forms, new Streams(seed));
  }

  /** The person invited as number {@code ordinal}, from 0. */
  public SyntheticPerson person(int ordinal) {
    return new SyntheticPerson(this, ordinal);
  }

  Protocol protocol() {
    return protocol;
  }

  public RehearsalPlan plan() {
    return plan;
  }

  OutcomeModel model() {
    return model;
  }

  Forms forms() {
    return forms;
  }

  Streams streams() {
    return streams;
  }

  /**
   * How distressed somebody is at present, standard normal before treatment: the score that loads
   * most on the common factor, at the first occasion or, in an arm, the first after it was given.
   */
  double level(Traits traits, int[][] points, String arm) {
    int most = IntStream.range(0, model.metrics().size()).boxed().max(this::byLoading).orElse(-1);
    if (most < 0 || arm.isEmpty()) return traits.factor();
    var metric = plan.metrics().get(model.metrics().get(most));
    if (metric == null) throw new IllegalStateException("a metric without a plan");
    var after =
        protocol.assessments().stream()
            .filter(a -> a.anchor().after().equals("randomization"))
            .filter(a -> a.instruments().contains(model.grids().get(most).instrument()))
            .findFirst();
    if (after.isEmpty()) return traits.factor();
    int occasion = model.occasions().indexOf(after.get().id());
    double score = model.grids().get(most).score(points[occasion][most]);
    return Math.signum(metric.loading()) * (score - metric.mean()) / metric.sd();
  }

  private int byLoading(int a, int b) {
    return Double.compare(Math.abs(model.loadings()[a]), Math.abs(model.loadings()[b]));
  }
}
