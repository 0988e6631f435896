package org.attune.ema.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.ema.domain.OneSlot.ANN;
import static org.attune.ema.domain.OneSlot.ANSWER;
import static org.attune.ema.domain.OneSlot.AT_10;
import static org.attune.ema.domain.OneSlot.SLOT;
import static org.attune.ema.domain.OneSlot.STUDY;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.attune.ema.domain.EmaEvent.Arrival;
import org.attune.ema.domain.EmaEvent.AvailabilityDecided;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.ema.domain.EmaEvent.Completeness;
import org.attune.ema.domain.EmaEvent.DecisionInput;
import org.attune.ema.domain.EmaEvent.DeliveryOutcome;
import org.attune.ema.domain.EmaEvent.ExpiryReason;
import org.attune.ema.domain.EmaEvent.LateAnswerKept;
import org.attune.ema.domain.EmaEvent.OptionChance;
import org.attune.ema.domain.EmaEvent.OptionDelivered;
import org.attune.ema.domain.EmaEvent.OptionDrawn;
import org.attune.ema.domain.EmaEvent.PromptAnswered;
import org.attune.ema.domain.EmaEvent.PromptDeclined;
import org.attune.ema.domain.EmaEvent.PromptExpired;
import org.attune.ema.domain.EmaEvent.PromptFailed;
import org.attune.ema.domain.EmaEvent.PromptLapsed;
import org.attune.ema.domain.EmaEvent.PromptOpened;
import org.attune.ema.domain.EmaEvent.PromptReported;
import org.attune.ema.domain.EmaEvent.PromptSent;
import org.attune.ema.domain.EmaEvent.PromptShown;
import org.attune.ema.domain.EmaEvent.PromptsCancelled;
import org.attune.ema.domain.EmaEvent.ReminderSent;
import org.attune.ema.domain.EmaEvent.ReportStatus;
import org.attune.ema.domain.EmaEvent.SafetyRuleMet;
import org.attune.ema.domain.EmaEvent.ScheduleEnded;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.RecordCodec;
import org.attune.protocol.decision.FallbackCause;
import org.attune.protocol.decision.UnavailableReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event fits its schema and comes back as it was. */
class EventRoundTripTest {
  private static final RecordCodec CODEC = new RecordCodec(EventCatalog.standard());

  static Stream<EmaEvent> events() {
    var items =
        List.of(
            new ItemAnswer(
                "momentary_distress",
                Optional.of(40.0),
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.of(AT_10),
                Optional.of(AT_10.plusSeconds(2)),
                1),
            new ItemAnswer(
                "momentary_note",
                Optional.empty(),
                Optional.of("calm"),
                Optional.empty(),
                2,
                Optional.empty(),
                Optional.empty(),
                0),
            new ItemAnswer(
                "momentary_company",
                Optional.empty(),
                Optional.empty(),
                Optional.of("skipped"),
                3,
                Optional.empty(),
                Optional.empty(),
                0));
    return Stream.of(
        OneSlot.plan(AT_10),
        new PromptSent(STUDY, ANN, SLOT, "email", DeliveryOutcome.ACCEPTED, AT_10),
        new ReminderSent(STUDY, ANN, SLOT, 2, "none", DeliveryOutcome.NO_CHANNEL, AT_10),
        new PromptSent(
            STUDY,
            ANN,
            SLOT,
            "email",
            DeliveryOutcome.UNCERTAIN,
            AT_10,
            Optional.of(AT_10),
            Optional.of(AT_10),
            List.of(new PassedOver("web-push", "gone", "http-410", AT_10))),
        new PromptShown(STUDY, ANN, SLOT, AT_10, AT_10),
        new PromptReported(
            STUDY, ANN, SLOT, "prompt", "sms", ReportStatus.UNDELIVERED, Optional.of(AT_10), AT_10),
        new PromptOpened(STUDY, ANN, SLOT, AT_10, AT_10),
        new PromptAnswered(
            STUDY,
            ANN,
            SLOT,
            ANSWER,
            Completeness.PARTIAL,
            items,
            Optional.of(AT_10),
            AT_10,
            AT_10,
            -250,
            AT_10,
            Arrival.LATE_UPLOAD,
            AT_10),
        new LateAnswerKept(STUDY, ANN, SLOT, ANSWER, items, AT_10, 3, AT_10, AT_10),
        new SafetyRuleMet(
            STUDY,
            ANN,
            SLOT,
            ANSWER,
            "s1",
            "self-harm",
            "urgent",
            "momentary",
            List.of("clinician", "investigator"),
            14_400,
            AT_10),
        new PromptDeclined(STUDY, ANN, SLOT, AT_10),
        new PromptLapsed(STUDY, ANN, SLOT, AT_10),
        new PromptExpired(STUDY, ANN, SLOT, ExpiryReason.COMPLETED_LATE, AT_10),
        new PromptFailed(STUDY, ANN, SLOT, "REJECTED", AT_10),
        new PromptsCancelled(
            STUDY, ANN, List.of(SLOT, new UUID(0, 9)), CancelReason.REPLANNED, AT_10),
        new ScheduleEnded(STUDY, ANN, "before", AT_10),
        new AvailabilityDecided(
            STUDY,
            ANN,
            new UUID(0, 7),
            SLOT,
            "soothing",
            false,
            Optional.of(UnavailableReason.CONDITION_UNKNOWN),
            List.of(
                new DecisionInput("answer.distress", Optional.of("61")),
                new DecisionInput("answer.busy", Optional.empty())),
            "1:" + "0".repeat(64),
            Optional.of(new UUID(0, 8)),
            AT_10),
        new OptionDrawn(
            STUDY,
            ANN,
            new UUID(0, 7),
            SLOT,
            "soothing",
            List.of(new OptionChance("breath", 0.4), new OptionChance("none", 0.6)),
            Optional.of(FallbackCause.NOT_KNOWN),
            0.25,
            "breath",
            "1:" + "0".repeat(64),
            AT_10),
        new OptionDelivered(STUDY, ANN, new UUID(0, 7), SLOT, "soothing", "breath", AT_10, AT_10));
  }

  @ParameterizedTest
  @MethodSource("events")
  void an_event_comes_back_as_it_was(EmaEvent event) {
    assertThat(CODEC.decode(CODEC.encode((Record) event), EmaEvent.class)).isEqualTo(event);
  }

  @Test
  void every_kind_of_event_is_tried() {
    assertThat(events().map(Object::getClass).distinct())
        .containsExactlyInAnyOrder(EmaEvent.class.getPermittedSubclasses());
  }
}
