package org.attune.analytics.dataset;

import java.util.List;

/** What may have harmed participants, and what went other than planned. None of it tells an arm. */
final class SafetyTables {
  /** Behind {@code instrument}, where prompts may raise alerts. */
  private static final String PROMPT =
      """
      prompt_id | text | Prompt that was answered; empty if an assessment was | | outcomes.SafetyAlertRaised.slotId | HMAC-SHA256 like participant_id; there if a safety rule looks at what a schedule asks
      """;

  private static final String ALERTED =
      """
      alert_id | text | Safety alert | | outcomes.SafetyAlertRaised.alertId | HMAC-SHA256 like participant_id
      rule | text | Safety rule that was met, by its id in the protocol | | outcomes.SafetyAlertRaised.rule
      severity | text | Severity that the rule gives it | | outcomes.SafetyAlertRaised.severity
      instrument | text | Questionnaire of the answer | | outcomes.SafetyAlertRaised.instrument
      """;

  private static final String FOLLOWED =
      """
      raised_at_utc | instant | When the answer came in | | outcomes.SafetyAlertRaised.at
      rounds | integer | Rounds in which staff were told | rounds | outcomes.SafetyStaffTold.round | the highest; 0 if nobody was told yet
      first_told_at_utc | instant | When staff were told first | | outcomes.SafetyStaffTold.at
      acknowledged_at_utc | instant | When somebody took it in hand | | outcomes.SafetyAlertAcknowledged.at
      acknowledged_role | text | Role in which it was taken in hand | | outcomes.SafetyAlertAcknowledged.role
      """;

  private static final String ALERTS =
      """
      select a.participant_id as participant, p.site, p.protocol_version,
        exported_id('l', a.alert_id::text) as alert_id, a.rule, a.severity, a.instrument,
        exported_id('q', a.slot_id::text) as prompt_id,
        coalesce(a.received_at, a.at) as raised_at_utc, coalesce(t.rounds, 0) as rounds, t.at as first_told_at_utc,
        k.at as acknowledged_at_utc, k.role as acknowledged_role
      from (select distinct on (alert_id) x.* from {outcomes.SafetyAlertRaised} x
        order by alert_id, log_epoch, log_number) a
      left join (select alert_id, max(round) as rounds, min(at) as at
        from {outcomes.SafetyStaffTold} x group by 1) t using (alert_id)
      left join (select distinct on (alert_id) alert_id, at, role
        from {outcomes.SafetyAlertAcknowledged} x
        order by alert_id, log_epoch, log_number) k using (alert_id)
      left join [people] p using (participant_id)
      """;

  static final DatasetTable ADVERSE_EVENTS =
      new DatasetTable(
          "adverse_events",
          "adverse event, as its newest entry tells it",
          List.of("ae_id"),
          false,
          DatasetColumn.parse(
              """
              ae_id | text | Adverse event | | outcomes.AdverseEventRecorded.adverseEventId | HMAC-SHA256 like participant_id
              term | text | What happened, as a code | | outcomes.AdverseEventRecorded.content.term
              started_on | date | When it began, local | | outcomes.AdverseEventRecorded.content.startedOn
              ended_on | date | When it ended, local; empty while it goes on | | outcomes.AdverseEventRecorded.content.endedOn
              ongoing | flag | It goes on | | outcomes.AdverseEventRecorded.content.endedOn | 1 if there is no end
              severity | text | How bad it is | mild; moderate; severe | outcomes.AdverseEventRecorded.content.severity
              serious | flag | It is serious | | outcomes.AdverseEventRecorded.content.serious | 1 if any criterion holds
              seriousness | text | Criteria that hold, joined by vertical bars | | outcomes.AdverseEventRecorded.content.serious | ICH E2A
              relatedness | text | Whether taking part caused it, whatever the arm | not_related; unlikely; possible; probable; definite | outcomes.AdverseEventRecorded.content.relatedness
              action_taken | text | What was done | none; treated; referred; prompts_stopped; left_study | outcomes.AdverseEventRecorded.content.action
              outcome | text | What became of it | recovered; recovering; not_recovered; recovered_with_sequelae; fatal; not_known | outcomes.AdverseEventRecorded.content.outcome
              reported_via | text | How the study learned of it | participant; assessment; alert; staff; other | outcomes.AdverseEventRecorded.content.via
              entries | integer | Entries made about it | entries | outcomes.AdverseEventRecorded.entry | the highest
              first_recorded_at_utc | instant | When it was first entered | | outcomes.AdverseEventRecorded.at
              last_recorded_at_utc | instant | When the newest entry was made | | outcomes.AdverseEventRecorded.at
              reviewed_by_role | text | Role in which the newest entry was reviewed | | outcomes.AdverseEventReviewed.role
              reviewed_at_utc | instant | When the newest entry was reviewed | | outcomes.AdverseEventReviewed.at
              """),
          """
          select e.participant_id as participant, p.site, p.protocol_version,
            exported_id('e', e.adverse_event_id::text) as ae_id, e.content__term as term,
            e.content__started_on as started_on, e.content__ended_on as ended_on,
            e.content__ended_on is null as ongoing, lower(e.content__severity) as severity,
            s.criteria is not null as serious, lower(s.criteria) as seriousness,
            lower(e.content__relatedness) as relatedness, lower(e.content__action) as action_taken,
            lower(e.content__outcome) as outcome, lower(e.content__via) as reported_via,
            e.entry as entries, f.at as first_recorded_at_utc, e.at as last_recorded_at_utc,
            r.role as reviewed_by_role, r.at as reviewed_at_utc
          from (select distinct on (adverse_event_id) x.* from {outcomes.AdverseEventRecorded} x
            order by adverse_event_id, entry desc, log_epoch, log_number) e
          left join (select log_topic, log_partition, log_epoch, log_number,
              string_agg(value, '|' order by log_index) as criteria
            from {outcomes.AdverseEventRecorded.content.serious} x group by 1, 2, 3, 4) s
            using (log_topic, log_partition, log_epoch, log_number)
          left join (select adverse_event_id, min(at) as at
            from {outcomes.AdverseEventRecorded} x group by 1) f using (adverse_event_id)
          left join (select distinct on (adverse_event_id, entry) adverse_event_id, entry, role, at
            from {outcomes.AdverseEventReviewed} x
            order by adverse_event_id, entry, log_epoch, log_number) r
            using (adverse_event_id, entry)
          left join [people] p using (participant_id)
          """);

