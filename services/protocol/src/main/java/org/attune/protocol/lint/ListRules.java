package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.util.Optional;
import org.attune.protocol.model.AllocationMethod;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.RandomizationPlan;

/**
 * Whether a method's numbers do what whoever chose them wants of the sample: a tolerance that binds
 * and hides the next place, lists that are long enough and that the sample fills.
 */
final class ListRules {
  /** Beyond this, how many there are makes no difference. */
  private static final long STRATA_COUNTED_MAX = 1_000_000_000L;

  private final Draft draft;
  private final Remarks remarks;
  private final AllocationMethod method;
  private final RandomizationPlan plan;

  private ListRules(Draft draft, Remarks remarks, AllocationMethod method, RandomizationPlan plan) {
    this.draft = draft;
    this.remarks = remarks;
    this.method = method;
    this.plan = plan;
  }

  static void check(Draft draft, Remarks remarks, AllocationMethod method, RandomizationPlan plan) {
    var rules = new ListRules(draft, remarks, method, plan);
    if (method.takes(Setting.TOLERATED.key())) rules.tolerance();
    if (method == AllocationMethod.MAXIMAL) rules.length();
  }

  private void tolerance() {
    if (plan.settings().tolerated().isEmpty()) return;
    int tolerated = plan.settings().tolerated().get();
    var place = draft.at("randomization", Setting.TOLERATED.key());
    if (tolerated == 1) {
      remarks.add(
          TOLERANCE_ONE,
          place,
          "With mti: 1 every second allocation is certain to whoever saw the one before.");
      return;
    }
    farthest()
        .filter(farthest -> tolerated >= farthest)
        .ifPresent(
            farthest ->
                remarks.add(
                    TOLERANCE_NOT_BINDING,
                    place,
                    "One arm is never ahead by more than %d, so that mti: %d excludes nothing."
                        .formatted(farthest, tolerated)));
  }

  /** How far one arm could be ahead at most; empty for a list that cannot end level. */
  private Optional<Integer> farthest() {
    if (!method.takes(Setting.LENGTH.key())) return Optional.of(places());
    // A list that ends level must turn back half-way.
    return plan.settings().length().filter(length -> length % 2 == 0).map(length -> length / 2);
  }

  private void length() {
    if (plan.settings().length().isEmpty()) return;
    int length = plan.settings().length().get();
    long strata = strata(draft.protocol(), plan);
    long all = strata * length;
    var place = draft.at("randomization", Setting.LENGTH.key());
    boolean waits = plan.settings().exhausted().filter("wait"::equals).isPresent();
    if (waits && all < places()) {
      remarks.add(
          LIST_TOO_SHORT,
          place,
          "With when-exhausted: wait there are %d places (lists: %d, each of %d) for %d: the others would wait for ever."
              .formatted(all, strata, length, places()));
    } else if (!plan.strata().isEmpty() && all > places()) {
      remarks.add(
          STRATA_TOO_MANY,
          draft.at("randomization", "strata"),
          "%d strata with lists of %d need %d people to fill one list each, but the target is %d."
              .formatted(strata, length, all, places()));
    }
  }

  /** What is to be allocated: people, or sites as a whole. */
  private int places() {
    return plan.settings().cluster().isPresent()
        ? draft.protocol().sites().size()
        : draft.protocol().enrollment().target();
  }

  /** Lists that there are: combinations of levels. */
  static long strata(Protocol protocol, RandomizationPlan plan) {
    var strata = 1L;
    for (var stratum : plan.strata()) {
      var levels =
          RandomizationRules.isSite(stratum)
              ? protocol.sites().size()
              : Math.max(1, stratum.levels().size());
      strata = Math.min(STRATA_COUNTED_MAX, strata * levels);
    }
    return strata;
  }
}
