package org.attune.analytics.dataset;

import java.util.List;

/** Who came, who agreed, and how far each went. */
final class PeopleTables {
  /** One row per participant who consented. */
  static final String PEOPLE =
      """
      (select e.study, e.participant_id, e.site, e.protocol_version, e.consent_version,
        e.consent_form_sha256, e.language, e.zone, e.local_date as consent_date,
        e.at as enrolled_at, r.local_date as randomized_date, r.at as randomized_at
      from (select distinct on (study, participant_id) x.* from {enrollment.ParticipantEnrolled} x
        order by study, participant_id, log_epoch, log_number) e
      left join (select distinct on (study, participant_id) x.*
        from {randomization.ParticipantRandomized} x
        order by study, participant_id, log_epoch, log_number) r using (study, participant_id))
      """;

  private static final String SCREENED =
      """
      (select distinct on (participant_id) x.* from {enrollment.ParticipantScreened} x
      order by participant_id, log_epoch desc, log_number desc)
      """;

  /** Answers from which age and gender are taken, the earliest of each item. */
  private static final String EARLY_ANSWERS =
      """
      (select distinct on (participant_id, item) participant_id, item, number from (
        select s.participant_id, a.item, a.number, s.at
        from {enrollment.ParticipantScreened} s join {enrollment.ParticipantScreened.answers} a
          using (log_topic, log_partition, log_epoch, log_number)
        union all
        select i.participant_id, a.item, a.number, i.at
        from {outcomes.InstrumentAnswered} i join {outcomes.InstrumentAnswered.items} a
          using (log_topic, log_partition, log_epoch, log_number)) x
      where number is not null order by participant_id, item, at, number)
      """;

  /** The last visit of each participant that counts for having completed the study. */
  private static final String LAST_VISIT =
      """
      (select distinct on (participant) participant, site, protocol_version, visit_status,
        completed_at_utc
      from (%s) v where anchor = [last anchor]
      order by participant, target_date desc, visit_code desc)
      """
          .formatted(VisitTables.VISITS);

  private static final String LEFT =
      """
      (select distinct on (participant_id, way) x.* from {enrollment.ParticipantLeft} x
      order by participant_id, way, log_epoch, log_number)
      """;

  private static final String NOT_RANDOMIZED =
      """
      (select distinct on (participant_id) x.* from {randomization.ParticipantNotRandomized} x
      order by participant_id, log_epoch, log_number)
      """;

  static final DatasetTable PARTICIPANTS =
      new DatasetTable(
          "participants",
          "participant who consented",
          List.of("participant_id"),
          false,
          DatasetColumn.parse(
              """
              enrolled_at_utc | instant | When the participant consented | | enrollment.ParticipantEnrolled.at
              tz_at_enrolment | text | Time zone at consent | IANA id | enrollment.ParticipantEnrolled.zone
              consent_version | integer | Version of the consent form signed first | | enrollment.ParticipantEnrolled.consentVersion
              language | text | Language the participant chose | BCP 47 tag | enrollment.ParticipantEnrolled.language
              age_band | text | Age at screening or baseline, in bands | years | enrollment.ParticipantScreened.answers or outcomes.InstrumentAnswered.items | first answer to an item of the study named age, in bands of ten years
              sex_gender | integer | Sex or gender as collected, a code of that item | | outcomes.InstrumentAnswered.items | first answer to an item of the study named gender or sex
              randomized_at_utc | instant | When the participant was randomized | | randomization.ParticipantRandomized.at
              unblinded_at_utc | instant | When somebody was first told the arm of the participant | | randomization.ParticipantUnblinded.at | the earliest; empty if nobody was
              itt | flag | Intention to treat: randomized | | randomization.ParticipantRandomized | 1 if randomized
              safety | flag | Safety: consented, so that harm may have come of the study | | enrollment.ParticipantEnrolled | 1 for everybody here
              status | text | How far the participant has come | enrolled=consented; randomized=allocated; completed=last assessment done; not_randomized=refused or closed; withdrew_followup=left | enrollment, randomization and outcomes events | the last that applies, leaving first
              """),
          """
          select p.participant_id as participant, p.site, p.protocol_version,
            p.enrolled_at as enrolled_at_utc, p.zone as tz_at_enrolment, p.consent_version,
            p.language,
            case when a.age is null then null when a.age < 18 then '0-17' when a.age < 25 then '18-24'
              when a.age >= 75 then '75+'
              else (floor((a.age - 5) / 10) * 10 + 5)::int || '-' || (floor((a.age - 5) / 10) * 10 + 14)::int
            end as age_band,
            g.gender::int as sex_gender, p.randomized_at as randomized_at_utc,
            u.at as unblinded_at_utc, p.randomized_at is not null as itt, true as safety,
            case when w.participant_id is not null then 'withdrew_followup'
              when n.participant_id is not null then 'not_randomized'
              when v.visit_status = 'completed' then 'completed'
              when p.randomized_at is not null then 'randomized' else 'enrolled' end as status
          from [people] p
          left join (select participant_id, min(at) as at from {randomization.ParticipantUnblinded} x
            group by 1) u using (participant_id)
          left join (select participant_id, min(number) as age from [early answers] e
            where item = any([age items]) group by 1) a using (participant_id)
          left join (select participant_id, min(number) as gender from [early answers] e
            where item = any([gender items]) group by 1) g using (participant_id)
          left join (select distinct participant_id from [left] l
            where way = 'WITHDRAW_FOLLOWUP') w using (participant_id)
          left join [not randomized] n using (participant_id)
          left join [last visit] v on v.participant = p.participant_id
          """);

