package org.attune.randomization;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.stream.IntStream;
import org.attune.platform.token.Role;
import org.attune.randomization.domain.RandomizationEvent.ArmAllocated;
import org.attune.testkit.harness.ServiceHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every method allocates through the service, and what it did can be derived again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MethodsIT {
  private static final Instant MARCH = Instant.parse("2026-03-01T12:00:00Z");
  private static final int PARTICIPANTS = 10;
  private static final String SITES = "strata: [{id: site, from: site}]";

  private ServiceHarness harness;

  @BeforeAll
  void start() {
    harness = ServiceHarness.start(new RandomizationDefinition(), MARCH);
  }

  @AfterAll
  void stop() {
    harness.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "one!method: simple",
        "two!method: permuted-blocks; block-sizes: [4, 6]",
        "three!method: minimisation; p: 4/5; imbalance: range; " + SITES,
        "four!method: biased-coin; p: 2/3; " + SITES,
        "five!method: biased-coin; a: 2; " + SITES,
        "six!method: big-stick; mti: 2; " + SITES,
        "seven!method: maximal; mti: 3; length: 200; when-exhausted: again; " + SITES,
        "eight!method: block-urn; block-sizes: [6]; " + SITES,
        "nine!method: big-stick; mti: 2; cluster: site",
      })
  void a_method_allocates_and_its_allocations_are_derived_again(String study, String plan) {
    var trial = trial(study, plan);
    trial.open(PARTICIPANTS);
    for (int i = 1; i <= PARTICIPANTS; i++) {
      trial.prepare(i, i % 3 == 0 ? "s1" : "s2");
      trial.tick(i);
    }
    var allocated =
        IntStream.rangeClosed(1, PARTICIPANTS)
            .mapToObj(i -> (ArmAllocated) trial.history(i).getFirst())
            .toList();
    assertThat(allocated.stream().map(ArmAllocated::sequence)).doesNotHaveDuplicates();
    if (plan.contains("cluster")) {
      for (var site : new String[] {"s1", "s2"}) {
        assertThat(
                allocated.stream()
                    .filter(a -> a.stratum().equals(site))
                    .map(ArmAllocated::arm)
                    .distinct())
            .hasSize(1);
      }
    }
    trial.lock();
    Records.assertDerivedAgain(harness, trial.study, allocated);
    var rows = trial.lawRows(PARTICIPANTS);
    assertThat(rows.get(1)).isEqualTo(rows.get(0));
  }

  private Trial trial(String study, String plan) {
    var lines = "  " + plan.replace("; ", "\n  ") + "\n";
    var trial = new Trial(harness, Bundles.pilot(study, lines));
    trial.publish();
    return trial;
  }

  @Test
  void a_maximal_list_at_its_end_lets_the_participant_wait_or_begins_again_as_declared() {
    var waits = trial("ten", "method: maximal; mti: 1; length: 2; when-exhausted: wait; " + SITES);
    waits.open(40);
    for (int i = 1; i <= 3; i++) {
      waits.prepare(i, "s1");
      waits.tick(i);
    }
    assertThat(waits.history(2)).hasSize(2);
    assertThat(waits.history(3)).isEmpty();
    var reply =
        harness.as(
            Role.COORDINATOR,
            "POST",
            "/studies/ten/participants/%s/allocation".formatted(Trial.participant(3)),
            new JsonObject());
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.body().getString("type")).isEqualTo("/problems/list-exhausted");
    waits.prepare(4, "s2");
    waits.tick(4);
    assertThat(waits.history(4)).hasSize(2);
    var rows = waits.lawRows(4);
    assertThat(rows.get(1)).isEqualTo(rows.get(0));
  }
}
