package org.attune.analytics.dataset;

import java.util.List;

/** Answers that came late or twice: evidence, which nothing else counts. */
final class KeptTables {
  /** The id of an answer is made by a device, and so is one participant's own. */
  private static final String ASSESSMENT_ANSWER = "a.participant_id || ':' || a.answer_id";

  /** To two prompts a device may give answers of one id; both are taken. */
  private static final String PROMPT_ANSWER =
      "a.participant_id || ':' || a.slot_id || ':' || a.answer_id";

  /** By a clock further off, the database may have no time to tell. Unit: milliseconds. */
  private static final String THOUSAND_YEARS_MILLIS = "31556952000000";

  /** What was completed so long before it opened is early (decision 0055). */
  private static final String EARLY = "interval '5 minutes'";

  /**
   * What is said to have been completed longer before is the word of a clock that was set since.
   */
  private static final String KNOWN_AHEAD = "interval '72 hours'";

  private static final String PLANS =
      """
      visit_plans as (
        select distinct on (v.visit_id) v.visit_id, p.protocol_version, v.opens_at
        from {outcomes.VisitsPlanned} p join {outcomes.VisitsPlanned.visits} v
          using (log_topic, log_partition, log_epoch, log_number)
        order by v.visit_id, p.log_epoch desc, p.log_number desc),
      slot_plans as (
        select distinct on (s.slot_id) s.slot_id, p.protocol_version, s.scheduled_at
        from {ema.PromptsPlanned} p join {ema.PromptsPlanned.slots} s
          using (log_topic, log_partition, log_epoch, log_number)
        order by s.slot_id, p.log_epoch desc, p.log_number desc)\
      """;

  static final DatasetTable ANSWERS =
      new DatasetTable(
          "kept_answers",
          "answer to a prompt or an assessment's form, late or again, kept as evidence",
          List.of("kept_id"),
          false,
          DatasetColumn.parse(
              """
              kept_id | text | Answer beside the one that counts | | outcomes.InstrumentKept.answerId, ema.LateAnswerKept.answerId | HMAC-SHA256 like participant_id
              prompt_id | text | Prompt it answers; empty if none | | ema.LateAnswerKept.slotId | HMAC-SHA256 like participant_id
              visit_id | text | Assessment it belongs to; empty if it answers a prompt | | outcomes.InstrumentKept.visitId
              visit_code | text | Assessment, by its id in the protocol | | outcomes.InstrumentKept.assessment
              form_code | text | Questionnaire of the assessment | | outcomes.InstrumentKept.instrument
              form_version | integer | Version of its wording | | outcomes.InstrumentKept.instrumentVersion
              kept_reason | text | Why it does not count | second=another answer to it counted before; early=completed over 5 minutes before it opened; late=it had ended, its window had closed, or a newer version asks it no more | outcomes.InstrumentKept, outcomes.InstrumentAnswered, ema.LateAnswerKept, ema.PromptAnswered
              completed_at_utc | instant | When it was completed, by corrected device time | | outcomes.InstrumentKept.completedAt, ema.LateAnswerKept.completedAt
              device_completed_at_utc | instant | When it was completed, by the device | | outcomes.InstrumentKept.deviceCompletedAt, ema.LateAnswerKept | to a prompt: completed_at_utc + clock_skew_s, empty if that is over 1000 years
              received_at_utc | instant | When it came in, by the server | | outcomes.InstrumentKept.receivedAt, ema.LateAnswerKept.receivedAt
              clock_skew_s | number | Device clock less server clock | seconds | outcomes.InstrumentKept.skewMillis, ema.LateAnswerKept.skewMillis
              """),
          """
          with [plans],
          counted_forms as (
            select distinct on (visit_id, instrument) visit_id, instrument, log_epoch, log_number
            from {outcomes.InstrumentAnswered} x
            order by visit_id, instrument, log_epoch, log_number),
          counted_prompts as (
            select distinct on (slot_id) slot_id, log_epoch, log_number
            from {ema.PromptAnswered} x order by slot_id, log_epoch, log_number),
          kept as (
            select a.participant_id, v.protocol_version, [assessment answer] as id,
              null::uuid as slot_id, a.visit_id, a.assessment, a.instrument, a.instrument_version,
              c.visit_id is not null as second, v.opens_at, a.completed_at,
              a.device_completed_at, a.received_at, a.skew_millis
            from {outcomes.InstrumentKept} a
            left join visit_plans v on v.visit_id = a.visit_id
            left join counted_forms c on c.visit_id = a.visit_id and c.instrument = a.instrument
              and (c.log_epoch, c.log_number) < (a.log_epoch, a.log_number)
            union all
            select a.participant_id, s.protocol_version, [prompt answer], a.slot_id, null, null,
              null, null, c.slot_id is not null, s.scheduled_at, a.completed_at,
              case when a.skew_millis between -[thousand years] and [thousand years]
                then a.completed_at + a.skew_millis * interval '1 millisecond' end,
              a.received_at, a.skew_millis
            from {ema.LateAnswerKept} a
            left join slot_plans s on s.slot_id = a.slot_id
            left join counted_prompts c on c.slot_id = a.slot_id
              and (c.log_epoch, c.log_number) < (a.log_epoch, a.log_number))
          select k.participant_id as participant, p.site, k.protocol_version,
            exported_id('k', k.id) as kept_id, exported_id('q', k.slot_id::text) as prompt_id,
            exported_id('v', k.visit_id::text) as visit_id, k.assessment as visit_code,
            k.instrument as form_code, k.instrument_version as form_version,
            case when k.second then 'second'
              when k.completed_at < k.opens_at - [early] and k.completed_at >= k.opens_at - [known]
              then 'early' else 'late' end as kept_reason,
            k.completed_at as completed_at_utc, k.device_completed_at as device_completed_at_utc,
            k.received_at as received_at_utc, k.skew_millis / 1000.0 as clock_skew_s
          from kept k join [people] p using (participant_id)
          """
              .replace("[plans]", PLANS)
              .replace("[assessment answer]", ASSESSMENT_ANSWER)
              .replace("[prompt answer]", PROMPT_ANSWER)
              .replace("[thousand years]", THOUSAND_YEARS_MILLIS)
              .replace("[early]", EARLY)
              .replace("[known]", KNOWN_AHEAD));

