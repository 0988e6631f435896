package org.attune.protocol.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.attune.protocol.canonical.CanonicalPolicy;
import org.attune.protocol.decision.Availability.Available;
import org.attune.protocol.decision.Availability.Unavailable;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Evaluation;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.FactType;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.model.DecisionPoint;
import org.attune.protocol.model.DecisionPolicy;
import org.attune.protocol.model.Protocol;

/**
 * A decision point that can decide: its expressions compiled, its probabilities exact. Safe to use
 * from many threads.
 *
 * <p>It decides by the values that are recorded, read back from their texts, so that whoever has
 * the record decides the same.
 */
public final class Policy {
  private final DecisionPolicy text;
  private final String sha256;
  private final Declarations facts;
  private final Expression available;
  private final Probabilities probabilities;
  private final List<String> names;

  private Policy(DecisionPolicy text) {
    this.text = text;
    sha256 = CanonicalPolicy.of(text).sha256();
    var types = new TreeMap<String, FactType>();
    text.facts().forEach((name, type) -> types.put(name, FactType.valueOf(type)));
    facts = new Declarations(types);
    available =
        Expression.compile(DecisionFacts.named(text.available()), facts, ResultType.BOOLEAN)
            .orThrow();
    probabilities = new Probabilities(text, facts);
    var named = new TreeSet<>(available.names());
    for (var expression : probabilities.expressions()) named.addAll(expression.names());
    names = List.copyOf(named);
  }

  /**
   * The policy that its text says.
   *
   * @throws IllegalArgumentException if its expressions cannot be compiled or its facts have no
   *     type; a linted protocol has no such policy
   */
  public static Policy of(DecisionPolicy text) {
    return new Policy(text);
  }

  /**
   * The policy of a decision point of a linted protocol.
   *
   * @throws IllegalStateException if the point names no schedule of the protocol
   */
  public static Policy of(Protocol protocol, DecisionPoint point) {
    var asked =
        protocol
            .ema(point.schedule())
            .flatMap(
                plan -> Optional.ofNullable(protocol.questionnaires().get(plan.questionnaire())))
            .orElseThrow(() -> new IllegalStateException(point.id() + " asks nothing"));
    var types = new TreeMap<String, String>();
    DecisionFacts.of(point, asked).types().forEach((name, type) -> types.put(name, type.name()));
    return new Policy(
        new DecisionPolicy(
            point.id(),
            point.at(),
            point.available(),
            point.options(),
            point.formulas(),
            point.bounds(),
            point.fallback(),
            point.proximal(),
            types));
  }

  /** The policies of the decision points at a schedule, in the order of the protocol. */
  public static List<Policy> at(Protocol protocol, String schedule) {
    return protocol.microRandomization().stream()
        .filter(point -> point.schedule().equals(schedule))
        .map(point -> of(protocol, point))
        .toList();
  }

  public DecisionPolicy text() {
    return text;
  }

  /** The decision point, by its id. */
  public String point() {
    return text.point();
  }

  /** The names of its options, sorted. */
  public SortedSet<String> options() {
    var options = new TreeSet<>(text.options().keySet());
    options.addAll(text.formulas().keySet());
    return options;
  }

  /** Lower-case hex of the policy's canonical form. */
  public String sha256() {
    return sha256;
  }

  /**
   * What its expressions name of what is known, sorted.
   *
   * @param known values by name as {@link DecisionFacts} has them
   */
  public List<Input> inputs(Map<String, Object> known) {
    var inputs = new ArrayList<Input>();
    for (var name : names) {
      var value = Optional.ofNullable(known.get(name)).map(Policy::text);
      inputs.add(new Input(DecisionFacts.written(name), value));
    }
    return inputs;
  }

  private static String text(Object value) {
    if (!(value instanceof List<?> codes)) return value.toString();
    return String.join(";", codes.stream().map(Object::toString).toList());
  }

  /** Whether an option may be drawn by these inputs. */
  public Availability availability(List<Input> inputs) {
    return switch (available.evaluate(values(inputs))) {
      case Evaluation.Known(var value) when Boolean.TRUE.equals(value) -> new Available(inputs);
      case Evaluation.Known _ -> new Unavailable(UnavailableReason.CONDITION_FALSE, inputs);
      case Evaluation.Unknown _ -> new Unavailable(UnavailableReason.CONDITION_UNKNOWN, inputs);
    };
  }

  /** The probabilities for somebody who is available. */
  public Chances chances(Available somebody) {
    return probabilities.over(values(somebody.inputs()));
  }

  /**
   * Draws an option for somebody who is available.
   *
   * @param seed of the study's decisions, 32 bytes
   */
  public Drawn draw(Available somebody, byte[] seed, UUID decision) {
    var chances = chances(somebody);
    double draw = OptionDraw.of(seed, decision);
    return new Drawn(chances, draw, OptionDraw.option(chances, draw));
  }

  /**
   * @throws IllegalArgumentException if an input has no value of its type
   */
  private Map<String, Object> values(List<Input> inputs) {
    var values = new HashMap<String, Object>();
    for (var input : inputs) {
      var name = DecisionFacts.named(input.name()).strip();
      var type = facts.types().get(name);
      if (type == null) throw new IllegalArgumentException("no fact is called " + input.name());
      input.value().ifPresent(value -> values.put(name, value(type, value)));
    }
    return values;
  }

  private static Object value(FactType type, String text) {
    return switch (type) {
      case BOOLEAN -> Boolean.valueOf(text);
      case INTEGER -> Long.valueOf(text);
      case DECIMAL -> Double.valueOf(text);
      case TEXT -> text;
      case CODES ->
          text.isEmpty() ? List.<Long>of() : Stream.of(text.split(";")).map(Long::valueOf).toList();
    };
  }
}
