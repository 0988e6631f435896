package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.util.HashSet;
import java.util.Set;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.protocol.model.RandomizationPlan.Stratum;

/** Whether arms, ratios, blocks and strata can allocate people as the study says. */
final class RandomizationRules {
  /** Methods that allocate in blocks whose sizes the study declares. */
  private static final Set<String> IN_BLOCKS = Set.of("permuted-blocks", "stratified-blocks");

  /** Methods that pay attention to strata. */
  private static final Set<String> BY_STRATUM =
      Set.of("stratified-blocks", "minimisation", "biased-coin", "big-stick", "block-urn", "list");

  private RandomizationRules() {}

  static void check(Draft draft, Remarks remarks) {
    var protocol = draft.protocol();
    var arms = protocol.arms();
    if (arms.size() == 1) {
      remarks.add(
          SINGLE_ARM,
          draft.at("arms"),
          "A study with the one arm '%s' has nothing to compare.".formatted(arms.getFirst().id()));
    }
    if (arms.isEmpty() && protocol.randomization().isPresent()) {
      remarks.add(
          RANDOMIZATION_WITHOUT_ARMS,
          draft.at("randomization"),
          "The study randomizes, but has no arms.");
    }
    if (arms.size() < 2) return;
    protocol.randomization().ifPresent(plan -> plan(draft, remarks, plan));
  }

  private static void plan(Draft draft, Remarks remarks, RandomizationPlan plan) {
    var protocol = draft.protocol();
    if (!plan.method().isEmpty()) method(draft, remarks, plan);
    if (protocol.sites().size() > 1
        && plan.strata().stream().noneMatch(stratum -> stratum.from().strip().equals("site"))) {
      remarks.add(
          SITE_STRATUM_MISSING,
          draft.at("randomization", "strata"),
          "%d sites recruit, but site is no stratum: an arm may gather at one site."
              .formatted(protocol.sites().size()));
    }
    fill(draft, remarks, plan);
    var total = ratioSum(protocol);
    if (total > 0 && protocol.enrollment().target() % total != 0) {
      remarks.add(
          TARGET_UNEVEN,
          draft.at("enrollment", "target"),
          "A target of %d cannot be shared in the ratio of the arms, which sums to %d."
              .formatted(protocol.enrollment().target(), total));
    }
  }

  private static void method(Draft draft, Remarks remarks, RandomizationPlan plan) {
    if (IN_BLOCKS.contains(plan.method())) {
      blocks(draft, remarks, plan);
    } else if (!plan.blockSizes().isEmpty()) {
      remarks.add(
          BLOCKS_IGNORED,
          draft.at("randomization", "block-sizes"),
          "Method '%s' has no blocks of declared sizes.".formatted(plan.method()));
    }
    if (!plan.strata().isEmpty() && !BY_STRATUM.contains(plan.method())) {
      remarks.add(
          STRATA_IGNORED,
          draft.at("randomization", "strata"),
          "Method '%s' pays no attention to strata.".formatted(plan.method()));
    }
  }

  private static void blocks(Draft draft, Remarks remarks, RandomizationPlan plan) {
    var sizes = plan.blockSizes();
    var sum = ratioSum(draft.protocol());
    if (sizes.isEmpty()) {
      remarks.add(
          BLOCK_SIZES_MISSING,
          draft.at("randomization"),
          "Method '%s' needs block sizes.".formatted(plan.method()));
      return;
    }
    var multiples = 0;
    for (var i = 0; i < sizes.size(); i++) {
      var place = draft.at("randomization", "block-sizes", i);
      if (sum < 1 || sizes.get(i) < 1 || sizes.get(i) % sum != 0) {
        remarks.add(
            BLOCK_NOT_MULTIPLE,
            place,
            "A block of %d cannot hold the ratio of the arms, which sums to %d."
                .formatted(sizes.get(i), sum));
        continue;
      }
      multiples++;
      if (sizes.get(i) == sum) {
        remarks.add(
            BLOCK_EQUALS_ARMS,
            place,
            "A block of %d holds the ratio of the arms exactly once, so its last allocation is known to whoever saw the others."
                .formatted(sizes.get(i)));
      }
    }
    if (multiples == sizes.size() && new HashSet<>(sizes).size() == 1) {
      remarks.add(
          BLOCK_SINGLE_SIZE,
          draft.at("randomization", "block-sizes"),
          "All blocks have %d allocations: the end of a block can be guessed."
              .formatted(sizes.getFirst()));
    }
  }

  /** Strata times mean block against the target: how many blocks stay open at the end. */
  private static void fill(Draft draft, Remarks remarks, RandomizationPlan plan) {
    if (plan.strata().isEmpty() || plan.blockSizes().isEmpty()) return;
    var strata = 1L;
    for (var stratum : plan.strata()) strata *= levels(draft.protocol(), stratum);
    var sizes = plan.blockSizes().stream().mapToInt(Integer::intValue).sum();
    var target = draft.protocol().enrollment().target();
    if (strata * sizes > (long) target * plan.blockSizes().size()) {
      remarks.add(
          STRATA_TOO_MANY,
          draft.at("randomization", "strata"),
          "%d strata with blocks of %.1f on average need %.0f people to fill one block each, but the target is %d."
              .formatted(
                  strata,
                  (double) sizes / plan.blockSizes().size(),
                  Math.ceil((double) strata * sizes / plan.blockSizes().size()),
                  target));
    }
  }

  private static int levels(Protocol protocol, Stratum stratum) {
    return stratum.from().strip().equals("site")
        ? protocol.sites().size()
        : Math.max(1, stratum.levels().size());
  }

  static int ratioSum(Protocol protocol) {
    return protocol.arms().stream().mapToInt(Arm::ratio).sum();
  }
}
