package org.attune.randomization.engine;

import java.util.ArrayList;
import java.util.List;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.randomization.engine.AllocationConfiguration.ArmShare;
import org.attune.randomization.engine.AllocationConfiguration.Factor;

/** Configurations, seeds and lists that the tests of this package share. */
final class Lists {
  private Lists() {}

  static AllocationConfiguration stratified(List<ArmShare> arms, List<Integer> blockSizes) {
    return new AllocationConfiguration(
        "example",
        1,
        "stratified-blocks",
        arms,
        blockSizes,
        List.of(
            new Factor("site", List.of()), new Factor("attachment", List.of("secure", "insecure"))),
        AllocationConfiguration.ENGINE_VERSION);
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
    for (int i = 0; i < count; i++) places.add(list.next());
    return places;
  }
}
