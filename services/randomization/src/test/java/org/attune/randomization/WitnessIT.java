package org.attune.randomization;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.attune.platform.token.Role;
import org.attune.randomization.domain.RandomizationEvent.ArmAllocated;
import org.attune.randomization.domain.RandomizationEvent.Way;
import org.attune.randomization.domain.RandomizationEvent.WitnessReconciled;
import org.attune.randomization.witness.Witness;
import org.attune.testkit.harness.ServiceHarness;
import org.attune.testkit.harness.ServiceHarness.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file that knows what was revealed, whatever the database says. */
class WitnessIT {
  private static final Instant MARCH = Instant.parse("2026-03-01T23:30:00Z");
  private static final Duration RELAYED_MAX = Duration.ofMinutes(1);

  private ServiceHarness harness;
  private Trial pilot;

  @BeforeEach
  void start() {
    harness = ServiceHarness.start(new RandomizationDefinition(), MARCH);
    pilot = new Trial(harness, Bundles.study("kindness-pilot"));
    pilot.publish();
    pilot.open(40);
    for (int i = 1; i <= 3; i++) {
      pilot.prepare(i, i % 2 == 0 ? "s1" : "s2");
      pilot.tick(i);
    }
    pilot.prepare(4, "s1");
    awaitLines(3);
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private Path file() {
    return harness.directory().resolve(Witness.FILE);
  }

  private List<String> lines() {
    try {
      return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What is relayed was witnessed before. */
  private void awaitLines(int count) {
    long end = System.nanoTime() + RELAYED_MAX.toNanos();
    while (!harness.runtime().isRelayed() && System.nanoTime() < end) look();
    assertThat(harness.runtime().isRelayed()).as("in time").isTrue();
    assertThat(lines()).hasSize(count);
  }

  private JsonObject look() {
    return send("GET", "", new JsonObject()).body();
  }

  private Reply send(String method, String path, JsonObject body) {
    return harness.as(
        Role.ADMIN, method, "/studies/%s/witness%s".formatted(pilot.study, path), body);
  }

  private Reply ask(int number) {
    return harness.as(
        Role.COORDINATOR,
        "POST",
        "/studies/%s/participants/%s/allocation".formatted(pilot.study, Trial.participant(number)),
        new JsonObject());
  }

  private void assertRefused(String sentence) {
    pilot.tick(4);
    assertThat(pilot.history(4)).isEmpty();
    var reply = ask(4);
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.body().getString("type")).isEqualTo("/problems/witness-disagrees");
    assertThat(reply.body().getString("detail")).contains(sentence);
  }

  private void assertAllocates() {
    pilot.tick(4);
    pilot.tick(4);
    assertThat(pilot.history(4)).hasSize(2);
    assertThat(((ArmAllocated) pilot.history(4).getFirst()).sequence()).isEqualTo(3);
    awaitLines(4);
    assertThat(look().getBoolean("agrees")).isTrue();
  }

  @Test
  void every_allocation_has_a_line_that_says_neither_who_nor_what() {
    assertThat(look().getBoolean("agrees")).isTrue();
    for (var line : lines()) {
      assertThat(line).startsWith(pilot.study + "\t").doesNotContain("usual", "\tkindness\t");
      for (int i = 1; i <= 3; i++) assertThat(line).doesNotContain(Trial.participant(i).toString());
    }
    assertAllocates();
  }

  @Test
  void without_its_witness_a_study_allocates_nobody_until_the_record_is_accepted()
      throws IOException {
    var copy = Files.readString(file());
    Files.delete(file());
    assertThat(look().getInteger("unwitnessed")).isEqualTo(3);
    assertRefused("lacks 3 allocations");
    assertThat(send("POST", "/giving-again", reason()).status()).isEqualTo(409);
    assertThat(send("POST", "/acceptance", reason()).body().getInteger("allocations")).isEqualTo(3);
    assertThat(Files.readString(file())).as("the same lines as before").isEqualTo(copy);
    assertThat(pilot.history().getLast())
        .isEqualTo(
            new WitnessReconciled(pilot.study, Way.RECORD_ACCEPTED, 3, 0, "a new disk", MARCH));
    assertAllocates();
  }

  @Test
  void the_copy_of_a_lost_witness_does_as_well() throws IOException {
    var copy = Files.readString(file());
    Files.writeString(file(), lines().getFirst() + "\n");
    assertThat(look().getInteger("unwitnessed")).isEqualTo(2);
    Files.writeString(file(), copy);
    assertThat(look().getBoolean("agrees")).isTrue();
    assertAllocates();
  }

  @Test
  void a_line_that_was_changed_is_named_and_nobody_can_accept_it() throws IOException {
    var copy = Files.readString(file());
    var lines = lines();
    var second = lines.get(1);
    for (var changed : List.of(flipped(second), "holiday", second.replace("\ts1\t", "\ts2\t"))) {
      Files.writeString(file(), String.join("\n", lines.get(0), changed, lines.get(2)) + "\n");
      assertThat(look().getJsonArray("unfit")).isEqualTo(new JsonArray().add(2));
      assertRefused("Line 2 of witness.tsv");
      assertThat(send("POST", "/acceptance", reason()).status()).isEqualTo(409);
      assertThat(send("POST", "/giving-again", reason()).status()).isEqualTo(409);
    }
    Files.writeString(file(), copy);
    assertThat(look().getBoolean("agrees")).isTrue();
  }

  @Test
  void a_line_that_was_made_up_is_no_allocation_to_give() throws IOException {
    var made = lines().getFirst().replaceFirst("\t0\t", "\t3\t");
    Files.writeString(file(), String.join("\n", lines()) + "\n" + made + "\n");
    assertThat(look().getJsonArray("unfit")).isEqualTo(new JsonArray().add(4));
    assertRefused("Line 4 of witness.tsv");
  }

  private static String flipped(String line) {
    char last = line.charAt(line.length() - 1);
    return line.substring(0, line.length() - 1) + (last == '0' ? '1' : '0');
  }

  private static JsonObject reason() {
    return new JsonObject().put("reason", "a new disk");
  }
}
