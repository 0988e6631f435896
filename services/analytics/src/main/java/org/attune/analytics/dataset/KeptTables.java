package org.attune.analytics.dataset;

import java.util.List;

/** Answers of assessments that came late or twice: evidence, which nothing else counts. */
final class KeptTables {
  /** The id of an answer is made by a device, and so is one participant's own. */
  private static final String ID = "a.participant_id || ':' || a.answer_id";

  private static final String PLANS =
      """
      (select distinct on (v.visit_id) v.visit_id, p.protocol_version
      from {outcomes.VisitsPlanned} p join {outcomes.VisitsPlanned.visits} v
        using (log_topic, log_partition, log_epoch, log_number)
      order by v.visit_id, p.log_epoch desc, p.log_number desc)
      """;

  static final DatasetTable ANSWERS =
      new DatasetTable(
          "kept_answers",
          "questionnaire of an assessment that came late or again, kept as evidence",
          List.of("kept_id"),
          false,
          DatasetColumn.parse(
              """
              kept_id | text | Answer beside the one that counts | | outcomes.InstrumentKept.answerId | HMAC-SHA256 like participant_id
              visit_id | text | Assessment it belongs to | | outcomes.InstrumentKept.visitId
              visit_code | text | Assessment, by its id in the protocol | | outcomes.InstrumentKept.assessment
              form_code | text | Questionnaire | | outcomes.InstrumentKept.instrument
              form_version | integer | Version of its wording | | outcomes.InstrumentKept.instrumentVersion
              kept_reason | text | Why it does not count | second=another answer to it counted before; late=the assessment had ended or its window closed | outcomes.InstrumentKept, outcomes.InstrumentAnswered
              completed_at_utc | instant | When it was completed, by corrected device time | | outcomes.InstrumentKept.completedAt
              device_completed_at_utc | instant | When it was completed, by the device | | outcomes.InstrumentKept.deviceCompletedAt
              received_at_utc | instant | When it came in, by the server | | outcomes.InstrumentKept.receivedAt
              clock_skew_s | number | Device clock less server clock | seconds | outcomes.InstrumentKept.skewMillis
              """),
          """
          with counted as (
            select distinct on (visit_id, instrument) visit_id, instrument, log_epoch, log_number
            from {outcomes.InstrumentAnswered} x
            order by visit_id, instrument, log_epoch, log_number)
          select a.participant_id as participant, p.site, v.protocol_version,
            exported_id('k', [id]) as kept_id, exported_id('v', a.visit_id::text) as visit_id,
            a.assessment as visit_code, a.instrument as form_code,
            a.instrument_version as form_version,
            case when c.visit_id is null then 'late' else 'second' end as kept_reason,
            a.completed_at as completed_at_utc, a.device_completed_at as device_completed_at_utc,
            a.received_at as received_at_utc, a.skew_millis / 1000.0 as clock_skew_s
          from {outcomes.InstrumentKept} a join [people] p using (participant_id)
          left join [plans] v on v.visit_id = a.visit_id
          left join counted c on c.visit_id = a.visit_id and c.instrument = a.instrument
            and (c.log_epoch, c.log_number) < (a.log_epoch, a.log_number)
          """
              .replace("[id]", ID)
              .replace("[plans]", PLANS));

  static final DatasetTable ITEMS =
      new DatasetTable(
          "kept_items",
          "item of an answer in kept_answers",
          List.of("kept_id", "item_code"),
          false,
          DatasetColumn.parse(
              """
              kept_id | text | Answer it belongs to | | outcomes.InstrumentKept.answerId
              item_code | text | Item; the codebook has one row for each | | outcomes.InstrumentKept.items.item
              item_order_shown | integer | Position in which it was shown, from 1 | | outcomes.InstrumentKept.items.order
              value_num | number | Value of a numeric or coded item | | outcomes.InstrumentKept.items.number
              value_text | text | Codes of a multiple choice, ascending, with semicolons; a time; a date | | outcomes.InstrumentKept.items.text | free text is never exported
              missing_reason | text | Why there is no value | [reasons] | outcomes.InstrumentKept.items.missingReason
              shown_at_utc | instant | When it was shown, by corrected device time | | outcomes.InstrumentKept.items.shownAt
              answered_at_utc | instant | When it was last answered, by corrected device time | | outcomes.InstrumentKept.items.answeredAt
              rt_ms | integer | From being shown to the last answer | milliseconds | outcomes.InstrumentKept.items | answered_at_utc - shown_at_utc
              n_changes | integer | How often the answer was changed | | outcomes.InstrumentKept.items.changes
              """
                  .replace("[reasons]", MissingReason.CODES)),
          """
          with answers as (
            select x.participant_id, x.visit_id, x.answer_id, i.item, i."order", i.number, i.text,
              i.missing_reason, i.shown_at, i.answered_at, i.changes
            from {outcomes.InstrumentKept} x join {outcomes.InstrumentKept.items} i
              using (log_topic, log_partition, log_epoch, log_number))
          select a.participant_id as participant, p.site, v.protocol_version,
            exported_id('k', [id]) as kept_id, a.item as item_code,
            a."order" as item_order_shown, a.number as value_num,
            case when not a.item = any([free text]) then translate(a.text, ' ,', ';;') end
              as value_text,
            [missing reason] as missing_reason, a.shown_at as shown_at_utc,
            a.answered_at as answered_at_utc,
            round(extract(epoch from a.answered_at - a.shown_at) * 1000)::bigint as rt_ms,
            a.changes as n_changes
          from answers a join [people] p using (participant_id)
          left join [plans] v on v.visit_id = a.visit_id
          """
              .replace("[id]", ID)
              .replace("[plans]", PLANS)
              .replace("[missing reason]", MissingReason.SQL));

  private KeptTables() {}
}
