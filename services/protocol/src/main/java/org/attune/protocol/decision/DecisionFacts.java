package org.attune.protocol.decision;

import java.util.TreeMap;
import java.util.regex.Pattern;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.FactType;
import org.attune.protocol.model.DecisionPoint;
import org.attune.protocol.model.ItemType;
import org.attune.protocol.model.Questionnaire;

/**
 * What the expressions of a decision point may name: the items just answered but for free text, the
 * prompt's place in its day, and what was given on that local day before.
 */
public final class DecisionFacts {
  /** Before the name of an item that was just answered. */
  public static final String ANSWER = "answer.";

  /** How many options other than {@code none} were drawn on that local day before. */
  public static final String GIVEN_TODAY = "today.given";

  /** Which prompt of its local day this is, from 1. */
  public static final String INDEX = "prompt.index";

  /** Calls of {@code today.has('<option>')}; group 1 is the option. */
  public static final Pattern TODAY = Pattern.compile("today\\.has\\('([^']*)'\\)");

  private static final String HAS = "today.has_";

  private DecisionFacts() {}

  /**
   * The facts with their types.
   *
   * @param asked what the schedule's prompts ask
   */
  public static Declarations of(DecisionPoint point, Questionnaire asked) {
    var types = new TreeMap<String, FactType>();
    for (var item : asked.items()) {
      // What somebody wrote decides nothing and is never recorded twice.
      if (item.kind() != ItemType.TEXT) Declarations.put(types, ANSWER, item);
    }
    types.put(GIVEN_TODAY, FactType.INTEGER);
    types.put(INDEX, FactType.INTEGER);
    for (var option : point.names()) types.put(hasToday(option), FactType.BOOLEAN);
    return new Declarations(types);
  }

  /** The fact whether an option was drawn on that local day before. */
  public static String hasToday(String option) {
    return HAS + option.replace('-', '_');
  }

  /** {@code source} with its calls as facts, every place where it was. */
  public static String named(String source) {
    return TODAY
        .matcher(source)
        .replaceAll(
            call -> {
              var name = hasToday(call.group(1));
              return name + " ".repeat(call.group().length() - name.length());
            });
  }

  /** A fact as an author writes it: {@code today.has('breath')}. */
  public static String written(String fact) {
    return fact.startsWith(HAS)
        ? "today.has('" + fact.substring(HAS.length()).replace('_', '-') + "')"
        : fact;
  }
}
