package org.attune.analytics.dataset;

import java.util.List;

/** Momentary prompts: every planned one with what became of it, and the answers. */
final class MomentaryTables {
  /** Planned prompts and what ended them, of one study or of several, whose ids may be alike. */
  private static final String ENDS =
      """
      plans as (
        select distinct on (p.study, s.slot_id) p.study, s.slot_id, p.participant_id, p.schedule,
          p.local_date, p.zone, p.protocol_version, s."index" as beep, s.scheduled_at,
          s.scheduled_local, s.utc_offset_minutes, s.expires_at, p.log_epoch, p.log_number
        from {ema.PromptsPlanned} p join {ema.PromptsPlanned.slots} s
          using (log_topic, log_partition, log_epoch, log_number)
        order by p.study, s.slot_id, p.log_epoch desc, p.log_number desc),
      cancelled as (
        select distinct on (c.study, i.value) c.study, i.value as slot_id, c.reason, c.log_epoch,
          c.log_number
        from {ema.PromptsCancelled} c join {ema.PromptsCancelled.slotIds} i
          using (log_topic, log_partition, log_epoch, log_number)
        order by c.study, i.value, c.log_epoch desc, c.log_number desc),
      answered as (
        select distinct on (study, slot_id) x.* from {ema.PromptAnswered} x
        order by study, slot_id, log_epoch, log_number),
      declined as (select study, slot_id, min(at) as at from {ema.PromptDeclined} x group by 1, 2),
      expired as (
        select study, slot_id, min(reason) as reason from {ema.PromptExpired} x group by 1, 2),
      failed as (
        select study, slot_id, min(cause) as cause, max(claimed_at) as claimed_at
        from {ema.PromptFailed} x group by 1, 2)\
      """;

  private static final String ENDED =
      """
      plans pl
      left join [people] pe using (study, participant_id)
      left join cancelled ca on ca.study = pl.study and ca.slot_id = pl.slot_id
        and (ca.log_epoch, ca.log_number) > (pl.log_epoch, pl.log_number)
      left join answered an on an.study = pl.study and an.slot_id = pl.slot_id
      left join declined de on de.study = pl.study and de.slot_id = pl.slot_id
      left join expired ex on ex.study = pl.study and ex.slot_id = pl.slot_id
      left join failed fl on fl.study = pl.study and fl.slot_id = pl.slot_id\
      """;

  private static final String WHEN =
      """
      pl.local_date - pe.consent_date + 1 as study_day,
        case when pl.local_date >= pe.randomized_date then pl.local_date - pe.randomized_date + 1
          else pl.local_date - pe.randomized_date end as rand_day,
        pl.beep\
      """;

  private static final String STATUS =
      """
      case when an.slot_id is not null then 'answered' when de.slot_id is not null then 'declined'
          when ex.slot_id is not null then 'expired' when fl.slot_id is not null then 'failed'
          when ca.slot_id is not null then 'cancelled' else 'pending' end as prompt_status,
        case when an.slot_id is not null then lower(an.completeness)
          when de.slot_id is not null then null when ex.slot_id is not null then lower(ex.reason)
          when fl.slot_id is not null then fl.cause else lower(ca.reason) end as status_reason\
      """;

  /** Every planned prompt with what became of it, and nothing of how. */
  static final String SLOTS =
      complete(
          """
          with [ends]
          select pl.study, pl.participant_id as participant, pe.site, pl.protocol_version, pl.slot_id,
            pl.schedule as schedule_id, [when], pl.scheduled_at as scheduled_at_utc, [status]
          from [ended]
          """);

