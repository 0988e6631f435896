package org.attune.interventions.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.interventions.domain.Trial.ANN;
import static org.attune.interventions.domain.Trial.STUDY;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.attune.interventions.domain.InterventionsEvent.EngagementRecorded;
import org.attune.interventions.domain.InterventionsEvent.ModuleKind;
import org.attune.interventions.domain.InterventionsEvent.ModuleUnlocked;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEndReason;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEnded;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeStarted;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.RecordCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events as bytes and back. */
class InterventionsEventTest {
  private static final RecordCodec CODEC = new RecordCodec(EventCatalog.standard());
  private static final Instant AT = Instant.parse("2026-03-17T05:00:00.000001Z");
  private static final LocalDate DAY = LocalDate.parse("2026-03-17");

  static Stream<InterventionsEvent> events() {
    return Stream.of(
        new ProgrammeStarted(STUDY, ANN, "abct", DAY, DAY.plusDays(55), "Europe/Madrid", 1, AT),
        new ModuleUnlocked(STUDY, ANN, "abct", "s1", ModuleKind.SESSION, DAY, AT),
        engagement(Optional.of(5)),
        engagement(Optional.empty()),
        new ProgrammeEnded(STUDY, ANN, "abct", ProgrammeEndReason.COMPLETED, 8, 3, AT));
  }

  private static EngagementRecorded engagement(Optional<Integer> rating) {
    return new EngagementRecorded(
        STUDY,
        ANN,
        new UUID(0, 1),
        "abct",
        "safe-place",
        ModuleKind.PRACTICE,
        AT,
        AT,
        900,
        100,
        rating,
        AT,
        AT);
  }

  @ParameterizedTest
  @MethodSource("events")
  void an_event_is_read_as_it_was_written(InterventionsEvent event) {
    var bytes = CODEC.encode((Record) event);
    assertThat(CODEC.decode(bytes, InterventionsEvent.class)).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("events")
  void every_event_is_restricted(InterventionsEvent event) {
    assertThat(CODEC.type((Record) event).topic()).isEqualTo("interventions.restricted.v1");
  }

  @Test
  void no_event_is_left_out_here() {
    assertThat(events().map(Object::getClass).distinct())
        .hasSize(InterventionsEvent.class.getPermittedSubclasses().length);
  }
}
