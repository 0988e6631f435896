package org.attune.standalone.synthetic;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.instrument.GivenAnswer;
import org.attune.protocol.instrument.InstrumentLibrary;
import org.attune.protocol.model.ItemType;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;
import org.attune.protocol.model.Questionnaire.Option;
import org.attune.standalone.synthetic.RehearsalPlan.ItemPlan;

/** Fills in the questionnaires of one protocol. */
final class Forms {
  /** Said where a text is asked, so that nobody takes it for somebody's words. */
  static final String WORDS = "SYNTHETIC: no real person said this.";

  private static final double OPTION_CHOSEN = 0.3;
  private static final int TRIES_MAX = 2_000;
  private static final int DAY_MINUTES = 24 * 60;
  private static final int DAYS_AGO_MAX = 60;

  private final Protocol protocol;
  private final RehearsalPlan plan;
  private final List<ScoreGrid> grids;
  private final Map<String, Expression> shown = new HashMap<>();
  private final List<Expression> eligible;

  Forms(Protocol protocol, RehearsalPlan plan, List<ScoreGrid> grids) {
    this.protocol = protocol;
    this.plan = plan;
    this.grids = grids;
    for (var questionnaire : protocol.questionnaires().values()) {
      for (var item : questionnaire.items()) {
        if (item.when().isEmpty()) continue;
        var declared = Declarations.before(questionnaire, item);
        shown.put(
            item.id(),
            Expression.compile(item.when().get(), declared, ResultType.BOOLEAN).orThrow());
      }
    }
    var screening = Declarations.screening(protocol);
    eligible =
        protocol.enrollment().eligible().stream()
            .map(c -> Expression.compile(c.when(), screening, ResultType.BOOLEAN).orThrow())
            .toList();
  }

  /**
   * A questionnaire of the bundle.
   *
   * @param state distress behind the answers, standard normal
   * @param own the person's own standing on an item, standard normal
   */
  List<ItemValue> questionnaire(
      Questionnaire questionnaire,
      double state,
      ToDoubleFunction<Item> own,
      double skipped,
      Chance chance) {
    return questionnaire(questionnaire, state, own, _ -> 0, skipped, chance);
  }

  /**
   * The same by somebody whose answers something has moved.
   *
   * @param moved how far, in units of the item
   */
  List<ItemValue> questionnaire(
      Questionnaire questionnaire,
      double state,
      ToDoubleFunction<Item> own,
      ToDoubleFunction<Item> moved,
      double skipped,
      Chance chance) {
    var facts = new HashMap<String, Object>();
    var values = new ArrayList<ItemValue>();
    for (var item : questionnaire.items()) {
      var when = shown.get(item.id());
      if (when != null && !when.evaluate(facts).isTrue()) {
        values.add(ItemValue.missing(item.id(), "not_applicable"));
        continue;
      }
      if (!item.required() && chance.hit(skipped)) {
        values.add(ItemValue.missing(item.id(), "skipped"));
        continue;
      }
      double declined = plan.answering().declined();
      if (declined > 0 && chance.hit(declined)) {
        values.add(ItemValue.missing(item.id(), GivenAnswer.DECLINED));
        continue;
      }
      var value = value(item, state, own.applyAsDouble(item), moved.applyAsDouble(item), chance);
      values.add(value);
      facts.putAll(value.given().facts(item));
    }
    return values;
  }

  private ItemValue value(Item item, double state, double own, double moved, Chance chance) {
    return switch (item.kind()) {
      case TEXT -> ItemValue.text(item.id(), WORDS);
      case MULTIPLE -> ItemValue.text(item.id(), several(item, chance));
      case SINGLE, LIKERT -> ItemValue.number(item.id(), single(item, state, own, moved, chance));
      case SLIDER, NUMBER -> {
        var range = new Range(item.min().orElse(0), item.max().orElse(100));
        yield ItemValue.number(item.id(), range.drawn(item.id(), state, own, moved, chance));
      }
      case AFFECT_GRID -> {
        var range = new Range(ItemType.GRID_MIN, ItemType.GRID_MAX);
        yield ItemValue.text(
            item.id(),
            item.columns().stream()
                .map(column -> range.drawn(column, state, own, moved, chance))
                .map(String::valueOf)
                .collect(Collectors.joining(";")));
      }
      case TIME -> {
        int minutes = new Range(0, DAY_MINUTES - 1).drawn(item.id(), state, own, moved, chance);
        yield ItemValue.text(item.id(), LocalTime.MIN.plusMinutes(minutes).toString());
      }
      case DATE -> {
        int days = new Range(0, DAYS_AGO_MAX).drawn(item.id(), state, own, moved, chance);
        yield ItemValue.text(item.id(), plan.starts().minusDays(days).toString());
      }
    };
  }

