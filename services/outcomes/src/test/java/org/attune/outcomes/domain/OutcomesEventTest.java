package org.attune.outcomes.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.outcomes.domain.Trial.ANN;
import static org.attune.outcomes.domain.Trial.STUDY;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.attune.outcomes.domain.OutcomesEvent.AdverseEventRecorded;
import org.attune.outcomes.domain.OutcomesEvent.AdverseEventReviewed;
import org.attune.outcomes.domain.OutcomesEvent.CallRequested;
import org.attune.outcomes.domain.OutcomesEvent.DeliveryOutcome;
import org.attune.outcomes.domain.OutcomesEvent.DeviationRecorded;
import org.attune.outcomes.domain.OutcomesEvent.DeviationReviewed;
import org.attune.outcomes.domain.OutcomesEvent.InstrumentAnswered;
import org.attune.outcomes.domain.OutcomesEvent.InstrumentKept;
import org.attune.outcomes.domain.OutcomesEvent.ReportStatus;
import org.attune.outcomes.domain.OutcomesEvent.SafetyAlertAcknowledged;
import org.attune.outcomes.domain.OutcomesEvent.SafetyAlertRaised;
import org.attune.outcomes.domain.OutcomesEvent.SafetyStaffTold;
import org.attune.outcomes.domain.OutcomesEvent.VisitCancelReason;
import org.attune.outcomes.domain.OutcomesEvent.VisitCompleted;
import org.attune.outcomes.domain.OutcomesEvent.VisitMissed;
import org.attune.outcomes.domain.OutcomesEvent.VisitOpened;
import org.attune.outcomes.domain.OutcomesEvent.VisitReminded;
import org.attune.outcomes.domain.OutcomesEvent.VisitReported;
import org.attune.outcomes.domain.OutcomesEvent.VisitsCancelled;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.RecordCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events as bytes and back. */
class OutcomesEventTest {
  private static final RecordCodec CODEC = new RecordCodec(EventCatalog.standard());
  private static final Instant AT = Instant.parse("2026-03-02T11:00:00.000001Z");
  private static final LocalDate DAY = LocalDate.parse("2026-03-02");
  private static final UUID VISIT = Trial.visitId("post");

  static Stream<OutcomesEvent> events() {
    var items =
        List.of(
            new ItemAnswer(
                "phq9_1",
                Optional.of(2.0),
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.of(AT),
                Optional.of(AT),
                1),
            new ItemAnswer(
                "phq9_2",
                Optional.empty(),
                Optional.empty(),
                Optional.of("skipped"),
                2,
                Optional.empty(),
                Optional.empty(),
                0));
    var scores =
        List.of(
            new ScoreValue(
                "phq9_total", Optional.of("2.25"), 8, 9, "phq9_total:sum", Optional.empty()));
    var accepted = DeliveryOutcome.ACCEPTED;
    return Stream.of(
        Trial.plan(Trial.CONSENT),
        Trial.plan(Trial.RANDOMIZATION),
        new VisitOpened(STUDY, ANN, VISIT, "post", "email", accepted, AT),
        new VisitReminded(STUDY, ANN, VISIT, "post", 2, "none", DeliveryOutcome.NO_CHANNEL, AT),
        new VisitReported(
            STUDY,
            ANN,
            VISIT,
            "post",
            "reminder-1",
            "sms",
            ReportStatus.DELIVERED,
            Optional.of(AT),
            AT),
        new CallRequested(STUDY, ANN, VISIT, "post", AT),
        new InstrumentAnswered(
            STUDY,
            ANN,
            VISIT,
            "post",
            new UUID(0, 1),
            "phq9",
            1,
            items,
            AT,
            AT,
            AT,
            Optional.of(AT),
            Optional.of(-1_500L)),
        new InstrumentKept(
            STUDY, ANN, VISIT, "post", new UUID(0, 3), "phq9", 1, items, AT, AT, 1_500, AT, AT),
        new VisitCompleted(
            STUDY,
            ANN,
            VISIT,
            "post",
            scores,
            Optional.of("3.5"),
            Optional.empty(),
            Optional.empty(),
            AT),
        new VisitMissed(STUDY, ANN, VISIT, "post", 2, AT),
        new VisitsCancelled(STUDY, ANN, List.of(VISIT), VisitCancelReason.LEFT, AT),
        new SafetyAlertRaised(
            STUDY,
            ANN,
            new UUID(0, 2),
            "s1",
            "self-harm",
            "urgent",
            "phq9",
            new UUID(0, 1),
            List.of("clinician", "investigator"),
            14_400,
            AT,
            Optional.empty(),
            Optional.empty()),
        new SafetyAlertRaised(
            STUDY,
            ANN,
            new UUID(0, 2),
            "s1",
            "self-harm",
            "urgent",
            "momentary",
            new UUID(0, 1),
            List.of("clinician", "investigator"),
            14_400,
            AT,
            Optional.of(new UUID(0, 3)),
            Optional.of(AT)),
        new SafetyStaffTold(
            STUDY,
            ANN,
            new UUID(0, 2),
            1,
            List.of(new StaffTold("clinician", "email", accepted)),
            AT),
        new SafetyAlertAcknowledged(STUDY, ANN, new UUID(0, 2), "clinician", "staff-1", AT),
        new AdverseEventRecorded(
            STUDY,
            ANN,
            new UUID(0, 3),
            1,
            "s1",
            new ReportContent.AdverseEvent(
                "hospital-admission",
                DAY,
                Optional.of(DAY),
                ReportContent.Severity.SEVERE,
                List.of(ReportContent.Seriousness.HOSPITALIZATION),
                ReportContent.Relatedness.UNLIKELY,
                ReportContent.Action.NONE,
                ReportContent.Outcome.NOT_KNOWN,
                ReportContent.Via.ALERT),
            "coordinator",
            "staff-1",
            AT),
        new AdverseEventReviewed(STUDY, ANN, new UUID(0, 3), 1, "clinician", "staff-2", AT),
        new DeviationRecorded(
            STUDY,
            ANN,
            new UUID(0, 4),
            2,
            "s1",
            new ReportContent.Deviation(
                ReportContent.Category.CONSENT,
                ReportContent.Importance.IMPORTANT,
                "signed-late",
                DAY,
                Optional.empty()),
            "coordinator",
            "staff-1",
            AT),
        new DeviationReviewed(STUDY, ANN, new UUID(0, 4), 2, "investigator", "staff-2", AT));
  }

  @ParameterizedTest
  @MethodSource("events")
  void an_event_is_read_as_it_was_written(OutcomesEvent event) {
    var bytes = CODEC.encode((Record) event);
    assertThat(CODEC.decode(bytes, OutcomesEvent.class)).isEqualTo(event);
  }

  @Test
  void no_event_is_left_out_here() {
    assertThat(events().map(Object::getClass).distinct())
        .hasSize(OutcomesEvent.class.getPermittedSubclasses().length);
  }
}