  static final DatasetTable SCREENINGS =
      new DatasetTable(
          "screenings",
          "screening, also of those who never consented",
          List.of("screening_id"),
          false,
          DatasetColumn.parse(
              """
              screening_id | text | Screening | | enrollment.ParticipantScreened | HMAC-SHA256 like participant_id
              at_utc | instant | When the screener decided | | enrollment.ParticipantScreened.at
              outcome | text | What came of it | eligible=may take part; ineligible=may not; declined=eligible, did not consent | enrollment.ParticipantScreened.outcome, enrollment.ConsentDeclined
              criterion | text | First criterion that did not hold | | enrollment.ParticipantScreened.criterion
              """),
          """
          select s.participant_id as participant, s.site, s.protocol_version,
            exported_id('s', s.participant_id::text) as screening_id, s.at as at_utc,
            case when d.participant_id is not null then 'declined' else lower(s.outcome) end as outcome,
            s.criterion
          from [screened] s
          left join (select distinct participant_id from {enrollment.ConsentDeclined} x) d
            using (participant_id)
          """);

  static final DatasetTable CONSENTS =
      new DatasetTable(
          "consents",
          "consent given, the first and each renewal",
          List.of("consent_id"),
          false,
          DatasetColumn.parse(
              """
              consent_id | text | Consent act | | enrollment.ParticipantEnrolled, enrollment.ConsentRenewed | HMAC-SHA256 like participant_id
              version | integer | Version of the form signed | | field consentVersion of the event
              form_sha256 | text | SHA-256 of the text that was signed, in its language | | field consentFormSha256 of the event
              given_at_utc | instant | When it was given | | field at of the event
              """),
          """
          select p.participant_id as participant, p.site, p.protocol_version,
            exported_id('n', p.participant_id || ':' || g.consent_version) as consent_id,
            g.consent_version as version, g.consent_form_sha256 as form_sha256,
            g.at as given_at_utc
          from [people] p
          join (select participant_id, consent_version, consent_form_sha256, enrolled_at as at
              from [people] e
            union all
            (select distinct on (participant_id, consent_version)
                participant_id, consent_version, consent_form_sha256, at
              from {enrollment.ConsentRenewed} x
              order by participant_id, consent_version, log_epoch, log_number)) g
            using (participant_id)
          """);

  private static final String DISPOSITION_COLUMNS =
      """
      disposition_id | text | Milestone of a participant | | the event of the milestone | HMAC-SHA256 like participant_id
      type | text | What happened | screened; ineligible; declined; enrolled; not_randomized; randomized; completed; declined_renewal=did not sign a newer form; stopped_prompts; withdrew_followup; withdrew_data_use=data erased[restricted codes] | enrollment, randomization and outcomes events
      at_utc | instant | When it happened | | field at of the event
      reason_code | text | Why, as a code | | field reason or criterion of the event
      data_retention | text | What happens to data given before | kept=stays in datasets; erased=is removed, and the row names no participant | enrollment.ParticipantLeft.way, enrollment.ParticipantErased
      """;

