package org.attune.randomization;

import java.math.BigInteger;
import java.util.List;
import org.attune.randomization.domain.RandomizationEvent.ArmAllocated;
import org.attune.randomization.domain.RandomizationEvent.ArmCount;
import org.attune.randomization.engine.Allocation.Chance;
import org.attune.randomization.engine.DrawRecord;

/** What events say of draws, as it is verified. */
final class Records {
  private Records() {}

  static List<DrawRecord> of(List<ArmAllocated> allocated) {
    return allocated.stream().map(Records::of).toList();
  }

  private static DrawRecord of(ArmAllocated event) {
    return new DrawRecord(
        event.sequence(),
        event.strata().stream().map(level -> level.level()).toList(),
        event.stratum(),
        event.index(),
        event.arm(),
        event.blockNumber(),
        event.blockSize(),
        event.counts().stream().map(Records::chance).toList(),
        event.draw(),
        event.attempt(),
        event.engineVersion());
  }

  private static Chance chance(ArmCount count) {
    if (count.exact().isEmpty()) {
      return new Chance(
          count.arm(),
          count.count(),
          BigInteger.valueOf(count.numerator()),
          BigInteger.valueOf(count.denominator()));
    }
    var parts = count.exact().get().split("/");
    return new Chance(
        count.arm(), count.count(), new BigInteger(parts[0]), new BigInteger(parts[1]));
  }
}
