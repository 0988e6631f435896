package org.attune.randomization;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.platform.token.Role;
import org.attune.randomization.domain.RandomizationEvent.AllocationListUploaded;
import org.attune.randomization.domain.RandomizationEvent.ArmAllocated;
import org.attune.randomization.domain.RandomizationEvent.RandomizationCommitted;
import org.attune.testkit.harness.ServiceHarness;
import org.attune.testkit.harness.ServiceHarness.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A list that a statistician made: read, bound, followed, and only ever longer. */
class ListUploadIT {
  private static final Instant MARCH = Instant.parse("2026-03-01T12:00:00Z");
  private static final String LISTED =
      "  method: list\n  when-exhausted: %s\n  strata: [{id: site, from: site}]\n";

  private static final String LIST =
      """
      sequence,arm,site
      10,usual,s2
      9,kindness,s2
      1,kindness,s1
      2,usual,s1
      3,usual,s1
      4,kindness,s1
      5,usual,s2
      6,usual,s2
      7,kindness,s2
      8,kindness,s2
      """;

  private ServiceHarness harness;
  private Trial trial;

  @BeforeEach
  void start() {
    harness = ServiceHarness.start(new RandomizationDefinition(), MARCH);
    trial = new Trial(harness, Bundles.pilot("listed", LISTED.formatted("wait")));
    trial.publish();
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private Reply upload(String csv) {
    return harness.as(
        Role.UNBLINDED_STATISTICIAN,
        "PUT",
        "/studies/" + trial.study + "/list",
        new JsonObject().put("list", csv));
  }

  private List<String> arms(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> ((ArmAllocated) trial.history(i).getFirst()).arm())
        .toList();
  }

  private void come(int from, int to, String site) {
    for (int i = from; i <= to; i++) {
      trial.prepare(i, site);
      trial.tick(i);
    }
  }

  @Test
  void places_are_given_in_the_order_of_their_numbers_and_never_of_their_text() {
    assertThat(upload(LIST).body().getInteger("places")).isEqualTo(10);
    trial.open(40);
    come(1, 6, "s2");
    assertThat(arms(1, 6))
        .containsExactly("usual", "usual", "kindness", "kindness", "kindness", "usual");
  }

  @Test
  void a_list_that_ends_is_waited_for_and_goes_on_where_places_are_added() {
    upload(LIST);
    trial.open(40);
    come(1, 5, "s1");
    assertThat(trial.history(5)).isEmpty();
    var first = commitment();
    var added = upload("sequence,arm,site\n11,usual,s1\n");
    assertThat(added.body().getInteger("places")).isEqualTo(11);
    assertThat(added.body().getString("commitment")).isNotEqualTo(first);
    trial.tick(5); // looks again
    trial.tick(5); // and is allocated
    assertThat(arms(5, 5)).containsExactly("usual");
    assertThat(trial.history())
        .filteredOn(event -> event instanceof RandomizationCommitted)
        .hasSize(2);
    trial.lock();
    var allocated =
        IntStream.rangeClosed(1, 5)
            .mapToObj(i -> (ArmAllocated) trial.history(i).getFirst())
            .toList();
    Records.assertDerivedAgain(harness, trial.study, allocated);
    var rows = trial.lawRows(5);
    assertThat(rows.get(1)).isEqualTo(rows.get(0));
  }

  private String commitment() {
    return harness
        .as(Role.ADMIN, "GET", "/studies/listed/commitment", new JsonObject())
        .body()
        .getString("commitment");
  }

  @Test
  void an_open_list_only_grows() {
    upload(LIST);
    upload(LIST.replace("10,usual", "10,kindness")); // before the study opens it is replaced
    trial.open(40);
    assertThat(codes(upload(LIST))).containsOnly("list-place-taken");
    assertThat(codes(upload("sequence,arm,site\n12,usual,s1\n")))
        .containsExactly("list-sequence-missing");
    assertThat(trial.history())
        .filteredOn(event -> event instanceof AllocationListUploaded)
        .hasSize(2);
  }

  private static List<String> codes(Reply reply) {
    assertThat(reply.status()).isEqualTo(400);
    return reply.body().getJsonArray("findings").stream()
        .map(finding -> ((JsonObject) finding).getString("code"))
        .toList();
  }

  @Test
  void a_list_is_refused_where_none_is_declared_or_none_can_be_added() {
    var blocks = new Trial(harness, Bundles.study("kindness-pilot"));
    blocks.publish();
    assertThat(refusal(blocks)).isEqualTo("/problems/list-not-declared");
    trial = new Trial(harness, Bundles.pilot("drawn", LISTED.formatted("simple")));
    trial.publish();
    upload(LIST);
    trial.open(40);
    come(1, 5, "s1");
    assertThat(arms(1, 4)).containsExactly("kindness", "usual", "usual", "kindness");
    assertThat(trial.history(5)).hasSize(2);
    assertThat(refusal(trial)).isEqualTo("/problems/list-fixed");
  }

  private String refusal(Trial other) {
    trial = other;
    var reply = upload(LIST);
    assertThat(reply.status()).isEqualTo(409);
    return reply.body().getString("type");
  }

  @Test
  void a_statistician_who_may_know_it_uploads_it_and_nobody_else() {
    for (var role : Role.values()) {
      if (role == Role.UNBLINDED_STATISTICIAN) continue;
      var reply =
          harness.as(role, "PUT", "/studies/listed/list", new JsonObject().put("list", LIST));
      assertThat(reply.status()).as(role.name()).isIn(401, 403);
    }
    assertThat(upload(LIST).body().encode()).doesNotContain("kindness", "usual");
  }
}
