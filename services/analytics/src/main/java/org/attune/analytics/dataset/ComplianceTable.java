package org.attune.analytics.dataset;

import java.util.List;

/** What became of momentary prompts, counted by {@link ComplianceViews}. */
final class ComplianceTable {
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
          "select * from {compliance_cell} c");

  private ComplianceTable() {}
}
