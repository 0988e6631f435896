package org.attune.analytics.dataset;

import java.util.List;

/** Delivery in groups: tables of unblinded datasets only. Staff are pseudonyms of their ids. */
final class GroupTables {
  static final DatasetTable GROUPS =
      new DatasetTable(
          "groups",
          "delivery group",
          List.of("group_id"),
          true,
          DatasetColumn.parse(
              """
              group_id | text | Group | | interventions.GroupOpened.groupId | HMAC-SHA256 like participant_id
              arm_code | text | Arm, by its id in the protocol | | interventions.GroupOpened.arm
              programme | text | Programme, by its id | | interventions.GroupOpened.programme
              facilitator_id | text | Facilitator who was assigned last | | interventions.FacilitatorAssigned.facilitatorId | HMAC-SHA256 like participant_id
              size_from | integer | Fewest people it is meant to have | participants | interventions.GroupOpened.sizeFrom
              capacity | integer | Most people it takes | participants | interventions.GroupOpened.sizeTo
              status | text | How far it has come | waiting; started; dissolved=nobody was left in it | GroupStarted, GroupDissolved of interventions
              first_day | date | First day of its programme, local to the site | | interventions.GroupStarted.firstDay
              people_at_start | integer | People in it when it started | participants | interventions.GroupStarted.people
              below_minimum | flag | It started with fewer people than meant: a deviation | | interventions.GroupStarted.belowMinimum
              opened_at_utc | instant | When it was opened | | interventions.GroupOpened.at
              """),
          """
          select null::uuid as participant, g.site, g.protocol_version,
            exported_id('r', g.group_id::text) as group_id, g.arm as arm_code, g.programme,
            exported_id('f', f.facilitator_id) as facilitator_id, g.size_from,
            g.size_to as capacity,
            case when s.group_id is not null then 'started' when d.group_id is not null
              then 'dissolved' else 'waiting' end as status,
            s.first_day, s.people as people_at_start, s.below_minimum, g.at as opened_at_utc
          from (select distinct on (group_id) x.* from {interventions.GroupOpened} x
            order by group_id, log_epoch, log_number) g
          left join (select distinct on (group_id) x.* from {interventions.GroupStarted} x
            order by group_id, log_epoch, log_number) s using (group_id)
          left join (select distinct group_id from {interventions.GroupDissolved} x) d
            using (group_id)
          left join (select distinct on (group_id) group_id, facilitator_id
            from {interventions.FacilitatorAssigned} x
            order by group_id, log_epoch desc, log_number desc) f using (group_id)
          """);

  /** What staff wrote about a place is in no dataset: they may have named somebody in it. */
  static final DatasetTable MEETINGS =
      new DatasetTable(
          "meetings",
          "session that a group holds and that was arranged",
          List.of("meeting_id"),
          true,
          DatasetColumn.parse(
              """
              meeting_id | text | Meeting | | interventions.MeetingArranged | HMAC-SHA256 like participant_id
              group_id | text | Group, as in groups | | interventions.MeetingArranged.groupId | HMAC-SHA256 like participant_id
              programme | text | Programme, by its id | | interventions.GroupOpened.programme
              module_code | text | Session, by its id | | interventions.MeetingArranged.session
              moved_to | date | Day to which it was moved, local to the site; empty for the protocol's own | | interventions.MeetingArranged.movedTo
              begins_at | text | Hour at which it begins, by the clock of the site | HH:MM | interventions.MeetingArranged.begins
              minutes | integer | How long it lasts | minutes | interventions.MeetingArranged.minutes
              form | text | How people come together | place; link; both | place and link of interventions.MeetingArranged
              times_arranged | integer | How often it was arranged; what is said here is the last | times | interventions.MeetingArranged | a count
              arranged_by | text | Who arranged it last | | interventions.MeetingArranged.arrangedBy | HMAC-SHA256 like participant_id
              arranged_at_utc | instant | When it was arranged last | | interventions.MeetingArranged.at
              """),
          """
          select null::uuid as participant, g.site, g.protocol_version,
            exported_id('o', m.group_id::text || ':' || m.session) as meeting_id,
            exported_id('r', m.group_id::text) as group_id, g.programme, m.session as module_code,
            m.moved_to, m.begins as begins_at, m.minutes,
            case when m.place is null then 'link' when m.link is null then 'place' else 'both' end
              as form,
            m.times_arranged, exported_id('f', m.arranged_by) as arranged_by,
            m.at as arranged_at_utc
          from (select distinct on (group_id, session) x.*,
              (count(*) over (partition by group_id, session))::int as times_arranged
            from {interventions.MeetingArranged} x
            order by group_id, session, log_epoch desc, log_number desc) m
          join (select distinct on (group_id) x.* from {interventions.GroupOpened} x
            order by group_id, log_epoch, log_number) g using (group_id)
          """);

  static final DatasetTable ATTENDANCE =
      new DatasetTable(
          "attendance",
          "participant and session that a group held",
          List.of("attendance_id"),
          true,
          DatasetColumn.parse(
              """
              attendance_id | text | Attendance | | interventions.AttendanceRecorded | HMAC-SHA256 like participant_id
              group_id | text | Group, as in groups | | interventions.AttendanceRecorded.groupId | HMAC-SHA256 like participant_id
              programme | text | Programme, by its id | | interventions.AttendanceRecorded.programme
              module_code | text | Session, by its id | | interventions.AttendanceRecorded.session
              held_on | date | Day on which it was held, local to the site | | interventions.AttendanceRecorded.heldOn
              attendance | text | Whether the participant was there | present; partial; absent | interventions.AttendanceRecorded.attendance
              absence_reason | text | Why not | illness; work; family; travel; other; not_said | interventions.AttendanceRecorded.absenceReason
              recorded_by | text | Facilitator who said so | | interventions.AttendanceRecorded.recordedBy | HMAC-SHA256 like participant_id
              recorded_at_utc | instant | When it was said | | interventions.AttendanceRecorded.at
              """),
          """
          select a.participant_id as participant, p.site, p.protocol_version,
            exported_id('t', a.participant_id || ':' || a.session) as attendance_id,
            exported_id('r', a.group_id::text) as group_id, a.programme, a.session as module_code,
            a.held_on, lower(a.attendance) as attendance,
            lower(a.absence_reason) as absence_reason,
            exported_id('f', a.recorded_by) as recorded_by, a.at as recorded_at_utc
          from (select distinct on (participant_id, session) x.*
            from {interventions.AttendanceRecorded} x
            order by participant_id, session, log_epoch, log_number) a
          left join [people] p using (participant_id)
          """);

  private GroupTables() {}
}