  private static final String PROMPTS =
      complete(
          """
          with [ends],
          sent as (
            select distinct on (slot_id) slot_id, channel, outcome, at, claimed_at, accepted_at
            from {ema.PromptSent} x order by slot_id, log_epoch, log_number),
          reported as (
            select distinct on (slot_id) slot_id, status, coalesce(reported_at, at) as at
            from {ema.PromptReported} x where occasion = 'prompt'
            order by slot_id, log_epoch desc, log_number desc),
          shown as (select slot_id, min(shown_at) as at from {ema.PromptShown} x group by 1),
          reminded as (select slot_id, count(*) as times from {ema.ReminderSent} x group by 1),
          opened as (select slot_id, min(opened_at) as at from {ema.PromptOpened} x group by 1),
          first_answers as (
            select a.slot_id, min(i.answered_at) as at
            from answered a join {ema.PromptAnswered.items} i
              using (log_topic, log_partition, log_epoch, log_number) group by 1)
          select pl.participant_id as participant, pe.site, pl.protocol_version,
            exported_id('q', pl.slot_id::text) as prompt_id, pl.schedule as schedule_id, [when],
            row_number() over (partition by pl.participant_id, pl.schedule
              order by pl.scheduled_at, pl.local_date, pl.beep) as prompt_seq,
            case when extract(isodow from pl.local_date) >= 6 then 'weekend' else 'weekday' end
              as day_type,
            pl.scheduled_at as scheduled_at_utc, pl.scheduled_local as scheduled_at_local,
            pl.zone as tz, pl.utc_offset_minutes as utc_offset_min,
            coalesce(se.claimed_at, fl.claimed_at) as claimed_at_utc, se.at as sent_at_utc,
            nullif(se.channel, 'none') as channel,
            case when se.outcome = 'ACCEPTED' then coalesce(se.accepted_at, se.at) end
              as delivered_at_utc,
            lower(rp.status) as report_status, rp.at as reported_at_utc, sh.at as shown_at_utc,
            coalesce(an.opened_at, op.at) as opened_at_utc, fa.at as first_response_at_utc,
            an.completed_at as completed_at_utc, pl.expires_at as expires_at_utc,
            coalesce(re.times, 0) as reminder_count, [status],
            case when se.outcome is null and pl.scheduled_at is not null
                and coalesce(ex.slot_id, fl.slot_id) is not null then 'not_sent'
              when se.outcome <> 'ACCEPTED' then lower(se.outcome) end as not_delivered_reason,
            lower(an.arrival) as arrival, an.received_at as received_at_utc,
            an.skew_millis / 1000.0 as clock_skew_s,
            round(extract(epoch from coalesce(an.opened_at, op.at) - pl.scheduled_at), 3) as latency_s,
            round(extract(epoch from an.completed_at - coalesce(an.opened_at, op.at)), 3) as duration_s
          from [ended]
          left join sent se on se.slot_id = pl.slot_id
          left join reported rp on rp.slot_id = pl.slot_id
          left join shown sh on sh.slot_id = pl.slot_id
          left join reminded re on re.slot_id = pl.slot_id
          left join opened op on op.slot_id = pl.slot_id
          left join first_answers fa on fa.slot_id = pl.slot_id
          """);

  static final DatasetTable TABLE =
      new DatasetTable(
          "prompts",
          "planned momentary prompt, the missed ones included",
          List.of("prompt_id"),
          false,
          DatasetColumn.parse(
              """
              prompt_id | text | Planned prompt | | ema.PromptsPlanned.slots.slotId | HMAC-SHA256 like participant_id
              schedule_id | text | Schedule, by its id in the protocol | | ema.PromptsPlanned.schedule
              study_day | integer | Local day counted from consent, which is day 1 | days | ema.PromptsPlanned.localDate | local date - date of consent + 1
              rand_day | integer | Local day counted from randomization, day 1; no day 0 | days | ema.PromptsPlanned.localDate, randomization.ParticipantRandomized.localDate | the day before randomization is -1
              beep | integer | Position within the local day, from 1 | | ema.PromptsPlanned.slots.index
              prompt_seq | integer | Position within participant and schedule, from 1 | | ema.PromptsPlanned.slots | by scheduled_at_utc
              day_type | text | Kind of day | weekday; weekend=Saturday or Sunday | ema.PromptsPlanned.localDate
              scheduled_at_utc | instant | When it is sent by the plan | | ema.PromptsPlanned.slots.scheduledAt
              scheduled_at_local | local | The same where the participant is | | ema.PromptsPlanned.slots.scheduledLocal
              tz | text | Time zone of the plan | IANA id | ema.PromptsPlanned.zone
              utc_offset_min | integer | Local time less UTC | minutes | ema.PromptsPlanned.slots.utcOffsetMinutes
              claimed_at_utc | instant | When the last attempt to send it was claimed | | ema.PromptSent.claimedAt, ema.PromptFailed.claimedAt
              sent_at_utc | instant | When it was recorded as sent, or became visible in the app | | ema.PromptSent.at
              channel | text | Channel that took it or may have | email; sms; web-push | ema.PromptSent.channel | empty where the app alone shows it
              delivered_at_utc | instant | When a channel accepted it | | ema.PromptSent.acceptedAt, ema.PromptSent.at | outcome ACCEPTED only
              report_status | text | What the channel reported of it later | delivered=came to the device; undelivered | ema.PromptReported.status | the last report
              reported_at_utc | instant | When that came about, as the channel says | | ema.PromptReported.reportedAt, ema.PromptReported.at
              shown_at_utc | instant | When a device first showed it, by corrected device time | | ema.PromptShown.shownAt
              opened_at_utc | instant | When it was opened, by corrected device time | | ema.PromptAnswered.openedAt, ema.PromptOpened.openedAt
              first_response_at_utc | instant | Earliest time of an item's answer, corrected device time | | ema.PromptAnswered.items.answeredAt
              completed_at_utc | instant | When it was completed, by corrected device time | | ema.PromptAnswered.completedAt
              expires_at_utc | instant | When its window closes | | ema.PromptsPlanned.slots.expiresAt
              reminder_count | integer | Reminders sent | reminders | ema.ReminderSent
              prompt_status | text | What became of it | answered; declined=dismissed; expired=nothing in time; cancelled; failed=no channel took it; pending=not decided | ema events | each prompt has exactly one
              status_reason | text | More of it: completeness, or why not | | ema.PromptAnswered.completeness, PromptExpired.reason, PromptsCancelled.reason, PromptFailed.cause
              not_delivered_reason | text | Why no channel accepted it | rejected; failed; uncertain=may have been accepted; no_channel=reached by the app alone; not_sent | ema.PromptSent.outcome
              arrival | text | How the answer came in | in_time; late_upload=completed in time, received later | ema.PromptAnswered.arrival
              received_at_utc | instant | When the answer came in, by the server | | ema.PromptAnswered.receivedAt
              clock_skew_s | number | Device clock less server clock | seconds | ema.PromptAnswered.skewMillis
              latency_s | number | From the plan to the opening | seconds | ema.PromptAnswered | opened_at_utc - scheduled_at_utc
              duration_s | number | From the opening to completion | seconds | ema.PromptAnswered | completed_at_utc - opened_at_utc
              """),
          PROMPTS);

