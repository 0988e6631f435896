package org.attune.analytics.dataset;

import java.util.List;

/**
 * What became of momentary prompts, counted; the same statement for exports and for staff who look
 * on. Compliance = answered / (planned - cancelled).
 */
public final class ComplianceTable {
  /** One row per participant, schedule, way of counting and cell. */
  static final String COMPLIANCE =
      """
      select p.participant, min(p.site) as site, max(p.protocol_version) as protocol_version,
        p.schedule_id,
        case when grouping(p.study_day) = 0 then 'day' when grouping(p.beep) = 0 then 'beep'
          when grouping(p.cause) = 0 then 'cause' else 'all' end as counted_by,
        coalesce(p.study_day::text, p.beep::text, p.cause, 'all') as cell,
        count(*) as planned,
        count(*) filter (where p.prompt_status = 'answered') as answered,
        count(*) filter (where p.prompt_status = 'declined') as declined,
        count(*) filter (where p.prompt_status = 'expired') as expired,
        count(*) filter (where p.prompt_status = 'cancelled') as cancelled,
        count(*) filter (where p.prompt_status = 'failed') as failed,
        count(*) filter (where p.prompt_status = 'pending') as pending
      from (
        select x.*, concat_ws(':', x.prompt_status, x.status_reason) as cause
        from ([prompts]) x) p
      group by grouping sets (
        (p.participant, p.schedule_id),
        (p.participant, p.schedule_id, p.study_day),
        (p.participant, p.schedule_id, p.beep),
        (p.participant, p.schedule_id, p.cause))
      """
          .replace("[prompts]", MomentaryTables.PROMPTS);

  private static final String RATIO =
      "round(c.answered::numeric / nullif(c.planned - c.cancelled, 0), 4)";

  static final DatasetTable TABLE =
      new DatasetTable(
          "compliance",
          "participant, schedule, way of counting and what is counted",
          List.of("participant_id", "schedule_id", "counted_by", "cell"),
          false,
          DatasetColumn.parse(
              """
              schedule_id | text | Schedule, by its id in the protocol | | ema.PromptsPlanned.schedule
              counted_by | text | What the prompts are counted by | all=all of the schedule; day=local day of the study; beep=position within the day; cause=what became of them and why | prompts
              cell | text | Which of them | | prompts | all, study_day, beep, or prompt_status and status_reason joined by a colon
              planned | integer | Prompts planned | prompts | prompts
              answered | integer | Answered, wholly or in part | prompts | prompts.prompt_status
              declined | integer | Dismissed by the participant | prompts | prompts.prompt_status
              expired | integer | Nothing in time | prompts | prompts.prompt_status
              cancelled | integer | Not asked any more | prompts | prompts.prompt_status
              failed | integer | No channel took them | prompts | prompts.prompt_status
              pending | integer | Not decided | prompts | prompts.prompt_status
              compliance | number | Share answered of those asked; empty if none was | 0 to 1 | prompts.prompt_status | answered / (planned - cancelled)
              """),
          "select c.*, " + RATIO + " as compliance from (" + COMPLIANCE + ") c");

  private static final String POOLED =
      """
      select c.*, [ratio] as compliance from (
        select schedule_id, counted_by, cell, count(*) as participants, sum(planned)::bigint as planned,
          sum(answered)::bigint as answered, sum(declined)::bigint as declined,
          sum(expired)::bigint as expired, sum(cancelled)::bigint as cancelled,
          sum(failed)::bigint as failed, sum(pending)::bigint as pending
        from ([compliance]) x group by 1, 2, 3) c
      order by schedule_id, counted_by, length(cell), cell
      """
          .replace("[ratio]", RATIO)
          .replace("[compliance]", COMPLIANCE);

  private static final String EACH =
      """
      select c.*, [ratio] as compliance from ([compliance]) c where counted_by = 'all'
      order by schedule_id, participant
      """
          .replace("[ratio]", RATIO)
          .replace("[compliance]", COMPLIANCE);

  private ComplianceTable() {}

  /** Over all participants: schedule, way of counting, cell, how many people, and the counts. */
  public static String pooled(StudyProtocols protocols) {
    return DatasetTables.complete(POOLED, protocols);
  }

  /** Each participant's counts by schedule. */
  public static String each(StudyProtocols protocols) {
    return DatasetTables.complete(EACH, protocols);
  }
}
