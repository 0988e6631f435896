package org.attune.randomization.handle;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.platform.entropy.Entropy;
import org.attune.randomization.domain.RandomizationEvent.StratumLevel;
import org.attune.randomization.engine.Allocation;
import org.attune.randomization.engine.AllocationConfiguration;
import org.attune.randomization.engine.Commitment;
import org.attune.randomization.engine.ConfigurationText;
import org.attune.randomization.engine.Draw;
import org.attune.randomization.engine.ListedPlace;
import org.attune.randomization.engine.StudyList;
import org.attune.randomization.store.AllocationStore;
import org.attune.randomization.store.SeedVault;
import org.attune.randomization.store.StudyAllocation;

/**
 * The lists of studies, made of their sealed seeds; the one class that holds a seed in memory. A
 * list that was used is kept, at the place that the database has come to, so that an allocation
 * does not walk it from the beginning.
 */
final class Lists {
  /** Lists, and configurations, that are kept at once; with more of them all are made anew. */
  private static final int KEPT_MAX = 256;

  /** Put before a study's name, so that no list is taken for a seed. */
  private static final String LIST = "list of ";

  private final SeedVault vault;
  private final Entropy entropy;
  private final AllocationStore allocations;

  /** By commitment, which no other list has. */
  private final Map<String, StudyList> kept = new ConcurrentHashMap<>();

  /** What was committed to, read once: allocating asks for it several times. */
  private final Map<Committed, AllocationConfiguration> read = new ConcurrentHashMap<>();

  /** The commitment stands for a list, which the text does not hold. */
  private record Committed(String commitment, String text) {}

  Lists(SeedVault vault, Entropy entropy, AllocationStore allocations) {
    this.vault = vault;
    this.entropy = entropy;
    this.allocations = allocations;
  }

  /** A new list for a study: draws its seed, seals it and commits to it. */
  StudyAllocation begin(AllocationConfiguration configuration) {
    var study = configuration.study();
    var seed = entropy.bytes("allocation-seed", study, Draw.SEED_BYTES);
    var commitment = Commitment.of(seed, configuration);
    return new StudyAllocation(
        study,
        configuration.version(),
        ConfigurationText.write(configuration.listing(List.of())),
        commitment,
        commitment,
        vault.seal(study, seed),
        configuration.isListed()
            ? Optional.of(seal(study, configuration.list()))
            : Optional.empty(),
        0,
        Optional.empty(),
        false);
  }

  /** What was committed to. */
  AllocationConfiguration configuration(StudyAllocation study) {
    if (read.size() > KEPT_MAX) read.clear();
    var committed = new Committed(study.commitment(), study.configuration());
    return read.computeIfAbsent(committed, _ -> readConfiguration(study));
  }

  private AllocationConfiguration readConfiguration(StudyAllocation study) {
    var configuration = ConfigurationText.read(study.configuration());
    return study
        .sealedList()
        .map(list -> configuration.listing(open(study.study(), list)))
        .orElse(configuration);
  }

  /** Seals the places of a list; it gives arms away as a seed does. */
  byte[] seal(String study, List<ListedPlace> places) {
    var text = ConfigurationText.write(places).getBytes(StandardCharsets.UTF_8);
    return vault.seal(LIST + study, text);
  }

  /** The places of a sealed list. */
  List<ListedPlace> open(String study, byte[] sealed) {
    var text = vault.open(LIST + study, sealed);
    return ConfigurationText.readPlaces(new String(text, StandardCharsets.UTF_8));
  }

  /**
   * The commitment of a study to a longer list.
   *
   * @throws IllegalStateException as {@link #seed}
   */
  String commitment(StudyAllocation study, List<ListedPlace> places) {
    return Commitment.of(seed(study), configuration(study).listing(places));
  }

  /** The stratum of these levels. */
  String stratum(StudyAllocation study, List<String> levels) {
    return configuration(study).stratum(levels);
  }

  /**
   * The allocation that comes next, of a study that is locked.
   *
   * @return empty if the list has no place left and is to be waited for
   * @throws IllegalStateException if seed and configuration are not those that were committed to,
   *     another engine made the list, or the database has another allocation than it
   */
  Optional<Allocation> next(Connection connection, StudyAllocation study, String stratum)
      throws SQLException {
    if (kept.size() > KEPT_MAX) kept.clear();
    var list = kept.computeIfAbsent(study.commitment(), _ -> list(study));
    synchronized (list) {
      boolean ahead = list.made() > study.allocations(); // of a transaction that was rolled back
      var current = ahead ? list(study) : list;
      if (ahead) kept.put(study.commitment(), current);
      follow(connection, study, current);
      return current.next(stratum);
    }
  }

  private StudyList list(StudyAllocation study) {
    return new StudyList(seed(study), configuration(study));
  }

  /** Brings a list to where the database is. */
  private void follow(Connection connection, StudyAllocation study, StudyList list)
      throws SQLException {
    if (list.made() == study.allocations()) return;
    for (var given : allocations.given(connection, study.study(), list.made())) {
      var drawn = list.next(given.stratum());
      boolean fits =
          drawn.isPresent()
              && drawn.get().arm().equals(given.arm())
              && drawn.get().index() == given.index();
      if (!fits) {
        kept.remove(study.commitment());
        throw new IllegalStateException(
            "allocation %d of %s is not the one of its list"
                .formatted(given.sequence(), study.study()));
      }
    }
  }

  /**
   * The arms of a study from its first allocation, if those who came were of these strata.
   *
   * @return one per stratum, in their order; empty where the list had no place
   */
  List<Optional<String>> arms(StudyAllocation study, List<String> strata) {
    var list = list(study);
    var arms = new ArrayList<Optional<String>>(strata.size());
    for (var stratum : strata) arms.add(list.next(stratum).map(Allocation::arm));
    return arms;
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
