package org.attune.analytics.dataset;

import java.util.List;

/** Assessments: what was planned, what was answered, what was scored. */
final class VisitTables {
  private static final String EVERY_VISIT =
      """
      with plans as (
        select distinct on (v.visit_id) v.visit_id, p.participant_id, p.anchor, p.zone,
          p.protocol_version, v.assessment, v.target_date, v.opens_at, v.closes_at,
          p.log_epoch, p.log_number
        from {outcomes.VisitsPlanned} p join {outcomes.VisitsPlanned.visits} v
          using (log_topic, log_partition, log_epoch, log_number)
        order by v.visit_id, p.log_epoch desc, p.log_number desc),
      cancelled as (
        select distinct on (i.value) i.value as visit_id, c.reason, c.log_epoch, c.log_number
        from {outcomes.VisitsCancelled} c join {outcomes.VisitsCancelled.visitIds} i
          using (log_topic, log_partition, log_epoch, log_number)
        order by i.value, c.log_epoch desc, c.log_number desc),
      opened as (select visit_id, min(at) as at from {outcomes.VisitOpened} x group by 1),
      completed as (select visit_id, min(at) as at from {outcomes.VisitCompleted} x group by 1),
      missed as (select visit_id, min(at) as at from {outcomes.VisitMissed} x group by 1),
      answered as (
        select visit_id, count(distinct instrument) as instruments, min(completed_at) as first
        from {outcomes.InstrumentAnswered} x group by 1)
      select pl.participant_id as participant, pe.site, pl.protocol_version,
        exported_id('v', pl.visit_id::text) as visit_id, pl.assessment as visit_code, pl.anchor,
        case when pl.anchor = 'consent' then 'before_randomization'[crossover]
          else 'after_randomization' end as epoch,
        pl.target_date, pl.target_date - pe.consent_date + 1 as planned_day,
        case when pl.target_date >= pe.randomized_date then pl.target_date - pe.randomized_date + 1
          else pl.target_date - pe.randomized_date end as rand_day,
        pl.opens_at as window_open_utc, pl.closes_at as window_close_utc, pl.zone as tz,
        o.at as invited_at_utc, an.first as started_at_utc, co.at as completed_at_utc,
        an.visit_id is not null as started, co.visit_id is not null as completed,
        coalesce(an.instruments, 0) as instruments_answered,
        case when co.visit_id is not null then 'completed' when mi.visit_id is not null then 'missed'
          when ca.visit_id is not null then 'cancelled' else 'pending' end as visit_status,
        case when co.visit_id is null and mi.visit_id is null then lower(ca.reason) end
          as status_reason
      from plans pl
      left join [people] pe using (participant_id)
      left join cancelled ca on ca.visit_id = pl.visit_id
        and (ca.log_epoch, ca.log_number) > (pl.log_epoch, pl.log_number)
      left join opened o on o.visit_id = pl.visit_id
      left join completed co on co.visit_id = pl.visit_id
      left join missed mi on mi.visit_id = pl.visit_id
      left join answered an on an.visit_id = pl.visit_id[crossed]
      """;

  /** One row per planned assessment, as it was planned last. Who crossed over is not told. */
  static final String VISITS = EVERY_VISIT.replace("[crossover]", "").replace("[crossed]", "");

  private static final String UNBLINDED_VISITS =
      EVERY_VISIT
          .replace("[crossover]", " when pl.target_date >= cr.first_day then 'crossover'")
          .replace("[crossed]", " left join [crossed over] cr using (participant_id)");

