package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.model.RandomizationPlan.Stratum;

/** Whether every participant falls in a declared level, and every level can be fallen in. */
final class StratumRules {
  private static final String LEVEL_SEPARATOR = "|";

  private final Draft draft;
  private final Remarks remarks;
  private final Domains domains;

  StratumRules(Draft draft, Remarks remarks, Domains domains) {
    this.draft = draft;
    this.remarks = remarks;
    this.domains = domains;
  }

  /**
   * @param when the condition of randomization, if it can be read
   */
  void check(
      int i, Stratum stratum, Expression from, Optional<Expression> when, Declarations declared) {
    levels(i, stratum, from, declared);
    if (stratum.unknown().isPresent() || when.isEmpty()) return;
    var open = new TreeSet<String>();
    for (var name : from.names()) if (!known(name, when.get(), declared)) open.add(name);
    if (open.isEmpty()) return;
    remarks.add(
        STRATUM_UNKNOWN,
        draft.at("randomization", "strata", i, "from"),
        "Stratum '%s' needs %s, which may not be known at randomization."
            .formatted(stratum.id(), String.join(", ", open)));
  }

  private void levels(int i, Stratum stratum, Expression from, Declarations declared) {
    var place = draft.at("randomization", "strata", i, "levels");
    if (stratum.levels().size() < 2) {
      remarks.add(
          STRATUM_LEVELS_FEW,
          place,
          "Stratum '%s' divides nobody: of two levels or more it declares %d."
              .formatted(stratum.id(), stratum.levels().size()));
      return;
    }
    for (var j = 0; j < stratum.levels().size(); j++) level(i, j, stratum);
    var reached = new TreeSet<String>();
    var values = domains.values(from, declared, Map.of());
    values.ifPresent(all -> all.forEach(value -> reached.add(value.toString())));
    stratum.unknown().ifPresent(reached::add);
    for (var level : reached) {
      if (stratum.levels().contains(level)) continue;
      remarks.add(
          STRATUM_LEVEL_UNDECLARED,
          place,
          "Stratum '%s' can come out as '%s', which is not among its levels."
              .formatted(stratum.id(), level));
    }
    if (values.isEmpty()) return;
    for (var j = 0; j < stratum.levels().size(); j++) {
      if (reached.contains(stratum.levels().get(j))) continue;
      remarks.add(
          STRATUM_LEVEL_UNREACHABLE,
          draft.at("randomization", "strata", i, "levels", j),
          "Nobody can fall in level '%s' of stratum '%s'."
              .formatted(stratum.levels().get(j), stratum.id()));
    }
  }

  /** A level stands once, and without what joins the levels of several factors. */
  private void level(int i, int j, Stratum stratum) {
    var level = stratum.levels().get(j);
    var place = draft.at("randomization", "strata", i, "levels", j);
    if (level.contains(LEVEL_SEPARATOR)) {
      remarks.add(
          STRATUM_LEVEL_UNUSABLE,
          place,
          "Level '%s' of stratum '%s' has a vertical bar, which joins the levels of several strata."
              .formatted(level, stratum.id()));
    }
    if (stratum.levels().indexOf(level) < j) {
      remarks.add(
          STRATUM_LEVEL_TWICE,
          place,
          "Stratum '%s' declares the level '%s' twice.".formatted(stratum.id(), level));
    }
  }

  /** True if the fact is there whenever randomization happens. */
  private boolean known(String name, Expression when, Declarations declared) {
    if (name.equals("site") || name.startsWith("ema.") || name.endsWith(".complete")) return true;
    var root = name.substring(0, name.indexOf('.'));
    var screener = draft.protocol().questionnaires().get(root);
    if (screener != null && root.equals(draft.protocol().enrollment().screener())) {
      return screener.items().stream()
          .anyMatch(
              item ->
                  name.equals(root + "." + item.name())
                      && item.required()
                      && item.when().isEmpty());
    }
    return ExpressionRules.awaits(domains, when, declared, root + ".complete");
  }
}