  private static final String PUBLIC_DISPOSITIONS =
      """
      select participant_id, 'screened' as type, at, null::text as reason, null::text as retention
        from [screened] s
      union all select participant_id, 'ineligible', at, criterion, null from [screened] s
        where outcome = 'INELIGIBLE'
      union all select participant_id, 'declined', min(at), null, null
        from {enrollment.ConsentDeclined} x group by 1
      union all select participant_id, 'enrolled', enrolled_at, null, null from [people] p
      union all select participant_id, 'randomized', randomized_at, null, null from [people] p
        where randomized_at is not null
      union all select participant_id, 'not_randomized', at, lower(reason), null
        from [not randomized] n
      union all select participant_id, 'declined_renewal', min(at), 'form-' || consent_version, null
        from {enrollment.ConsentRenewalDeclined} x group by participant_id, consent_version
      union all select participant, 'completed', completed_at_utc, null, null from [last visit] v
        where visit_status = 'completed'
      union all select participant_id,
          case way when 'STOP_PROMPTS' then 'stopped_prompts' else 'withdrew_followup' end,
          at, reason, 'kept'
        from [left] l where way in ('STOP_PROMPTS', 'WITHDRAW_FOLLOWUP')
      """;

  /** What is left of the erased: milestones without a participant, so that all can be counted. */
  private static final String ERASED_DISPOSITIONS =
      """
      select null::uuid as participant, k.site, k.protocol_version,
        exported_id('d', 'erased:' || k.participant_id || ':' || m.type) as disposition_id, m.type,
        case m.type when 'withdrew_data_use' then k.at end as at_utc,
        case m.type when 'withdrew_data_use' then k.reason end as reason_code,
        'erased' as data_retention
      from (select distinct on (participant_id) x.* from {enrollment.ParticipantErased} x
        order by participant_id, log_epoch desc, log_number desc) k
      left join (select participant_id, max(kept) as settled from {randomization.RandomizationErased} x
        group by 1) r using (participant_id)
      cross join lateral (values
        ('screened', k.reached in ('ELIGIBLE', 'INELIGIBLE', 'DECLINED', 'ENROLLED')),
        ('ineligible', k.reached = 'INELIGIBLE'), ('declined', k.reached = 'DECLINED'),
        ('enrolled', k.reached = 'ENROLLED'), ('randomized', r.settled = 'RANDOMIZED'),
        ('not_randomized', r.settled = 'NOT_RANDOMIZED'),
        ('withdrew_data_use', true)) as m (type, reached)
      where m.reached
      """;

  private static final String RESTRICTED_DISPOSITIONS =
      """
      union all select participant_id, 'intervention_started', min(at), null, null
        from {interventions.ProgrammeStarted} x group by 1
      union all select participant_id, 'crossed_over', min(at), null, null
        from {interventions.ProgrammeStarted} x where access = 'CROSSED_OVER' group by 1
      union all select participant_id, 'intervention_completed', min(at), null, null
        from {interventions.ProgrammeEnded} x where reason = 'COMPLETED' group by 1
      union all select participant_id, 'stopped_intervention', at, reason, 'kept' from [left] l
        where way = 'STOP_INTERVENTION'
      """;

  private PeopleTables() {}

  static DatasetTable dispositions(Blinding blinding) {
    boolean unblinded = blinding == Blinding.UNBLINDED;
    var codes =
        unblinded
            ? "; intervention_started; crossed_over; intervention_completed; stopped_intervention"
            : "";
    return new DatasetTable(
        "dispositions",
        "milestone of a participant",
        List.of("disposition_id"),
        false,
        DatasetColumn.parse(DISPOSITION_COLUMNS.replace("[restricted codes]", codes)),
        """
        select d.participant_id as participant, s.site, s.protocol_version,
          exported_id('d', d.participant_id || ':' || d.type
            || case d.type when 'declined_renewal' then ':' || d.reason else '' end) as disposition_id, d.type,
          d.at as at_utc, d.reason as reason_code, d.retention as data_retention
        from (%s%s) d left join [screened] s using (participant_id)
        union all
        %s\
        """
            .formatted(
                PUBLIC_DISPOSITIONS,
                unblinded ? RESTRICTED_DISPOSITIONS : "",
                ERASED_DISPOSITIONS));
  }

  /** {@code sql} with the names in brackets replaced by what they stand for. */
  static String complete(String sql) {
    return sql.replace("[last visit]", LAST_VISIT)
        .replace("[early answers]", EARLY_ANSWERS)
        .replace("[screened]", SCREENED)
        .replace("[not randomized]", NOT_RANDOMIZED)
        .replace("[left]", LEFT)
        .replace("[people]", PEOPLE);
  }
}
