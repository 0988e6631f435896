package org.attune.interventions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.interventions.domain.Trial.NOON;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.attune.interventions.domain.InterventionsEvent;
import org.attune.interventions.domain.InterventionsEvent.ModuleUnlocked;
import org.attune.interventions.domain.Trial;
import org.attune.platform.event.EventKey;
import org.attune.protocol.model.Protocol;
import org.attune.testkit.harness.ServiceHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A session with a gentler variant for those who keep away from others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TailoringIT {
  private static final Protocol PROTOCOL =
      Trial.tailored("baseline.attachment.avoidance >= 4.5 && baseline.phq9_total >= 10.0");
  private static final JsonObject NOTHING = new JsonObject();

  private ServiceHarness service;
  private EventKey ann;
  private int people;

  @BeforeAll
  void start() {
    service = ServiceHarness.start(new InterventionsDefinition(), NOON);
    service.foreign().publish(Said.published(PROTOCOL, NOON));
    hears(Said.opened(PROTOCOL.study(), NOON));
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @BeforeEach
  void somebodyNew() {
    ann = EventKey.of(PROTOCOL.study(), new UUID(0x8000L, 0x8000_0000_0000_0100L + people++));
    service.clock().set(NOON);
    hears(Said.enrolled(ann, "s1", NOON));
  }

  @AfterEach
  void state_is_what_the_history_implies() {
    service.assertLaw(ann);
  }

  private void hears(SpecificRecordBase event) {
    service.awaitApplied(service.foreign().publish(event));
  }

  private void assessed(String assessment, String avoidance) {
    hears(Said.assessed(ann, assessment, avoidance, NOON));
  }

  private void allocatedAndUnlocked() {
    hears(Said.allocated(ann, "abct", "2026-03-16", "Europe/Madrid", NOON));
    service.clock().set(Instant.parse("2026-03-17T05:00:00Z"));
    while (service.tick(ann) > 0) {}
  }

  /** Heading of the first part of the first session, as the app shows it. */
  private String reads() {
    var path = "/studies/" + ann.study() + "/participants/" + ann.participant() + "/programme";
    var reply = service.as(ann, "GET", path, NOTHING);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().encode()).doesNotContain("gentler", "variant");
    var session = reply.body().getJsonArray("modules").getJsonObject(0);
    return session.getJsonArray("parts").getJsonObject(0).getString("title");
  }

  private Optional<String> recorded() {
    return service.history(ann, InterventionsEvent.class).stream()
        .filter(ModuleUnlocked.class::isInstance)
        .map(ModuleUnlocked.class::cast)
        .filter(event -> event.module().equals("s1"))
        .findFirst()
        .orElseThrow()
        .variant();
  }

  @Test
  void whom_the_rule_holds_for_reads_the_variant_and_the_history_says_so() {
    assessed("baseline", "4.5");
    allocatedAndUnlocked();
    assertThat(reads()).isEqualTo("Despacio");
    assertThat(recorded()).contains("gentler");
  }

  @Test
  void everybody_else_reads_what_the_session_holds() {
    assessed("baseline", "4.4");
    allocatedAndUnlocked();
    assertThat(reads()).isEqualTo("Por qué empezar por llegar");
    assertThat(recorded()).isEmpty();
  }

  @Test
  void a_rule_that_cannot_be_decided_does_not_hold() {
    allocatedAndUnlocked();
    assertThat(reads()).isEqualTo("Por qué empezar por llegar");
    assertThat(recorded()).isEmpty();
  }

  @Test
  void what_is_learned_later_changes_nothing_that_is_unlocked() {
    assessed("baseline", "4.4");
    allocatedAndUnlocked();
    assessed("baseline", "6.5");
    assertThat(reads()).isEqualTo("Por qué empezar por llegar");
  }
}
