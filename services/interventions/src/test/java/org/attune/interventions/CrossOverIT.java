package org.attune.interventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.attune.enrollment.v1.LeavingWay;
import org.attune.interventions.domain.InterventionsEvent;
import org.attune.interventions.domain.InterventionsEvent.ModuleUnlocked;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeAccess;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeStarted;
import org.attune.platform.event.EventKey;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.model.Protocol;
import org.attune.testkit.harness.ServiceHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The waiting list of docs/studies/msc-waitlist. Ann, in Chicago, is allocated on 2 March 2026;
 * post is on 4 May and open until the 14th.
 */
class CrossOverIT {
  private static final Protocol PROTOCOL =
      BundleReader.read(Bundle.read(Path.of("../../docs/studies/msc-waitlist")))
          .protocol()
          .orElseThrow();
  private static final String STUDY = PROTOCOL.study();
  private static final Instant NOON = Instant.parse("2026-03-02T18:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-05-15T05:00:00Z");
  private static final EventKey ANN = EventKey.of(STUDY, new UUID(0x8000L, 1));

  private ServiceHarness service;

  @BeforeEach
  void start() {
    service = ServiceHarness.start(new InterventionsDefinition(), NOON);
    hears(Said.published(PROTOCOL, NOON));
    hears(Said.opened(STUDY, NOON));
    hears(Said.allocated(ANN, "waitlist", "2026-03-02", "America/Chicago", NOON));
  }

  @AfterEach
  void stop() {
    var law = service.runtime().wiring().law().orElseThrow();
    service.database().transact(c -> assertThat(law.stored(c, ANN)).isEqualTo(law.folded(c, ANN)));
    service.close();
  }

  private void hears(SpecificRecordBase event) {
    service.awaitApplied(service.foreign().publish(event));
  }

  private List<InterventionsEvent> at(Instant instant) {
    service.clock().set(instant);
    while (service.tick(ANN) > 0) {}
    return service.history(ANN, InterventionsEvent.class);
  }

  @Test
  void a_waiting_list_gets_the_programme_when_the_window_has_closed() {
    assertThat(at(MIDNIGHT.minusSeconds(1))).isEmpty();
    assertThat(at(MIDNIGHT))
        .containsExactly(
            new ProgrammeStarted(
                STUDY,
                ANN.participantId(),
                "msc",
                LocalDate.parse("2026-05-15"),
                LocalDate.parse("2026-07-09"),
                "America/Chicago",
                1,
                ProgrammeAccess.CROSSED_OVER,
                MIDNIGHT));
    assertThat(at(MIDNIGHT.plusSeconds(6 * 3_600)))
        .filteredOn(ModuleUnlocked.class::isInstance)
        .hasSize(2);
  }

  @Test
  void it_is_midnight_where_the_participant_is_by_then() {
    hears(Said.moved(ANN, "Europe/Madrid", NOON));
    assertThat(at(Instant.parse("2026-05-14T21:59:59Z"))).isEmpty();
    assertThat(at(Instant.parse("2026-05-14T22:00:00Z"))).hasSize(1);
  }

  @Test
  void whoever_left_before_gets_none() {
    hears(Said.left(ANN, LeavingWay.STOP_INTERVENTION, NOON));
    assertThat(at(MIDNIGHT)).isEmpty();
  }
}
