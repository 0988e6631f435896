package org.attune.standalone.rehearsal;

import java.util.ArrayList;
import java.util.List;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.protocol.model.Site;
import org.attune.randomization.domain.Terms;
import org.attune.randomization.engine.AllocationConfiguration;
import org.attune.randomization.engine.AllocationConfiguration.ArmShare;
import org.attune.randomization.engine.AllocationConfiguration.Factor;
import org.attune.randomization.engine.Draw;
import org.attune.randomization.engine.StudyList;
import org.attune.randomization.upload.ListReading;

/**
 * The list that a rehearsal makes up for a study that declares one: in every stratum permuted
 * blocks that hold the ratio twice, by the rehearsal's seed.
 */
final class MadeList {
  private static final int SETS_IN_BLOCK = 2;

  private MadeList() {}

  /**
   * The list as a statistician would upload it.
   *
   * @param places of each stratum, if so many fit
   */
  static String csv(Protocol protocol, RandomizationPlan plan, int places, long seed) {
    var sites = protocol.sites().stream().map(Site::id).toList();
    var factors =
        Terms.strata(plan).stream()
            .map(s -> new Factor(s.id(), Terms.isSite(s.from()) ? sites : s.levels()))
            .toList();
    var strata = strata(factors);
    var list = new StudyList(seed(protocol, seed), configuration(protocol, factors));
    var csv = new StringBuilder("sequence,arm");
    for (var factor : factors) csv.append(',').append(factor.id());
    csv.append('\n');
    int each = Math.min(places, ListReading.PLACES_MAX / strata.size());
    for (int sequence = 1; sequence <= each * strata.size(); sequence++) {
      var levels = strata.get((sequence - 1) % strata.size());
      var arm = list.next(String.join("|", levels)).orElseThrow().arm();
      csv.append(sequence).append(',').append(arm);
      for (var level : levels) csv.append(',').append(quoted(level));
      csv.append('\n');
    }
    return csv.toString();
  }

  private static String quoted(String level) {
    return '"' + level.replace("\"", "\"\"") + '"';
  }

  private static byte[] seed(Protocol protocol, long seed) {
    return new SeededEntropy(seed).bytes("made-list", protocol.study(), Draw.SEED_BYTES);
  }

  private static AllocationConfiguration configuration(Protocol protocol, List<Factor> factors) {
    var arms = protocol.arms().stream().map(arm -> new ArmShare(arm.id(), arm.ratio())).toList();
    int block = SETS_IN_BLOCK * arms.stream().mapToInt(ArmShare::ratio).sum();
    return AllocationConfiguration.ofBlocks(
        protocol.study(),
        protocol.version(),
        factors.isEmpty() ? "permuted-blocks" : "stratified-blocks",
        arms,
        List.of(block),
        factors);
  }

  /** Every combination of levels, the last factor's first. */
  private static List<List<String>> strata(List<Factor> factors) {
    var strata = List.of(List.<String>of());
    for (var factor : factors) {
      var longer = new ArrayList<List<String>>();
      for (var stratum : strata) {
        for (var level : factor.levels()) {
          var with = new ArrayList<>(stratum);
          with.add(level);
          longer.add(List.copyOf(with));
        }
      }
      strata = List.copyOf(longer);
    }
    return strata;
  }
}
