package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import org.attune.protocol.bundle.Tree;
import org.attune.protocol.model.AllocationMethod;
import org.attune.protocol.model.RandomizationPlan;

/** Whether the keys below {@code randomization:} are those that the method takes. */
final class SettingRules {
  private final Draft draft;
  private final Remarks remarks;
  private final AllocationMethod method;

  private SettingRules(Draft draft, Remarks remarks, AllocationMethod method) {
    this.draft = draft;
    this.remarks = remarks;
    this.method = method;
  }

  static void check(Draft draft, Remarks remarks, AllocationMethod method, RandomizationPlan plan) {
    var rules = new SettingRules(draft, remarks, method);
    for (var setting : Setting.SINGLE) rules.single(setting);
    rules.coin();
    rules.strata(plan);
    rules.clusterWithStrata();
  }

  private void single(Setting setting) {
    if (!isSaid(draft, setting.key())) {
      missing(setting);
    } else if (!method.takes(setting.key())) {
      remarks.add(
          SETTING_IGNORED, draft.at("randomization", setting.key()), setting.notTakenBy(method));
    }
  }

  private void missing(Setting setting) {
    if (!method.needs(setting.key())) return;
    remarks.add(
        SETTING_MISSING,
        draft.at("randomization"),
        "Method '%s' needs %s.".formatted(method.slug(), setting.forExample()));
  }

  /** The biased coin is Efron's or the adjustable one. */
  private void coin() {
    if (method != AllocationMethod.BIASED_COIN) return;
    boolean efron = isSaid(draft, Setting.CHANCE.key());
    boolean adjustable = isSaid(draft, Setting.STEEPNESS.key());
    if (efron && adjustable) {
      remarks.add(
          SETTINGS_CONTRADICT,
          draft.at("randomization", Setting.STEEPNESS.key()),
          "'p' is for Efron's coin and 'a' for the adjustable one.");
    } else if (!efron && !adjustable) {
      remarks.add(
          SETTING_MISSING,
          draft.at("randomization"),
          "Method 'biased-coin' needs either %s, or %s."
              .formatted(Setting.CHANCE.forExample(), Setting.STEEPNESS.forExample()));
    }
  }

  private void strata(RandomizationPlan plan) {
    if (!isSaid(draft, Setting.STRATA.key())) missing(Setting.STRATA);
    if (!plan.strata().isEmpty() && !method.takes(Setting.STRATA.key())) {
      remarks.add(
          STRATA_IGNORED,
          draft.at("randomization", "strata"),
          "Method '%s' pays no attention to strata.".formatted(method.slug()));
    }
    for (var i = 0; i < plan.strata().size(); i++) stratum(i, plan.strata().get(i));
  }

  private void stratum(int i, RandomizationPlan.Stratum stratum) {
    Object[] weight = {"randomization", "strata", i, Setting.WEIGHT.key()};
    if (draft.tree(Draft.STUDY, weight).isPresent() && !method.takes(Setting.WEIGHT.key())) {
      remarks.add(SETTING_IGNORED, draft.at(weight), Setting.WEIGHT.notTakenBy(method));
    }
    boolean ofSites = RandomizationRules.isSite(stratum) && stratum.levels().isEmpty();
    if (ofSites && stratum.unknown().isPresent()) {
      remarks.add(
          SETTING_IGNORED,
          draft.at("randomization", "strata", i, "unknown"),
          "A participant's site is always known: 'unknown' of stratum '%s' is never used."
              .formatted(stratum.id()));
    }
  }

  private void clusterWithStrata() {
    boolean both =
        isSaid(draft, Setting.CLUSTER.key())
            && isSaid(draft, Setting.STRATA.key())
            && method.takes(Setting.CLUSTER.key())
            && method.takes(Setting.STRATA.key());
    if (!both) return;
    remarks.add(
        SETTINGS_CONTRADICT,
        draft.at("randomization", Setting.STRATA.key()),
        "By 'cluster' a site is allocated whole, and by 'strata' its participants are divided.");
  }

  /**
   * True if the study says anything under {@code key}, an empty list apart; also what cannot be
   * read, which is a finding of its own.
   */
  static boolean isSaid(Draft draft, String key) {
    var tree = draft.tree(Draft.STUDY, "randomization", key);
    return tree.isPresent()
        && !(tree.get() instanceof Tree.Sequence(var _, var items) && items.isEmpty());
  }
}
