package org.attune.randomization;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.attune.platform.token.Role;
import org.attune.randomization.domain.RandomizationEvent.ArmAllocated;
import org.attune.randomization.domain.RandomizationEvent.ArmCount;
import org.attune.randomization.engine.Allocation.Chance;
import org.attune.randomization.engine.ConfigurationText;
import org.attune.randomization.engine.DrawRecord;
import org.attune.randomization.engine.Verification;
import org.attune.testkit.harness.ServiceHarness;

/** What events say of draws, as it is verified. */
final class Records {
  private Records() {}

  /** Reveals the seed of a locked study; its allocations are those that it was bound to. */
  static void assertDerivedAgain(
      ServiceHarness harness, String study, List<ArmAllocated> allocated) {
    var revealed =
        harness
            .as(
                Role.ADMIN,
                "POST",
                "/studies/" + study + "/seed-revelation",
                new JsonObject().put("reason", "the analysis begins"))
            .body();
    var seed = HexFormat.of().parseHex(revealed.getString("seed"));
    var configuration = ConfigurationText.read(revealed.getString("configuration"));
    assertThat(Verification.isCommitted(seed, configuration, revealed.getString("commitment")))
        .isTrue();
    assertThat(Verification.verify(seed, configuration, of(allocated))).isEmpty();
  }

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
