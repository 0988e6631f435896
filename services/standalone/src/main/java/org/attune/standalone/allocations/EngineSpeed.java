package org.attune.standalone.allocations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.platform.entropy.KeyedHash;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.randomization.engine.AllocationConfiguration;
import org.attune.randomization.engine.AllocationConfiguration.ArmShare;
import org.attune.randomization.engine.AllocationConfiguration.Factor;
import org.attune.randomization.engine.Draw;
import org.attune.randomization.engine.StudyList;

/**
 * How many allocations the engine makes in a second, beside how many keyed hashes this machine
 * does, of which an allocation needs one. One thread.
 */
final class EngineSpeed {
  private static final int HASHES = 1_000_000;
  private static final int BLOCK_ALLOCATIONS = 4_000_000;
  private static final int MINIMISED_BEFORE = 10_000;
  private static final int MINIMISED = 20_000;
  private static final int FACTORS = 5;
  private static final int LEVELS = 4;
  private static final int TEXT_BYTES = 40;
  private static final double NANOS = 1e9;

  private final byte[] seed;

  EngineSpeed(long seed) {
    this.seed = new SeededEntropy(seed).bytes("allocation-seed", "bench", Draw.SEED_BYTES);
  }

  /** A number a second. */
  private static double perSecond(int count, Runnable work) {
    work.run(); // compiled by then
    long began = System.nanoTime();
    work.run();
    return count / ((System.nanoTime() - began) / NANOS);
  }

  double hashes() {
    var text = new byte[TEXT_BYTES];
    return perSecond(
        HASHES,
        () -> {
          var hash = new KeyedHash(seed);
          for (int i = 0; i < HASHES; i++) text[i % TEXT_BYTES] ^= hash.of(text)[0];
        });
  }

  /** Stratified blocks of three arms, 12 strata in turn. */
  double blocks() {
    var strata = new ArrayList<String>();
    for (int i = 0; i < 12; i++) strata.add("s" + i % 6 + "|" + (i < 6 ? "secure" : "insecure"));
    var configuration =
        AllocationConfiguration.ofBlocks(
            "bench",
            1,
            "stratified-blocks",
            List.of(new ArmShare("a", 1), new ArmShare("b", 1), new ArmShare("c", 1)),
            List.of(6, 9),
            List.of(
                new Factor("site", List.of()),
                new Factor("attachment", List.of("secure", "insecure"))));
    return perSecond(
        BLOCK_ALLOCATIONS,
        () -> {
          var list = new StudyList(seed, configuration);
          for (int i = 0; i < BLOCK_ALLOCATIONS; i++) list.next(strata.get(i % strata.size()));
        });
  }

  /** Minimisation of two arms, 5 factors of 4 levels, with 10,000 allocated before. */
  double minimised(String imbalance) {
    var factors = new ArrayList<Factor>();
    for (int i = 0; i < FACTORS; i++) factors.add(new Factor("f" + i, levels()));
    var configuration =
        new AllocationConfiguration(
                "bench",
                1,
                "minimisation",
                List.of(new ArmShare("a", 1), new ArmShare("b", 1)),
                List.of(),
                factors,
                Map.of("p", "4/5", "imbalance", imbalance),
                List.of(),
                Optional.empty(),
                AllocationConfiguration.DESIGNS_ENGINE)
            .checked();
    var list = new StudyList(seed, configuration);
    var strata = strata(MINIMISED_BEFORE + 2 * MINIMISED);
    for (int i = 0; i < MINIMISED_BEFORE; i++) list.next(strata.get(i));
    return perSecond(
        MINIMISED,
        () -> {
          int from = list.made();
          for (int i = 0; i < MINIMISED; i++) list.next(strata.get(from + i));
        });
  }

  private static List<String> levels() {
    var levels = new ArrayList<String>();
    for (int i = 0; i < LEVELS; i++) levels.add("l" + i);
    return levels;
  }

  /** People whose levels a keyed hash decides. */
  private List<String> strata(int people) {
    var hash = new KeyedHash(seed);
    var strata = new ArrayList<String>(people);
    for (int person = 0; person < people; person++) {
      var bytes =
          hash.of(Integer.toString(person).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      var levels = new ArrayList<String>();
      for (int i = 0; i < FACTORS; i++) levels.add("l" + (bytes[i] & (LEVELS - 1)));
      strata.add(String.join("|", levels));
    }
    return strata;
  }
}