  private static final String COLUMNS =
      """
      visit_id | text | Scheduled assessment | | outcomes.VisitsPlanned.visits.visitId | HMAC-SHA256 like participant_id
      visit_code | text | Assessment, by its id in the protocol | | outcomes.VisitsPlanned.visits.assessment
      epoch | text | Part of the trial it belongs to | before_randomization; after_randomization=in a study without arms never[codes] | outcomes.VisitsPlanned.anchor
      target_date | date | Day on which it is meant to happen, local | | outcomes.VisitsPlanned.visits.targetDate
      planned_day | integer | That day counted from consent, which is day 1 | days | outcomes.VisitsPlanned.visits.targetDate | target_date - date of consent + 1
      rand_day | integer | That day counted from randomization, which is day 1; no day 0 | days | outcomes.VisitsPlanned.visits.targetDate, randomization.ParticipantRandomized.localDate | the day before randomization is -1
      window_open_utc | instant | When its window opens | | outcomes.VisitsPlanned.visits.opensAt
      window_close_utc | instant | When its window closes | | outcomes.VisitsPlanned.visits.closesAt
      tz | text | Time zone of the plan | IANA id | outcomes.VisitsPlanned.zone
      invited_at_utc | instant | When the participant was invited to it | | outcomes.VisitOpened.at
      started_at_utc | instant | When its first questionnaire was completed | | outcomes.InstrumentAnswered.completedAt
      completed_at_utc | instant | When it was complete | | outcomes.VisitCompleted.at
      started | flag | Whether any questionnaire was answered | | outcomes.InstrumentAnswered
      completed | flag | Whether all questionnaires were answered in time | | outcomes.VisitCompleted
      instruments_answered | integer | Questionnaires answered | questionnaires | outcomes.InstrumentAnswered
      visit_status | text | What became of it | completed; missed=window closed first; cancelled; pending=still to come | outcomes.VisitCompleted, VisitMissed, VisitsCancelled
      status_reason | text | Why it was cancelled | left; replanned; not_randomized; study_closed | outcomes.VisitsCancelled.reason
      """;

  static DatasetTable table(Blinding blinding) {
    boolean unblinded = blinding == Blinding.UNBLINDED;
    var codes =
        unblinded ? "; crossover=from the day on which a waiting list got its programme" : "";
    return new DatasetTable(
        "visits",
        "scheduled assessment",
        List.of("visit_id"),
        false,
        DatasetColumn.parse(COLUMNS.replace("[codes]", codes)),
        unblinded ? UNBLINDED_VISITS : VISITS);
  }

  static final DatasetTable ITEMS =
      new DatasetTable(
          "items",
          "item of a questionnaire that was answered, screener included",
          List.of("response_item_id"),
          false,
          DatasetColumn.parse(
              """
              response_item_id | text | Answer to one item | | visit, questionnaire and item | HMAC-SHA256 like participant_id
              visit_id | text | Assessment it belongs to; empty for the screener | | outcomes.InstrumentAnswered.visitId
              visit_code | text | Assessment, by its id in the protocol, or screening | | outcomes.InstrumentAnswered.assessment
              form_code | text | Questionnaire | | outcomes.InstrumentAnswered.instrument
              form_version | integer | Version of its wording | | outcomes.InstrumentAnswered.instrumentVersion
              item_code | text | Item; the codebook has one row for each | | outcomes.InstrumentAnswered.items.item
              item_order_shown | integer | Position in which it was shown, from 1 | | outcomes.InstrumentAnswered.items.order
              value_num | number | Value of a numeric or coded item | | outcomes.InstrumentAnswered.items.number
              value_text | text | Codes of a multiple choice, ascending, with semicolons; a time; a date | | outcomes.InstrumentAnswered.items.text | free text is never exported
              missing_reason | text | Why there is no value | [reasons] | outcomes.InstrumentAnswered.items.missingReason
              shown_at_utc | instant | When it was shown, by corrected device time | | outcomes.InstrumentAnswered.items.shownAt
              answered_at_utc | instant | When it was last answered, by corrected device time | | outcomes.InstrumentAnswered.items.answeredAt
              rt_ms | integer | From being shown to the last answer | milliseconds | outcomes.InstrumentAnswered.items | answered_at_utc - shown_at_utc
              n_changes | integer | How often the answer was changed | | outcomes.InstrumentAnswered.items.changes
              """
                  .replace("[reasons]", MissingReason.CODES)),
          """
          with answers as (
            select a.participant_id, a.visit_id, a.assessment, a.instrument, a.instrument_version,
              v.protocol_version, i.item, i."order", i.number, i.text, i.missing_reason, i.shown_at,
              i.answered_at, i.changes
            from (select distinct on (visit_id, instrument) x.* from {outcomes.InstrumentAnswered} x
              order by visit_id, instrument, log_epoch desc, log_number desc) a
            join {outcomes.InstrumentAnswered.items} i
              using (log_topic, log_partition, log_epoch, log_number)
            left join (select distinct on (v.visit_id) v.visit_id, p.protocol_version
              from {outcomes.VisitsPlanned} p join {outcomes.VisitsPlanned.visits} v
                using (log_topic, log_partition, log_epoch, log_number)
              order by v.visit_id, p.log_epoch desc, p.log_number desc) v using (visit_id)
            union all
            select s.participant_id, null, 'screening', [screener], null, s.protocol_version, i.item,
              i.log_index + 1, i.number, i.text, i.missing_reason, null, null, null
            from [screened] s join {enrollment.ParticipantScreened.answers} i
              using (log_topic, log_partition, log_epoch, log_number))
          select a.participant_id as participant, p.site, a.protocol_version,
            exported_id('r', coalesce(a.visit_id::text, 'screening:' || a.participant_id) || ':'
              || a.instrument || ':' || a.item) as response_item_id,
            exported_id('v', a.visit_id::text) as visit_id, a.assessment as visit_code,
            a.instrument as form_code, a.instrument_version as form_version, a.item as item_code,
            [item]
          from answers a join [people] p using (participant_id)
          """
              .replace("[item]", AnsweredItem.SQL));

