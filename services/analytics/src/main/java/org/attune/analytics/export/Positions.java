package org.attune.analytics.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.attune.analytics.dataset.Blinding;
import org.attune.analytics.dataset.ColumnKind;
import org.attune.analytics.dataset.CsvFile;
import org.attune.analytics.dataset.Relations;
import org.attune.platform.data.Sql;

/** {@code positions.csv}: from which events the rows of the dataset come. */
final class Positions {
  private static final int FETCH_ROWS = 2_000;

  /**
   * Rows of one dataset table that one event gives or changes.
   *
   * @param letter of the exported identity
   * @param event as {@link Relations} names it
   * @param array that holds the identities; empty if the event names it itself
   * @param id expression of the identity, over the event {@code e} and the array's row {@code x}
   */
  private record Trace(
      String table, String letter, String event, String array, String id, boolean restricted) {}

  private static final List<Trace> TRACES =
      List.of(
          of("participants", "p", "enrollment.ParticipantEnrolled", "e.participant_id"),
          of("participants", "p", "enrollment.ParticipantLeft", "e.participant_id"),
          of("participants", "p", "randomization.ParticipantRandomized", "e.participant_id"),
          of("participants", "p", "randomization.ParticipantNotRandomized", "e.participant_id"),
          of("screenings", "s", "enrollment.ParticipantScreened", "e.participant_id"),
          of("screenings", "s", "enrollment.ConsentDeclined", "e.participant_id"),
          of(
              "consents",
              "n",
              "enrollment.ParticipantEnrolled",
              "e.participant_id || ':' || e.consent_version"),
          of(
              "consents",
              "n",
              "enrollment.ConsentRenewed",
              "e.participant_id || ':' || e.consent_version"),
          array("visits", "v", "outcomes.VisitsPlanned", "visits", "x.visit_id"),
          array("visits", "v", "outcomes.VisitsCancelled", "visitIds", "x.value"),
          of("visits", "v", "outcomes.VisitOpened", "e.visit_id"),
          of("visits", "v", "outcomes.VisitReminded", "e.visit_id"),
          of("visits", "v", "outcomes.CallRequested", "e.visit_id"),
          of("visits", "v", "outcomes.InstrumentAnswered", "e.visit_id"),
          of("visits", "v", "outcomes.InstrumentKept", "e.visit_id"),
          of("visits", "v", "outcomes.VisitCompleted", "e.visit_id"),
          of("visits", "v", "outcomes.VisitMissed", "e.visit_id"),
          of(
              "kept_answers",
              "k",
              "outcomes.InstrumentKept",
              "e.participant_id || ':' || e.answer_id"),
          of(
              "kept_answers",
              "k",
              "ema.LateAnswerKept",
              "e.participant_id || ':' || e.slot_id || ':' || e.answer_id"),
          array("prompts", "q", "ema.PromptsPlanned", "slots", "x.slot_id"),
          array("prompts", "q", "ema.PromptsCancelled", "slotIds", "x.value"),
          of("prompts", "q", "ema.PromptSent", "e.slot_id"),
          of("prompts", "q", "ema.ReminderSent", "e.slot_id"),
          of("prompts", "q", "ema.PromptOpened", "e.slot_id"),
          of("prompts", "q", "ema.PromptAnswered", "e.slot_id"),
          of("prompts", "q", "ema.PromptDeclined", "e.slot_id"),
          of("prompts", "q", "ema.PromptLapsed", "e.slot_id"),
          of("prompts", "q", "ema.PromptExpired", "e.slot_id"),
          of("prompts", "q", "ema.PromptFailed", "e.slot_id"),
          of("prompts", "q", "ema.LateAnswerKept", "e.slot_id"),
          of("safety_alerts", "l", "outcomes.SafetyAlertRaised", "e.alert_id"),
          of("safety_alerts", "l", "outcomes.SafetyStaffTold", "e.alert_id"),
          of("safety_alerts", "l", "outcomes.SafetyAlertAcknowledged", "e.alert_id"),
          of("adverse_events", "e", "outcomes.AdverseEventRecorded", "e.adverse_event_id"),
          of("adverse_events", "e", "outcomes.AdverseEventReviewed", "e.adverse_event_id"),
          of("deviations", "d", "outcomes.DeviationRecorded", "e.deviation_id"),
          of("deviations", "d", "outcomes.DeviationReviewed", "e.deviation_id"),
          new Trace("allocations", "a", "randomization.ArmAllocated", "", "e.participant_id", true),
          new Trace("decisions", "m", "ema.AvailabilityDecided", "", "e.decision_id", true),
          new Trace("decisions", "m", "ema.OptionDrawn", "", "e.decision_id", true),
          new Trace("decisions", "m", "ema.OptionDelivered", "", "e.decision_id", true),
          new Trace("groups", "r", "interventions.GroupOpened", "", "e.group_id", true),
          new Trace("groups", "r", "interventions.GroupStarted", "", "e.group_id", true),
          new Trace("groups", "r", "interventions.GroupDissolved", "", "e.group_id", true),
          new Trace("groups", "r", "interventions.FacilitatorAssigned", "", "e.group_id", true),
          new Trace(
              "meetings",
              "o",
              "interventions.MeetingArranged",
              "",
              "e.group_id::text || ':' || e.session",
              true),
          new Trace(
              "attendance",
              "t",
              "interventions.AttendanceRecorded",
              "",
              "e.participant_id || ':' || e.session",
              true),
          new Trace(
              "engagement", "g", "interventions.EngagementRecorded", "", "e.engagement_id", true));

