package org.attune.randomization.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.RecordCodec;
import org.attune.randomization.domain.RandomizationEvent.AllocationKept;
import org.attune.randomization.domain.RandomizationEvent.AllocationListUploaded;
import org.attune.randomization.domain.RandomizationEvent.ArmAllocated;
import org.attune.randomization.domain.RandomizationEvent.ArmCount;
import org.attune.randomization.domain.RandomizationEvent.ClosingReason;
import org.attune.randomization.domain.RandomizationEvent.NotRandomizedReason;
import org.attune.randomization.domain.RandomizationEvent.ParticipantNotRandomized;
import org.attune.randomization.domain.RandomizationEvent.ParticipantRandomized;
import org.attune.randomization.domain.RandomizationEvent.ParticipantUnblinded;
import org.attune.randomization.domain.RandomizationEvent.RandomizationClosed;
import org.attune.randomization.domain.RandomizationEvent.RandomizationCommitted;
import org.attune.randomization.domain.RandomizationEvent.SeedRevealed;
import org.attune.randomization.domain.RandomizationEvent.StratumLevel;
import org.attune.randomization.domain.RandomizationEvent.UnblindingReason;
import org.attune.randomization.domain.RandomizationEvent.Way;
import org.attune.randomization.domain.RandomizationEvent.WitnessReconciled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events as bytes and back. */
class EventsTest {
  private static final RecordCodec CODEC = new RecordCodec(EventCatalog.standard());
  private static final UUID ANN = new UUID(0, 1);
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00.000001Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  private static final ArmAllocated ALLOCATED =
      new ArmAllocated(
          "pilot",
          ANN,
          "kindness",
          "stratified-blocks",
          List.of(new StratumLevel("site", "s1")),
          "s1",
          3,
          5,
          0,
          4,
          List.of(
              new ArmCount("kindness", 1, 1, 2, Optional.empty()),
              new ArmCount(
                  "usual",
                  1,
                  500_000_000_000_000_000L,
                  1_000_000_000_000_000_000L,
                  Optional.of("9223372036854775808/18446744073709551616"))),
          "00ff",
          0,
          "blocks-1",
          TODAY,
          "Europe/Dublin",
          1,
          AT);

  static List<RandomizationEvent> events() {
    return List.of(
        new RandomizationCommitted("pilot", 1, "ab", "blocks-1", AT),
        new AllocationListUploaded("pilot", 1, 240, AT),
        ALLOCATED,
        ALLOCATED.kept(AT),
        new ParticipantRandomized("pilot", ANN, TODAY, "Europe/Dublin", 1, AT),
        new ParticipantUnblinded(
            "pilot",
            ANN,
            new UUID(0, 2),
            UnblindingReason.OTHER,
            Optional.of("asked by the coroner"),
            "unblinding",
            "staff-1",
            AT),
        new ParticipantNotRandomized("pilot", ANN, NotRandomizedReason.TARGET_REACHED, AT),
        new RandomizationClosed("pilot", ClosingReason.STUDY_CLOSED, 12, AT),
        new WitnessReconciled("pilot", Way.GIVEN_AGAIN, 3, 1, "the disk was replaced", AT),
        new SeedRevealed("pilot", "00", "{}", "the analysis begins", AT));
  }

  @ParameterizedTest
  @MethodSource("events")
  void an_event_is_read_as_it_was_written(RandomizationEvent event) {
    var bytes = CODEC.encode((Record) event);
    assertThat(CODEC.decode(bytes, RandomizationEvent.class)).isEqualTo(event);
  }

  @Test
  void every_event_is_among_them() {
    assertThat(events().stream().<Object>map(Object::getClass))
        .containsExactlyInAnyOrder((Object[]) RandomizationEvent.class.getPermittedSubclasses());
  }

  @Test
  void only_the_arm_and_the_seed_are_restricted() {
    var catalog = EventCatalog.standard();
    for (var event : events()) {
      boolean secret =
          event instanceof ArmAllocated
              || event instanceof AllocationKept
              || event instanceof SeedRevealed;
      assertThat(catalog.type(event.getClass().getSimpleName()).restricted()).isEqualTo(secret);
    }
  }
}