  static final DatasetTable DEVIATIONS =
      new DatasetTable(
          "deviations",
          "deviation from the protocol, as its newest entry tells it",
          List.of("deviation_id"),
          false,
          DatasetColumn.parse(
              """
              deviation_id | text | Deviation | | outcomes.DeviationRecorded.deviationId | HMAC-SHA256 like participant_id
              category | text | What part of the protocol it is from | eligibility; consent; randomization; assessment; safety; data; other | outcomes.DeviationRecorded.content.category
              importance | text | Whether it may touch rights, safety or the main results | important; minor | outcomes.DeviationRecorded.content.importance
              description_code | text | What went other, as a code | | outcomes.DeviationRecorded.content.code
              detected_on | date | When it was found, local | | outcomes.DeviationRecorded.content.detectedOn
              visit_code | text | Assessment that it is about, by its id in the protocol | | outcomes.DeviationRecorded.content.visit
              detected_by | text | Role that entered it first | | outcomes.DeviationRecorded.role
              entries | integer | Entries made about it | entries | outcomes.DeviationRecorded.entry | the highest
              last_recorded_at_utc | instant | When the newest entry was made | | outcomes.DeviationRecorded.at
              reviewed_by_role | text | Role in which the newest entry was reviewed | | outcomes.DeviationReviewed.role
              reviewed_at_utc | instant | When the newest entry was reviewed | | outcomes.DeviationReviewed.at
              """),
          """
          select e.participant_id as participant, p.site, p.protocol_version,
            exported_id('d', e.deviation_id::text) as deviation_id,
            lower(e.content__category) as category, lower(e.content__importance) as importance,
            e.content__code as description_code, e.content__detected_on as detected_on,
            e.content__visit as visit_code, f.role as detected_by, e.entry as entries,
            e.at as last_recorded_at_utc, r.role as reviewed_by_role, r.at as reviewed_at_utc
          from (select distinct on (deviation_id) x.* from {outcomes.DeviationRecorded} x
            order by deviation_id, entry desc, log_epoch, log_number) e
          left join (select distinct on (deviation_id) deviation_id, role
            from {outcomes.DeviationRecorded} x
            order by deviation_id, entry, log_epoch, log_number) f using (deviation_id)
          left join (select distinct on (deviation_id, entry) deviation_id, entry, role, at
            from {outcomes.DeviationReviewed} x
            order by deviation_id, entry, log_epoch, log_number) r using (deviation_id, entry)
          left join [people] p using (participant_id)
          """);

  private SafetyTables() {}

  /** Alerts of a study; of no study at all, as in the dictionary, everything may be. */
  static DatasetTable alerts(StudyProtocols protocols) {
    boolean prompts = protocols.versions().isEmpty() || protocols.watchPrompts();
    return new DatasetTable(
        "safety_alerts",
        "answer that met a safety rule",
        List.of("alert_id"),
        false,
        DatasetColumn.parse(prompts ? ALERTED + PROMPT + FOLLOWED : ALERTED + FOLLOWED),
        ALERTS);
  }
}
