package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.util.Collections;
import org.attune.protocol.model.AllocationMethod;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.Probability;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.protocol.model.RandomizationPlan.Settings;

/** Whether a method can allocate with the numbers that it was given, and in the arms' ratio. */
final class SettingValueRules {
  private static final int FACTORS_MAX = 16;

  /** Minimisation compares counts exactly, in multiples of all parts of the ratio. */
  private static final long RATIO_MULTIPLES_MAX = 10_000_000;

  private final Draft draft;
  private final Remarks remarks;
  private final AllocationMethod method;
  private final Settings settings;

  private SettingValueRules(
      Draft draft, Remarks remarks, AllocationMethod method, Settings settings) {
    this.draft = draft;
    this.remarks = remarks;
    this.method = method;
    this.settings = settings;
  }

  static void check(Draft draft, Remarks remarks, AllocationMethod method, RandomizationPlan plan) {
    var rules = new SettingValueRules(draft, remarks, method, plan.settings());
    rules.ratio();
    rules.chance();
    rules.length();
    rules.exhausted();
    if (method == AllocationMethod.MINIMISATION) rules.factors(plan.strata().size());
  }

  private void ratio() {
    var parts = draft.protocol().arms().stream().map(Arm::ratio).toList();
    var written = String.join(":", parts.stream().map(String::valueOf).toList());
    if (method.needsEqualPair() && !written.equals("1:1")) {
      remarks.add(
          RATIO_UNSUITED,
          draft.at("arms"),
          "Method '%s' is for two arms, each with ratio: 1, and not for %s."
              .formatted(method.slug(), written));
    }
    if (method != AllocationMethod.MINIMISATION) return;
    long target = draft.protocol().enrollment().target();
    long multiple = 1;
    for (long part : parts) multiple = Math.min(multiple(multiple, part), RATIO_MULTIPLES_MAX + 1);
    if (multiple * target > RATIO_MULTIPLES_MAX) {
      remarks.add(
          RATIO_UNSUITED,
          draft.at("arms"),
          "Minimisation compares %d allocations in the ratio %s, whose least common multiple times the target is above %d."
              .formatted(target, written, RATIO_MULTIPLES_MAX));
    }
  }

  private static long multiple(long a, long b) {
    long divisor = a;
    for (long rest = b; rest != 0; ) {
      long next = divisor % rest;
      divisor = rest;
      rest = next;
    }
    return a / divisor * b;
  }

  private void chance() {
    if (!method.takes(Setting.CHANCE.key())) return;
    var chance = settings.chance().flatMap(Probability::parse);
    if (chance.isEmpty()) return;
    var parts = draft.protocol().arms().stream().map(Arm::ratio).toList();
    boolean coin = method == AllocationMethod.BIASED_COIN;
    int least = coin ? 1 : Collections.min(parts);
    int sum = coin ? 2 : RandomizationRules.ratioSum(draft.protocol());
    boolean prefers = chance.get().compareTo(least, sum) > 0;
    if (prefers && chance.get().compareTo(1, 1) < 0) return;
    outOfRange(
        Setting.CHANCE,
        "With p: %s %s; method '%s' takes a p above %d/%d and below 1."
            .formatted(
                settings.chance().get(),
                prefers ? tooMuch(chance.get()) : "no arm is preferred",
                method.slug(),
                least,
                sum));
  }

  private static String tooMuch(Probability chance) {
    return chance.compareTo(1, 1) > 0
        ? "an arm would have more than all of the chance"
        : "the next allocation would be certain, where a random element is wanted (ICH E9, section"
            + " 2.3.2)";
  }

  private void length() {
    if (!method.takes(Setting.LENGTH.key())) return;
    settings
        .length()
        .filter(length -> length % 2 != 0)
        .ifPresent(
            length ->
                outOfRange(
                    Setting.LENGTH,
                    "Two arms cannot be level after %d places; method '%s' takes an even length."
                        .formatted(length, method.slug())));
  }

  private void exhausted() {
    boolean again = settings.exhausted().filter("again"::equals).isPresent();
    if (method != AllocationMethod.LIST || !again) return;
    outOfRange(
        Setting.EXHAUSTED,
        "The rows of a list are used once, so that it cannot begin again; method 'list' takes wait"
            + " or simple.");
  }

  private void factors(int factors) {
    if (factors <= FACTORS_MAX) return;
    outOfRange(
        Setting.STRATA,
        "Method 'minimisation' balances 1 to %d factors, not %d.".formatted(FACTORS_MAX, factors));
  }

  private void outOfRange(Setting setting, String sentence) {
    remarks.add(SETTING_OUT_OF_RANGE, draft.at("randomization", setting.key()), sentence);
  }
}