  static final DatasetTable ITEMS =
      new DatasetTable(
          "kept_items",
          "item of an answer in kept_answers",
          List.of("kept_id", "item_code"),
          false,
          DatasetColumn.parse(
              """
              kept_id | text | Answer it belongs to | | outcomes.InstrumentKept.answerId, ema.LateAnswerKept.answerId
              item_code | text | Item; the codebook has one row for each | | outcomes.InstrumentKept.items.item, ema.LateAnswerKept.items.item
              item_order_shown | integer | Position in which it was shown, from 1 | | outcomes.InstrumentKept.items.order, ema.LateAnswerKept.items.order
              value_num | number | Value of a numeric or coded item | | outcomes.InstrumentKept.items.number, ema.LateAnswerKept.items.number
              value_text | text | Codes of a multiple choice, ascending, with semicolons; a time; a date | | outcomes.InstrumentKept.items.text, ema.LateAnswerKept.items.text | free text is never exported
              missing_reason | text | Why there is no value | [reasons] | outcomes.InstrumentKept.items.missingReason, ema.LateAnswerKept.items.missingReason
              shown_at_utc | instant | When it was shown, by corrected device time | | outcomes.InstrumentKept.items.shownAt, ema.LateAnswerKept.items.shownAt
              answered_at_utc | instant | When it was last answered, by corrected device time | | outcomes.InstrumentKept.items.answeredAt, ema.LateAnswerKept.items.answeredAt
              rt_ms | integer | From being shown to the last answer | milliseconds | outcomes.InstrumentKept.items, ema.LateAnswerKept.items | answered_at_utc - shown_at_utc
              n_changes | integer | How often the answer was changed | | outcomes.InstrumentKept.items.changes, ema.LateAnswerKept.items.changes
              """
                  .replace("[reasons]", MissingReason.CODES)),
          """
          with [plans],
          answers as (
            select a.participant_id, v.protocol_version, [assessment answer] as id, i.item,
              i."order", i.number, i.text, i.missing_reason, i.shown_at, i.answered_at, i.changes
            from {outcomes.InstrumentKept} a join {outcomes.InstrumentKept.items} i
              using (log_topic, log_partition, log_epoch, log_number)
            left join visit_plans v on v.visit_id = a.visit_id
            union all
            select a.participant_id, s.protocol_version, [prompt answer], i.item,
              i."order", i.number, i.text, i.missing_reason, i.shown_at, i.answered_at, i.changes
            from {ema.LateAnswerKept} a join {ema.LateAnswerKept.items} i
              using (log_topic, log_partition, log_epoch, log_number)
            left join slot_plans s on s.slot_id = a.slot_id)
          select a.participant_id as participant, p.site, a.protocol_version,
            exported_id('k', a.id) as kept_id, a.item as item_code,
            [item]
          from answers a join [people] p using (participant_id)
          """
              .replace("[plans]", PLANS)
              .replace("[assessment answer]", ASSESSMENT_ANSWER)
              .replace("[prompt answer]", PROMPT_ANSWER)
              .replace("[item]", AnsweredItem.SQL));

  private KeptTables() {}
}
