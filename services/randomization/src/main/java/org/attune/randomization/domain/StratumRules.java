package org.attune.randomization.domain;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.protocol.expression.Evaluation;
import org.attune.randomization.domain.Decision.Allocate;
import org.attune.randomization.domain.Decision.Refused;
import org.attune.randomization.domain.RandomizationEvent.StratumLevel;
import org.attune.randomization.domain.Terms.Factor;

/** In which stratum a participant falls, or why that cannot be said. */
final class StratumRules {
  private StratumRules() {}

  static Decision decide(Terms terms, Map<String, Object> facts) {
    var levels = new ArrayList<StratumLevel>();
    for (var factor : terms.factors()) {
      var refused = Optional.<Refused>empty();
      var level = Optional.<String>empty();
      switch (evaluate(factor, facts)) {
        case Evaluation.Known(var value) -> level = declared(terms, factor, value.toString());
        case Evaluation.Unknown(var missing) -> {
          level = factor.unknown();
          if (level.isEmpty() && !isSettled(missing, facts)) {
            refused =
                Optional.of(
                    new Refused(
                        Refusal.NOT_KNOWN_YET,
                        "Not known yet: " + String.join(", ", missing) + "."));
          }
        }
      }
      if (refused.isPresent()) return refused.get();
      if (level.isEmpty()) {
        return new Refused(
            Refusal.STRATUM_UNKNOWN,
            "The level of %s cannot be known, or is not declared.".formatted(factor.id()));
      }
      levels.add(new StratumLevel(factor.id(), level.get()));
    }
    return new Allocate(levels);
  }

  private static Evaluation evaluate(Factor factor, Map<String, Object> facts) {
    if (factor.from().isPresent()) return factor.from().get().evaluate(facts);
    var site = facts.get("site");
    return site == null ? new Evaluation.Unknown(Set.of("site")) : new Evaluation.Known(site);
  }

  private static Optional<String> declared(Terms terms, Factor factor, String level) {
    var levels = factor.from().isEmpty() ? terms.sites() : factor.levels();
    return levels.contains(level) ? Optional.of(level) : Optional.empty();
  }

  /** True if waiting does not help: the assessment that would say it is complete without it. */
  private static boolean isSettled(Set<String> missing, Map<String, Object> facts) {
    return missing.stream()
        .allMatch(
            name -> {
              int dot = name.indexOf('.');
              return dot > 0
                  && Boolean.TRUE.equals(facts.get(name.substring(0, dot) + ".complete"));
            });
  }
}
