package org.attune.standalone.platform;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.attune.randomization.engine.Allocation;
import org.attune.randomization.engine.ConfigurationText;
import org.attune.randomization.engine.StudyList;
import org.attune.randomization.v1.ArmAllocated;
import org.attune.randomization.v1.SeedRevealed;

/** The lists that a revealed seed commits to, for the checker. */
public final class AllocationLists {
  private AllocationLists() {}

  /** The arm that each of {@code allocations} should have, in their order. */
  public static List<String> replay(SeedRevealed revealed, List<ArmAllocated> allocations) {
    var seed = HexFormat.of().parseHex(revealed.getSeed());
    var configuration = ConfigurationText.read(revealed.getConfiguration());
    var list = new StudyList(seed, configuration);
    var arms = new ArrayList<String>();
    for (var allocation : allocations) {
      arms.add(list.next(allocation.getStratum()).map(Allocation::arm).orElse(""));
    }
    return arms;
  }
}