  static final DatasetTable ITEMS =
      new DatasetTable(
          "ema_items",
          "item of an answered prompt",
          List.of("prompt_id", "item_code"),
          false,
          DatasetColumn.parse(
              """
              prompt_id | text | Prompt it belongs to | | ema.PromptAnswered.slotId
              item_code | text | Item; the codebook has one row for each | | ema.PromptAnswered.items.item
              item_order_shown | integer | Position in which it was shown, from 1 | | ema.PromptAnswered.items.order
              value_num | number | Value of a numeric or coded item | | ema.PromptAnswered.items.number
              value_text | text | Codes of a multiple choice, ascending, with semicolons; a time; a date | | ema.PromptAnswered.items.text | free text is never exported
              missing_reason | text | Why there is no value | [reasons] | ema.PromptAnswered.items.missingReason
              shown_at_utc | instant | When it was shown, by corrected device time | | ema.PromptAnswered.items.shownAt
              answered_at_utc | instant | When it was last answered, by corrected device time | | ema.PromptAnswered.items.answeredAt
              rt_ms | integer | From being shown to the last answer | milliseconds | ema.PromptAnswered.items | answered_at_utc - shown_at_utc
              n_changes | integer | How often the answer was changed | | ema.PromptAnswered.items.changes
              """
                  .replace("[reasons]", MissingReason.CODES)),
          """
          with answers as (
            select x.participant_id, x.slot_id, i.* from (
              select distinct on (slot_id) x.* from {ema.PromptAnswered} x
              order by slot_id, log_epoch, log_number) x
            join {ema.PromptAnswered.items} i
              using (log_topic, log_partition, log_epoch, log_number)),
          plans as (
            select distinct on (s.slot_id) s.slot_id, p.protocol_version
            from {ema.PromptsPlanned} p join {ema.PromptsPlanned.slots} s
              using (log_topic, log_partition, log_epoch, log_number)
            order by s.slot_id, p.log_epoch desc, p.log_number desc)
          select a.participant_id as participant, p.site, pl.protocol_version,
            exported_id('q', a.slot_id::text) as prompt_id, a.item as item_code,
            [item]
          from answers a join [people] p using (participant_id)
          left join plans pl using (slot_id)
          """
              .replace("[item]", AnsweredItem.SQL));

  private MomentaryTables() {}

  private static String complete(String sql) {
    return sql.replace("[ends]", ENDS)
        .replace("[ended]", ENDED)
        .replace("[when]", WHEN)
        .replace("[status]", STATUS);
  }
}
