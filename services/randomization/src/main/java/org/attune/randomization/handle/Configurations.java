package org.attune.randomization.handle;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.randomization.domain.Terms;
import org.attune.randomization.engine.AllocationConfiguration;
import org.attune.randomization.engine.AllocationConfiguration.ArmShare;
import org.attune.randomization.engine.AllocationConfiguration.Factor;
import org.attune.randomization.engine.ListedPlace;

/** What a protocol says, as the engine needs it. */
public final class Configurations {
  /** The method whose places are uploaded. */
  static final String LIST = "list";

  private Configurations() {}

  /**
   * The configuration of a protocol that randomizes.
   *
   * @param list places of an uploaded list, in order; empty for other methods
   * @throws IllegalArgumentException if no list can be made of it; studies refuses to open it
   */
  public static AllocationConfiguration of(
      Protocol protocol, RandomizationPlan plan, List<ListedPlace> list) {
    var cluster = plan.settings().cluster();
    return new AllocationConfiguration(
            protocol.study(),
            protocol.version(),
            plan.method(),
            protocol.arms().stream().map(arm -> new ArmShare(arm.id(), arm.ratio())).toList(),
            plan.blockSizes(),
            Terms.strata(plan).stream().map(Configurations::factor).toList(),
            settings(plan.settings()),
            list,
            cluster,
            AllocationConfiguration.engine(plan.method(), cluster))
        .checked();
  }

  private static Map<String, String> settings(RandomizationPlan.Settings settings) {
    var written = new TreeMap<String, String>();
    settings.chance().ifPresent(chance -> written.put("p", chance));
    settings.tolerated().ifPresent(number -> written.put("mti", number.toString()));
    settings.steepness().ifPresent(number -> written.put("a", number.toString()));
    settings.length().ifPresent(number -> written.put("length", number.toString()));
    settings.imbalance().ifPresent(how -> written.put("imbalance", how));
    settings.exhausted().ifPresent(rule -> written.put("when-exhausted", rule));
    return written;
  }

  private static Factor factor(RandomizationPlan.Stratum stratum) {
    var levels = Terms.isSite(stratum.from()) ? List.<String>of() : stratum.levels();
    return new Factor(stratum.id(), levels, stratum.weight());
  }
}