  /** Scores, and the attachment of a visit as if it were three of them. */
  static final String ALL_SCORES =
      """
      (with done as (select distinct on (visit_id) x.* from {outcomes.VisitCompleted} x
        order by visit_id, log_epoch desc, log_number desc)
      select d.participant_id, d.visit_id, d.assessment, s.score, s.value, null::text as word,
        s.answered, s.items, s.rule, s.missing_reason
      from done d join {outcomes.VisitCompleted.scores} s
        using (log_topic, log_partition, log_epoch, log_number)
      union all select participant_id, visit_id, assessment, 'attachment_anxiety',
        attachment_anxiety, null, null, null, null, null from done
        where attachment_anxiety is not null
      union all select participant_id, visit_id, assessment, 'attachment_avoidance',
        attachment_avoidance, null, null, null, null, null from done
        where attachment_avoidance is not null
      union all select participant_id, visit_id, assessment, 'attachment_style', null,
        attachment_style, null, null, null, null from done where attachment_style is not null)
      """;

  static final DatasetTable SCORES =
      new DatasetTable(
          "scores",
          "participant, completed assessment and score",
          List.of("participant_id", "visit_code", "score_code"),
          false,
          DatasetColumn.parse(
              """
              visit_id | text | Assessment it belongs to | | outcomes.VisitCompleted.visitId
              visit_code | text | Assessment, by its id in the protocol | | outcomes.VisitCompleted.assessment
              score_code | text | Score; the codebook has one row for each | | outcomes.VisitCompleted.scores.score
              value | number | Value of the score | | outcomes.VisitCompleted.scores.value
              value_text | text | Value of a score in words: attachment style | | outcomes.VisitCompleted.attachmentStyle
              n_items_answered | integer | Items answered | items | outcomes.VisitCompleted.scores.answered
              n_items_total | integer | Items of the scale | items | outcomes.VisitCompleted.scores.items
              scoring_rule | text | Scoring rule with its version | | outcomes.VisitCompleted.scores.rule
              missing_reason | text | Why there is no value | too_few_items=fewer than four fifths of the items answered | outcomes.VisitCompleted.scores.missingReason
              """),
          """
          select s.participant_id as participant, p.site, p.protocol_version,
            exported_id('v', s.visit_id::text) as visit_id, s.assessment as visit_code,
            s.score as score_code, s.value::numeric as value, s.word as value_text,
            s.answered as n_items_answered, s.items as n_items_total, s.rule as scoring_rule,
            s.missing_reason
          from [all scores] s join [people] p using (participant_id)
          """);

  private VisitTables() {}
}
