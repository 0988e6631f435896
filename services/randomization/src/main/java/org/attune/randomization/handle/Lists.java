package org.attune.randomization.handle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.platform.entropy.Entropy;
import org.attune.randomization.domain.RandomizationEvent.StratumLevel;
import org.attune.randomization.engine.Allocation;
import org.attune.randomization.engine.AllocationConfiguration;
import org.attune.randomization.engine.Commitment;
import org.attune.randomization.engine.ConfigurationText;
import org.attune.randomization.engine.Draw;
import org.attune.randomization.engine.StratumList;
import org.attune.randomization.store.SeedVault;
import org.attune.randomization.store.StudyAllocation;

/** The lists of studies, made of their sealed seeds; the one class that holds a seed in memory. */
final class Lists {
  private final SeedVault vault;
  private final Entropy entropy;

  Lists(SeedVault vault, Entropy entropy) {
    this.vault = vault;
    this.entropy = entropy;
  }

  /** A new list for a study: draws its seed, seals it and commits to it. */
  StudyAllocation begin(AllocationConfiguration configuration) {
    var study = configuration.study();
    var seed = entropy.bytes("allocation-seed", study, Draw.SEED_BYTES);
    return new StudyAllocation(
        study,
        configuration.version(),
        ConfigurationText.write(configuration),
        Commitment.of(seed, configuration),
        vault.seal(study, seed),
        0,
        Optional.empty(),
        false);
  }

  /** What was committed to. */
  AllocationConfiguration configuration(StudyAllocation study) {
    return ConfigurationText.read(study.configuration());
  }

  /** The stratum of these levels. */
  String stratum(StudyAllocation study, List<String> levels) {
    return configuration(study).stratum(levels);
  }

  /**
   * The place at {@code index} of a stratum's list.
   *
   * @throws IllegalStateException if seed and configuration are not those that were committed to,
   *     or another engine made the list
   */
  Allocation at(StudyAllocation study, String stratum, int index) {
    var configuration = configuration(study);
    if (!configuration.engineVersion().equals(AllocationConfiguration.ENGINE_VERSION)) {
      throw new IllegalStateException("engine " + configuration.engineVersion() + " is needed");
    }
    return StratumList.at(seed(study), configuration, stratum, index);
  }

  /** The levels of a stratum, each with its factor. */
  List<StratumLevel> levels(StudyAllocation study, String stratum) {
    var factors = configuration(study).strata();
    var texts = factors.isEmpty() ? List.<String>of() : AllocationConfiguration.levels(stratum);
    var levels = new ArrayList<StratumLevel>();
    for (int i = 0; i < factors.size(); i++) {
      levels.add(new StratumLevel(factors.get(i).id(), texts.get(i)));
    }
    return levels;
  }

  /**
   * The seed.
   *
   * @throws IllegalStateException if it is not the one that was committed to
   */
  byte[] seed(StudyAllocation study) {
    var seed = vault.open(study.study(), study.sealedSeed());
    if (!Commitment.of(seed, configuration(study)).equals(study.commitment())) {
      throw new IllegalStateException("the list of " + study.study() + " is not the committed one");
    }
    return seed;
  }
}