  private static final List<String> HEADER =
      List.of(
          "table",
          "key",
          "event",
          "event_id",
          "topic",
          "partition",
          "epoch",
          "number",
          "recorded_at_utc");

  private Positions() {}

  private static Trace of(String table, String letter, String event, String id) {
    return new Trace(table, letter, event, "", id, false);
  }

  private static Trace array(String table, String letter, String event, String array, String id) {
    return new Trace(table, letter, event, array, id, false);
  }

  /** Writes the positions that a dataset of this blinding may show. */
  static void write(Connection connection, Relations events, Blinding blinding, Path file)
      throws SQLException {
    var parts = new ArrayList<String>();
    for (var trace : TRACES) {
      if (!trace.restricted() || blinding == Blinding.UNBLINDED) parts.add(select(trace));
    }
    var sql =
        """
        select t.source, t.key, s.type, s.event_id, s.topic, s.partition, s.epoch, s.number,
          s.recorded_at
        from (%s) t join sink_event s on s.topic = t.log_topic and s.partition = t.log_partition
          and s.epoch = t.log_epoch and s.number = t.log_number
        order by t.source collate "C", t.key collate "C", s.topic collate "C", s.epoch, s.number
        """
            .formatted(String.join(" union all ", parts));
    try (var statement = connection.prepareStatement(events.expand(sql));
        var csv = CsvFile.open(file)) {
      statement.setFetchSize(FETCH_ROWS);
      csv.writeRecord(HEADER);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var cells = new ArrayList<String>();
          for (int i = 1; i < HEADER.size(); i++) cells.add(String.valueOf(rows.getString(i)));
          cells.add(ColumnKind.instant(Sql.instant(rows, "recorded_at")));
          csv.writeRecord(cells);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String select(Trace trace) {
    var array =
        trace.array().isEmpty()
            ? ""
            : " join {%s.%s} x using (log_topic, log_partition, log_epoch, log_number)"
                .formatted(trace.event(), trace.array());
    return """
    select '%s' as source, exported_id('%s', (%s)::text) as key, log_topic, log_partition,
      log_epoch, log_number
    from {%s} e%s
    """
        .formatted(trace.table(), trace.letter(), trace.id(), trace.event(), array);
  }
}