  private static String several(Item item, Chance chance) {
    var chosen =
        item.options().stream().filter(_ -> chance.hit(OPTION_CHOSEN)).map(Option::code).toList();
    if (chosen.isEmpty()) chosen = List.of(chance.oneOf(item.options()).code());
    return chosen.stream().sorted().map(String::valueOf).collect(Collectors.joining(";"));
  }

  private int single(Item item, double state, double own, double moved, Chance chance) {
    var codes = item.options().stream().map(Option::code).sorted().toList();
    var declared = plan.items().get(item.id());
    if (declared == null) return chance.oneOf(codes);
    double wanted = draw(declared, state, own, chance) + moved;
    int nearest = codes.getFirst();
    for (int code : codes) {
      if (Math.abs(code - wanted) < Math.abs(nearest - wanted)) nearest = code;
    }
    return nearest;
  }

  /** Whole numbers from {@code min} to {@code max}; minutes of a day, or days before the start. */
  private final class Range {
    private final int min;
    private final int max;

    Range(int min, int max) {
      this.min = min;
      this.max = max;
    }

    /**
     * @param column whose distribution may be declared; else a wide one
     */
    int drawn(String column, double state, double own, double moved, Chance chance) {
      var declared = plan.items().get(column);
      var wide = new ItemPlan((min + max) / 2.0, (max - min) / 6.0, 0);
      double value = draw(declared == null ? wide : declared, state, own, chance);
      return Math.clamp(Math.round(value + moved), min, max);
    }
  }

  private static double draw(ItemPlan item, double state, double own, Chance chance) {
    double rest = StrictMath.sqrt(1 - item.loading() * item.loading());
    double unshared = 0.6 * own + 0.8 * chance.normal();
    return item.mean() + item.sd() * (item.loading() * state + rest * unshared);
  }

  /**
   * An instrument of the library, so that every score made to order comes out as ordered.
   *
   * @param points by the order of the model's metrics
   */
  List<ItemValue> instrument(String code, int[] points, Chance chance) {
    var key = InstrumentLibrary.standard().find(code).orElseThrow();
    var shifted = new TreeMap<Integer, Double>();
    for (int item = 1; item <= key.items(); item++) {
      var steps = plan.shifted().get(code + "_" + item);
      if (steps != null) shifted.put(item, steps);
    }
    var answers = new TreeMap<Integer, Integer>();
    for (int m = 0; m < grids.size(); m++) {
      if (grids.get(m).instrument().equals(code)) {
        answers.putAll(ItemSpread.over(grids.get(m), points[m], shifted, chance));
      }
    }
    double middle = (key.min() + key.max()) / 2.0;
    for (int item = 1; item <= key.items(); item++) {
      if (answers.containsKey(item)) continue;
      answers.put(item, Math.clamp(Math.round(middle + chance.normal()), key.min(), key.max()));
    }
    var values = new ArrayList<ItemValue>();
    answers.forEach((item, answer) -> values.add(ItemValue.number(code + "_" + item, answer)));
    return values;
  }

  /**
   * Screening answers of somebody who is, or is not, eligible.
   *
   * @throws UnreachablePlanException if no such answers turn up
   */
  List<ItemValue> screener(boolean wanted, double state, Chance chance) {
    var questionnaire = protocol.questionnaires().get(protocol.enrollment().screener());
    if (questionnaire == null) throw new IllegalStateException("no screener");
    for (int i = 0; i < TRIES_MAX; i++) {
      var values = questionnaire(questionnaire, state, _ -> 0, 0, chance);
      if (isEligible(questionnaire, values) == wanted) return values;
    }
    throw new UnreachablePlanException(
        "Among %d people drawn nobody was %s; change the screener's items in rehearsal.yaml."
            .formatted(TRIES_MAX, wanted ? "eligible" : "ineligible: set ineligible to 0"));
  }

  private boolean isEligible(Questionnaire questionnaire, List<ItemValue> values) {
    var facts = new HashMap<String, Object>();
    for (int i = 0; i < values.size(); i++) {
      var item = questionnaire.items().get(i);
      var value = values.get(i);
      value
          .given()
          .facts(item)
          .forEach((name, fact) -> facts.put(questionnaire.code() + "." + name, fact));
    }
    return eligible.stream().allMatch(expression -> expression.evaluate(facts).isTrue());
  }
}
