package org.attune.protocol.expression;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.attune.protocol.instrument.Instrument;
import org.attune.protocol.instrument.InstrumentLibrary;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;

/**
 * The facts that an expression may name, with their types.
 *
 * @param types by name, for example {@code baseline.attachment.style}
 */
public record Declarations(SortedMap<String, FactType> types) {
  public Declarations {
    types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
  }

  /**
   * What is known of a participant: site, screener, completed assessments with scores and
   * attachment, EMA schedules that ended. For {@code randomization.when} and strata.
   */
  public static Declarations of(Protocol protocol) {
    return of(protocol, InstrumentLibrary.standard()::find);
  }

  static Declarations of(Protocol protocol, Function<String, Optional<Instrument>> library) {
    var types = new TreeMap<String, FactType>();
    types.putAll(screening(protocol).types());
    types.putAll(assessed(protocol, library));
    for (var plan : protocol.ema()) types.put("ema." + plan.id() + ".ended", FactType.BOOLEAN);
    return new Declarations(types);
  }

  /**
   * Site, completed assessments with scores and attachment. For variants of sessions and practices.
   */
  public static Declarations tailoring(Protocol protocol) {
    return new Declarations(assessed(protocol, InstrumentLibrary.standard()::find));
  }

  private static SortedMap<String, FactType> assessed(
      Protocol protocol, Function<String, Optional<Instrument>> library) {
    var types = new TreeMap<String, FactType>();
    types.put("site", FactType.TEXT);
    for (var plan : protocol.assessments()) {
      types.put(plan.id() + ".complete", FactType.BOOLEAN);
      for (var code : plan.instruments()) {
        for (var score : library.apply(code).map(Instrument::scoreCodes).orElse(List.of())) {
          types.put(plan.id() + "." + score, FactType.DECIMAL);
        }
      }
      protocol
          .attachment()
          .filter(rule -> plan.instruments().contains(rule.from()))
          .ifPresent(
              _ -> {
                types.put(plan.id() + ".attachment.anxiety", FactType.DECIMAL);
                types.put(plan.id() + ".attachment.avoidance", FactType.DECIMAL);
                types.put(plan.id() + ".attachment.style", FactType.TEXT);
              });
    }
    return types;
  }

  /** The screener's items, {@code screener.age}. For eligibility. */
  public static Declarations screening(Protocol protocol) {
    var types = new TreeMap<String, FactType>();
    var screener = protocol.questionnaires().get(protocol.enrollment().screener());
    if (screener != null) put(types, screener.code() + ".", screener.items());
    return new Declarations(types);
  }

  /** The items of every questionnaire, {@code phq9.i9}. For safety rules. */
  public static Declarations answers(Protocol protocol) {
    var types = new TreeMap<String, FactType>();
    for (var questionnaire : protocol.questionnaires().values()) {
      put(types, questionnaire.code() + ".", questionnaire.items());
    }
    return new Declarations(types);
  }

  /** The items before {@code item}, by their bare names. For an item's own {@code when}. */
  public static Declarations before(Questionnaire questionnaire, Item item) {
    var types = new TreeMap<String, FactType>();
    var position = questionnaire.items().indexOf(item);
    put(types, "", questionnaire.items().subList(0, Math.max(position, 0)));
    return new Declarations(types);
  }

  private static void put(Map<String, FactType> types, String prefix, List<Item> items) {
    for (var item : items) put(types, prefix, item);
  }

  /** The facts that an answer to {@code item} gives, under {@code prefix}. */
  public static void put(Map<String, FactType> types, String prefix, Item item) {
    var type =
        switch (item.kind()) {
          case TEXT, TIME, DATE -> FactType.TEXT;
          case MULTIPLE -> FactType.CODES;
          case SINGLE, LIKERT, SLIDER, NUMBER, AFFECT_GRID -> FactType.INTEGER;
        };
    for (var part : item.kind().parts()) types.put(prefix + item.name() + part, type);
  }
}
