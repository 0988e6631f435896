package org.attune.protocol.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.canonical.Protocols;
import org.attune.protocol.model.AllocationMethod;
import org.junit.jupiter.api.Test;

/** What holds whatever stands below {@code randomization:}: seeded keys and values. */
class SettingLawsTest {
  private static final long SEED = Long.getLong("seed", 20261129L);
  private static final int STUDIES = 600;

  private static final Map<String, List<String>> VALUES =
      new TreeMap<>(
          Map.of(
              "block-sizes", List.of("[4]", "[8]", "[4, 6]", "[]", "[x]", "0"),
              "p", List.of("2/3", "0.8", "1", "1/2", "0", "999999999/1", "x", "[]", "null"),
              "a", List.of("1", "2", "100", "0", "-1", "1e9", "{}"),
              "mti", List.of("1", "3", "1000", "0", "99999999999"),
              "length", List.of("2", "24", "7", "200", "0", "\"\""),
              "imbalance", List.of("range", "variance", "standard-deviation", "x"),
              "when-exhausted", List.of("wait", "again", "simple", "x", "[]"),
              "cluster", List.of("site", "x", "{}"),
              "strata",
                  List.of(
                      "[]",
                      "[" + RandomizedStudy.STRATUM + "]",
                      "[{id: site, from: site, weight: 3}]",
                      "[{id: site, from: site, weight: x}]",
                      "x")));

  @Test
  void a_study_has_findings_in_order_or_is_a_protocol_that_loses_nothing() {
    var random = new Random(SEED);
    var published = 0;
    for (var i = 0; i < STUDIES; i++) {
      var keys = keys(random);
      var said = "seed %d, study %d: %s".formatted(SEED, i, keys);
      var linting = RandomizedStudy.by(keys).sites(1 + random.nextInt(9)).linting();
      assertThat(linting.findings())
          .as(said)
          .isSortedAccordingTo(Finding.ORDER)
          .doesNotHaveDuplicates();
      assertThat(linting.protocol().isPresent()).as(said).isEqualTo(!linting.hasErrors());
      if (linting.protocol().isEmpty()) continue;
      published++;
      var protocol = linting.protocol().get();
      assertThat(Protocols.fromCanonical(CanonicalProtocol.of(protocol).json()))
          .as(said)
          .isEqualTo(protocol);
    }
    assertThat(published).as("seed %d", SEED).isGreaterThan(STUDIES / 20);
  }

  /** A method with mostly the keys that it needs. */
  private static String keys(Random random) {
    var methods = AllocationMethod.values();
    var method = methods[random.nextInt(methods.length)];
    var keys = new ArrayList<>(List.of("method: " + method.slug()));
    VALUES.forEach(
        (key, values) -> {
          int chance = method.needs(key) ? 95 : method.takes(key) ? 50 : 8;
          if (random.nextInt(100) >= chance) return;
          // What is right stands first, and comes as often as all that is wrong.
          var value = values.get(random.nextBoolean() ? 0 : random.nextInt(values.size()));
          keys.add(key + ": " + value);
        });
    return String.join(", ", keys);
  }
}
