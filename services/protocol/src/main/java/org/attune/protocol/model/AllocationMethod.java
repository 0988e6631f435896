package org.attune.protocol.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The methods of allocation that a study may name, each with the keys that it takes below {@code
 * randomization:} besides {@code method} and {@code when}. The biased coin needs one of its two
 * numbers, which is a rule of its own.
 */
public enum AllocationMethod {
  SIMPLE(required(), optional("cluster")),
  PERMUTED_BLOCKS(required("block-sizes"), optional("cluster")),
  STRATIFIED_BLOCKS(required("block-sizes", "strata"), optional()),
  MINIMISATION(required("p", "imbalance", "strata"), optional("weight")),
  BIASED_COIN(required(), optional("p", "a", "strata", "cluster")),
  BIG_STICK(required("mti"), optional("strata", "cluster")),
  MAXIMAL(required("mti", "length", "when-exhausted"), optional("strata", "cluster")),
  BLOCK_URN(required("block-sizes"), optional("strata", "cluster")),
  LIST(required("when-exhausted"), optional("strata"));

  /** Methods that look at the difference between two arms alike, and know no other ratio. */
  private static final Set<AllocationMethod> OF_AN_EQUAL_PAIR =
      Set.of(BIASED_COIN, BIG_STICK, MAXIMAL);

  private final Set<String> requiredKeys;
  private final Set<String> optionalKeys;

  AllocationMethod(Set<String> requiredKeys, Set<String> optionalKeys) {
    this.requiredKeys = requiredKeys;
    this.optionalKeys = optionalKeys;
  }

  private static Set<String> required(String... keys) {
    return Set.of(keys);
  }

  private static Set<String> optional(String... keys) {
    return Set.of(keys);
  }

  /** The method of that name in study.yaml; empty if there is none. */
  public static Optional<AllocationMethod> of(String slug) {
    return Arrays.stream(values()).filter(method -> method.slug().equals(slug)).findFirst();
  }

  /** All names, in the order of the methods. */
  public static List<String> slugs() {
    return Arrays.stream(values()).map(AllocationMethod::slug).toList();
  }

  /** Names of the methods that take {@code key}, in the order of the methods. */
  public static List<String> taking(String key) {
    return Arrays.stream(values())
        .filter(method -> method.takes(key))
        .map(AllocationMethod::slug)
        .toList();
  }

  /** Name in study.yaml, for example {@code block-urn}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** True if the method cannot do without {@code key}. */
  public boolean needs(String key) {
    return requiredKeys.contains(key);
  }

  /** True if the method pays attention to {@code key}. */
  public boolean takes(String key) {
    return requiredKeys.contains(key) || optionalKeys.contains(key);
  }

  /** True if the method is for two arms in the ratio 1:1 only. */
  public boolean needsEqualPair() {
    return OF_AN_EQUAL_PAIR.contains(this);
  }
}
