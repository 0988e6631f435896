package org.attune.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.v1.DeliveryOutcome;
import org.junit.jupiter.api.Test;

/** Records that name their schemas become bytes and come back. */
class RecordCodecTest {
  private static final Instant NOW = Instant.parse("2027-02-01T08:00:00.123456Z");
  private static final UUID ANN = new UUID(0x8000, 0x8000_0000_0000_0001L);
  private static final UUID SLOT = new UUID(1, 1);

  sealed interface Event {}

  enum Outcome {
    ACCEPTED,
    NO_CHANNEL
  }

  record SlotId(UUID value) {}

  record PromptSent(
      String study, UUID participantId, SlotId slotId, String channel, Outcome outcome, Instant at)
      implements Event {}

  record PlannedSlot(
      UUID slotId,
      int index,
      Instant scheduledAt,
      String scheduledLocal,
      int utcOffsetMinutes,
      Instant expiresAt,
      List<Instant> reminders) {}

  record PromptsPlanned(
      String study,
      UUID participantId,
      String schedule,
      LocalDate localDate,
      String zone,
      String tzdbVersion,
      int protocolVersion,
      String questionnaire,
      List<PlannedSlot> slots,
      Instant at)
      implements Event {}

  record StudyPublished(
      String study,
      int version,
      String protocolSha256,
      String protocol,
      String analysisSha256,
      Optional<LocalDate> effective,
      Optional<String> reason,
      Instant at)
      implements Event {}

  /** Has no field of that name. */
  record PromptLapsed(String study, UUID participantId, UUID slotId, String mood, Instant at)
      implements Event {}

  private final EventCatalog catalog = EventCatalog.standard();
  private final RecordCodec codec = new RecordCodec(catalog);

  private static PromptSent sent() {
    return new PromptSent("kind", ANN, new SlotId(SLOT), "email", Outcome.NO_CHANNEL, NOW);
  }

  private static PromptsPlanned planned() {
    var slot =
        new PlannedSlot(
            SLOT, 1, NOW, "2027-02-01T09:00:00", 60, NOW.plusSeconds(1800), List.of(NOW, NOW));
    return new PromptsPlanned(
        "kind",
        ANN,
        "daily",
        LocalDate.of(2027, 2, 1),
        "Europe/Madrid",
        "2026a",
        1,
        "momentary",
        List.of(slot, slot),
        NOW);
  }

  @Test
  void an_event_comes_back_as_it_was() {
    for (Record event : List.of(sent(), planned())) {
      assertThat(codec.decode(codec.encode(event), Event.class)).isEqualTo(event);
    }
  }

  @Test
  void what_may_be_absent_is_absent_or_there() {
    var absent =
        new StudyPublished("kind", 1, "ab", "{}", "cd", Optional.empty(), Optional.empty(), NOW);
    var there =
        new StudyPublished(
            "kind",
            2,
            "ab",
            "{}",
            "cd",
            Optional.of(LocalDate.of(2027, 3, 1)),
            Optional.of("more sites"),
            NOW);
    assertThat(codec.decode(codec.encode(absent), Event.class)).isEqualTo(absent);
    assertThat(codec.decode(codec.encode(there), Event.class)).isEqualTo(there);
  }

  @Test
  void another_service_reads_it_as_its_generated_class() {
    var event = catalog.read(codec.encode(sent()), org.attune.ema.v1.PromptSent.class);
    assertThat(event.getParticipantId()).isEqualTo(ANN);
    assertThat(event.getSlotId()).isEqualTo(SLOT);
    assertThat(event.getOutcome()).isEqualTo(DeliveryOutcome.NO_CHANNEL);
    assertThat(event.getAt()).isEqualTo(NOW);
    var plan = catalog.read(codec.encode(planned()), org.attune.ema.v1.PromptsPlanned.class);
    assertThat(plan.getSlots()).hasSize(2);
    assertThat(plan.getSlots().getFirst().getReminders()).containsExactly(NOW, NOW);
  }

  @Test
  void the_same_event_gives_the_same_bytes() {
    assertThat(codec.encode(planned())).isEqualTo(codec.encode(planned()));
  }

  @Test
  void a_component_that_the_schema_does_not_know_is_our_bug() {
    var event = new PromptLapsed("kind", ANN, SLOT, "calm", NOW);
    assertThatThrownBy(() -> codec.encode(event))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("PromptLapsed");
  }

  @Test
  void an_event_of_another_family_is_refused() {
    var bytes = codec.encode(sent());
    assertThatThrownBy(() -> codec.decode(bytes, Other.class))
        .isInstanceOf(UndecodableEventException.class);
  }

  sealed interface Other {}

  record PromptOpened(String study) implements Other {}
}
