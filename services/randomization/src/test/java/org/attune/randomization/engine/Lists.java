package org.attune.randomization.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.randomization.engine.AllocationConfiguration.ArmShare;
import org.attune.randomization.engine.AllocationConfiguration.Factor;

/** Configurations, seeds and lists that the tests of this package share. */
final class Lists {
  private Lists() {}

  static AllocationConfiguration stratified(List<ArmShare> arms, List<Integer> blockSizes) {
    return AllocationConfiguration.ofBlocks(
        "example", 1, "stratified-blocks", arms, blockSizes, siteAndAttachment());
  }

  static List<Factor> siteAndAttachment() {
    return List.of(
        new Factor("site", List.of()), new Factor("attachment", List.of("secure", "insecure")));
  }

  /** Of a method without blocks; every stratum of site and attachment has a list of its own. */
  static AllocationConfiguration within(
      String method, List<ArmShare> arms, List<Integer> sizes, Map<String, String> settings) {
    return new AllocationConfiguration(
            "example",
            1,
            method,
            arms,
            sizes,
            method.equals("simple") ? List.of() : siteAndAttachment(),
            settings,
            List.of(),
            Optional.empty(),
            AllocationConfiguration.DESIGNS_ENGINE)
        .checked();
  }

  static List<ArmShare> pair() {
    return List.of(new ArmShare("a", 1), new ArmShare("b", 1));
  }

  static List<ArmShare> twoOneOne() {
    return List.of(new ArmShare("abct", 2), new ArmShare("mbsr", 1), new ArmShare("tau", 1));
  }

  static byte[] counting() {
    var seed = new byte[32];
    for (int i = 0; i < seed.length; i++) seed[i] = (byte) i;
    return seed;
  }

  static byte[] seed(long number) {
    return new SeededEntropy(number).bytes("allocation-seed", "example", 32);
  }

  static List<Allocation> first(
      int count, byte[] seed, AllocationConfiguration configuration, String stratum) {
    var list = new StratumList(seed, configuration, stratum);
    var places = new ArrayList<Allocation>();
    for (int i = 0; i < count; i++) places.add(list.next(stratum).orElseThrow());
    return places;
  }
}
