package org.attune.randomization.handle;

import java.util.List;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.randomization.domain.Terms;
import org.attune.randomization.engine.AllocationConfiguration;
import org.attune.randomization.engine.AllocationConfiguration.ArmShare;
import org.attune.randomization.engine.AllocationConfiguration.Factor;

/** What a protocol says, as the engine needs it. */
public final class Configurations {
  private Configurations() {}

  /**
   * The configuration of a protocol that randomizes.
   *
   * @throws IllegalArgumentException if the engine has no such method; studies refuses to open it
   */
  public static AllocationConfiguration of(Protocol protocol, RandomizationPlan plan) {
    boolean stratified = plan.method().equals("stratified-blocks");
    return new AllocationConfiguration(
        protocol.study(),
        protocol.version(),
        plan.method(),
        protocol.arms().stream().map(arm -> new ArmShare(arm.id(), arm.ratio())).toList(),
        plan.blockSizes(),
        stratified ? plan.strata().stream().map(Configurations::factor).toList() : List.of(),
        AllocationConfiguration.ENGINE_VERSION);
  }

  private static Factor factor(RandomizationPlan.Stratum stratum) {
    return new Factor(stratum.id(), Terms.isSite(stratum.from()) ? List.of() : stratum.levels());
  }
}
