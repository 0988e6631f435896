package org.attune.randomization;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.attune.platform.token.Role;
import org.attune.randomization.domain.RandomizationEvent;
import org.attune.randomization.witness.Witness;
import org.attune.testkit.harness.ServiceHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A database that was put back to its third allocation, beside the witness of all nine. Both
 * services draw the same seeds, so that the second one has the lists of the first.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WitnessedMethodsIT {
  private static final Instant MARCH = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration RELAYED_MAX = Duration.ofMinutes(1);
  private static final int PARTICIPANTS = 9;
  private static final int IN_BACKUP = 3;
  private static final String SITES = "; strata: [{id: site, from: site}]";

  /** Plans of randomization by study. */
  private static final Map<String, String> PLANS =
      new TreeMap<>(
          Map.of(
              "a-simple", "method: simple",
              "b-blocks", "method: permuted-blocks; block-sizes: [4, 6]",
              "c-minimised", "method: minimisation; p: 4/5; imbalance: range" + SITES,
              "d-coin", "method: biased-coin; a: 2" + SITES,
              "e-maximal", "method: maximal; mti: 3; length: 200; when-exhausted: again" + SITES,
              "f-urn", "method: block-urn; block-sizes: [6]" + SITES,
              "g-clusters", "method: big-stick; mti: 2; cluster: site"));

  /** What happened before the database was put back: histories by study, and lines of the file. */
  private final Map<String, List<List<RandomizationEvent>>> lived = new HashMap<>();

  private List<String> witnessed = List.of();
  private ServiceHarness harness;

  @BeforeAll
  void live() throws IOException {
    harness = ServiceHarness.start(new RandomizationDefinition(), MARCH);
    for (var study : PLANS.keySet()) {
      var trial = trial(study);
      for (int i = 1; i <= PARTICIPANTS; i++) trial.tick(i);
      lived.put(study, histories(trial));
      awaitRelayed();
    }
    witnessed = Files.readAllLines(file());
    harness.close();
    harness = ServiceHarness.start(new RandomizationDefinition(), MARCH);
  }

  @AfterAll
  void stop() {
    harness.close();
  }

  static Set<String> studies() {
    return PLANS.keySet();
  }

  @ParameterizedTest
  @MethodSource("studies")
  void what_the_witness_has_and_the_database_lacks_is_given_again(String study) throws IOException {
    var back = trial(study);
    for (int i = 1; i <= IN_BACKUP; i++) back.tick(i);
    awaitRelayed();
    var own = Files.readAllLines(file());
    var missing =
        witnessed.stream()
            .filter(line -> line.startsWith(study + "\t") && !own.contains(line))
            .toList();
    assertThat(missing).hasSize(PARTICIPANTS - IN_BACKUP);
    Files.write(file(), missing, StandardOpenOption.APPEND);

    assertThat(witness(back, "GET", "").getInteger("missing")).isEqualTo(missing.size());
    assertThat(witness(back, "POST", "/giving-again").getInteger("allocations"))
        .isEqualTo(missing.size());
    assertThat(histories(back)).isEqualTo(lived.get(study));
    awaitRelayed();
    assertThat(Files.readAllLines(file())).hasSize(own.size() + missing.size());
    assertThat(witness(back, "GET", "").getBoolean("agrees")).isTrue();
  }

  /** Everybody is ready, and nobody has an arm. */
  private Trial trial(String study) {
    var lines = "  " + PLANS.get(study).replace("; ", "\n  ") + "\n";
    var trial = new Trial(harness, Bundles.pilot(study, lines));
    trial.publish();
    trial.open(2 * PARTICIPANTS);
    for (int i = 1; i <= PARTICIPANTS; i++) trial.prepare(i, i % 3 == 0 ? "s1" : "s2");
    return trial;
  }

  private static List<List<RandomizationEvent>> histories(Trial trial) {
    var histories = new ArrayList<List<RandomizationEvent>>();
    for (int i = 1; i <= PARTICIPANTS; i++) histories.add(trial.history(i));
    return histories;
  }

  private JsonObject witness(Trial trial, String method, String path) {
    var body = method.equals("GET") ? new JsonObject() : new JsonObject().put("reason", "a crash");
    var reply =
        harness.as(Role.ADMIN, method, "/studies/%s/witness%s".formatted(trial.study, path), body);
    assertThat(reply.status()).as(reply.body().encode()).isEqualTo(200);
    return reply.body();
  }

  private Path file() {
    return harness.directory().resolve(Witness.FILE);
  }

  /** What is relayed was witnessed before. */
  private void awaitRelayed() {
    long end = System.nanoTime() + RELAYED_MAX.toNanos();
    while (!harness.runtime().isRelayed() && System.nanoTime() < end) Thread.onSpinWait();
    assertThat(harness.runtime().isRelayed()).as("in time").isTrue();
  }
}
