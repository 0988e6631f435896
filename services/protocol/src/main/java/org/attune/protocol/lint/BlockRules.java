package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.util.HashSet;
import java.util.List;
import org.attune.protocol.model.AllocationMethod;
import org.attune.protocol.model.RandomizationPlan;

/** Whether blocks, or the urn, hold the ratio of the arms and hide their end. */
final class BlockRules {
  private static final String KEY = "block-sizes";

  private final Draft draft;
  private final Remarks remarks;
  private final AllocationMethod method;
  private final List<Integer> sizes;

  private BlockRules(Draft draft, Remarks remarks, AllocationMethod method, List<Integer> sizes) {
    this.draft = draft;
    this.remarks = remarks;
    this.method = method;
    this.sizes = sizes;
  }

  static void check(Draft draft, Remarks remarks, AllocationMethod method, RandomizationPlan plan) {
    var rules = new BlockRules(draft, remarks, method, plan.blockSizes());
    if (!SettingRules.isSaid(draft, KEY)) {
      rules.missing();
    } else if (method.takes(KEY)) {
      rules.sizes();
    } else if (!plan.blockSizes().isEmpty()) {
      rules.ignored();
    }
  }

  private void missing() {
    if (!method.needs(KEY)) return;
    remarks.add(
        BLOCK_SIZES_MISSING,
        draft.at("randomization"),
        "Method '%s' needs block sizes.".formatted(method.slug()));
  }

  private void ignored() {
    remarks.add(
        BLOCKS_IGNORED,
        draft.at("randomization", KEY),
        "Method '%s' has no blocks of declared sizes.".formatted(method.slug()));
  }

  private void sizes() {
    var sum = RandomizationRules.ratioSum(draft.protocol());
    var multiples = 0;
    for (var i = 0; i < sizes.size(); i++) if (isMultiple(i, sum)) multiples++;
    boolean urn = method == AllocationMethod.BLOCK_URN;
    if (urn && sizes.size() > 1) {
      remarks.add(
          BLOCK_SIZES_SEVERAL,
          draft.at("randomization", KEY),
          "Method 'block-urn' has one urn, and %d block sizes are given.".formatted(sizes.size()));
    }
    if (!urn && multiples == sizes.size() && new HashSet<>(sizes).size() == 1) {
      remarks.add(
          BLOCK_SINGLE_SIZE,
          draft.at("randomization", KEY),
          "All blocks have %d allocations: the end of a block can be guessed."
              .formatted(sizes.getFirst()));
    }
  }

  private boolean isMultiple(int i, int sum) {
    var size = sizes.get(i);
    var place = draft.at("randomization", KEY, i);
    if (sum < 1 || size < 1 || size % sum != 0) {
      remarks.add(
          BLOCK_NOT_MULTIPLE,
          place,
          "A block of %d cannot hold the ratio of the arms, which sums to %d."
              .formatted(size, sum));
      return false;
    }
    if (size == sum) {
      remarks.add(
          BLOCK_EQUALS_ARMS,
          place,
          "A block of %d holds the ratio of the arms exactly once, so its last allocation is known to whoever saw the others."
              .formatted(size));
    }
    return true;
  }
}
