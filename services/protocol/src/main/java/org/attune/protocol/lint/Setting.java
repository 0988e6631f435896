package org.attune.protocol.lint;

import java.util.List;
import java.util.stream.Collectors;
import org.attune.protocol.model.AllocationMethod;

/** A key below {@code randomization:} that some methods take, with an example of it. */
enum Setting {
  CHANCE("p", "p: 2/3"),
  STEEPNESS("a", "a: 2"),
  TOLERATED("mti", "mti: 3"),
  LENGTH("length", "length: 24"),
  IMBALANCE("imbalance", "imbalance: range"),
  EXHAUSTED("when-exhausted", "when-exhausted: wait"),
  CLUSTER("cluster", "cluster: site"),
  STRATA("strata", "strata: [{id: site, from: site}]"),
  WEIGHT("weight", "weight: 2");

  /** Those that stand alone; strata and their weights are looked at one by one. */
  static final List<Setting> SINGLE =
      List.of(CHANCE, STEEPNESS, TOLERATED, LENGTH, IMBALANCE, EXHAUSTED, CLUSTER);

  private final String key;
  private final String example;

  Setting(String key, String example) {
    this.key = key;
    this.example = example;
  }

  /** The key in study.yaml. */
  String key() {
    return key;
  }

  /** The key with an example, as half a sentence. */
  String forExample() {
    return "'%s', for example %s".formatted(key, example);
  }

  /** That a method does not take the key, and which do. */
  String notTakenBy(AllocationMethod method) {
    var taking = AllocationMethod.taking(key);
    var names =
        taking.size() == 1
            ? taking.getFirst() + " does"
            : taking.subList(0, taking.size() - 1).stream().collect(Collectors.joining(", "))
                + " and "
                + taking.getLast()
                + " do";
    return "Method '%s' does not take '%s'; %s.".formatted(method.slug(), key, names);
  }
}
