package org.attune.analytics.dataset;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Decisions of micro-randomization, the unavailable ones included: tables of unblinded datasets of
 * studies that have decision points. Names are those that analyses of such trials use.
 */
final class DecisionTables {
  private static final String DECIDED =
      """
      (select distinct on (decision_id) x.* from {ema.AvailabilityDecided} x
      order by decision_id, log_epoch, log_number)
      """;

  private static final String DRAWN =
      """
      (select distinct on (decision_id) x.* from {ema.OptionDrawn} x
      order by decision_id, log_epoch, log_number)
      """;

  static final DatasetTable DECISIONS =
      new DatasetTable(
          "decisions",
          "decision point of a prompt that was not cancelled, available or not",
          List.of("decision_id"),
          true,
          DatasetColumn.parse(
              """
              decision_id | text | Decision | | ema.AvailabilityDecided.decisionId | HMAC-SHA256 like participant_id
              prompt_id | text | Prompt at which it was made | | ema.AvailabilityDecided.slotId
              point_id | text | Decision point, by its id in the protocol | | ema.AvailabilityDecided.point
              decision_point | integer | Position within participant and decision point, from 1 | | ema.AvailabilityDecided | by scheduled_at_utc of the prompt
              study_day | integer | Local day counted from consent, which is day 1 | days | ema.PromptsPlanned.localDate | local date - date of consent + 1
              decided_at_utc | instant | When it was made | | ema.AvailabilityDecided.at
              decided_at_local | local | The same where the participant is | | ema.PromptsPlanned.slots.utcOffsetMinutes | by the offset of the prompt's plan
              available | flag | Whether an option could be given | | ema.AvailabilityDecided.available
              unavailable_reason | text | Why none could | not_answered=nothing received when the window closed; arrived_late=device offline; declined=prompt dismissed; not_delivered=no channel took the prompt; paused; study_closed; condition_false; condition_unknown=an item was left out | ema.AvailabilityDecided.reason
              randomised | flag | Whether an option was drawn | | ema.OptionDrawn
              treatment | flag | Whether the option was another than none; empty if unavailable | | ema.OptionDrawn.option | option <> none
              action | text | Option drawn, by its id in the protocol | | ema.OptionDrawn.option
              p_action | number | Probability of the option drawn | | ema.OptionDrawn.chances.probability
              p_treatment | number | Probability of any option other than none | | ema.OptionDrawn.chances.probability | 1 - probability of none
              draw | number | The draw, from 0 and below 1 | | ema.OptionDrawn.draw
              fallback | flag | Whether the probabilities are the declared fallback | | ema.OptionDrawn.fallback
              fallback_cause | text | Why they are | not_known=an item was left out; not_one=they did not sum to 1; out_of_bounds | ema.OptionDrawn.fallback
              policy_version | text | What was decided by: protocol version, colon, SHA-256 of the policy | | ema.AvailabilityDecided.policyVersion
              delivered | flag | Whether the device showed the option; empty if there was nothing to show | | ema.OptionDelivered
              delivered_at_utc | instant | When the device showed it, by corrected device time | | ema.OptionDelivered.shownAt
              proximal_prompt_id | text | Prompt that measures the proximal outcome, as planned then | | ema.AvailabilityDecided.proximalSlotId
              proximal_item | text | Item that is the proximal outcome | | studies.StudyPublished.protocol
              outcome | number | Its value at that prompt | | ema.PromptAnswered.items.number
              """),
          """
          with plans as (
            select distinct on (s.slot_id) s.slot_id, p.local_date, s.scheduled_at,
              s.utc_offset_minutes
            from {ema.PromptsPlanned} p join {ema.PromptsPlanned.slots} s
              using (log_topic, log_partition, log_epoch, log_number)
            order by s.slot_id, p.log_epoch desc, p.log_number desc),
          chances as (
            select d.decision_id, c.option, c.probability
            from [drawn] d join {ema.OptionDrawn.chances} c
              using (log_topic, log_partition, log_epoch, log_number)),
          nothing as (select decision_id, probability from chances where option = 'none'),
          shown as (
            select decision_id, min(shown_at) as at from {ema.OptionDelivered} x group by 1),
          outcomes as (
            select x.slot_id, i.item, i.number from (
              select distinct on (slot_id) x.* from {ema.PromptAnswered} x
              order by slot_id, log_epoch, log_number) x
            join {ema.PromptAnswered.items} i
              using (log_topic, log_partition, log_epoch, log_number))
          select d.participant_id as participant, pe.site,
            split_part(d.policy_version, ':', 1)::int as protocol_version,
            exported_id('m', d.decision_id::text) as decision_id,
            exported_id('q', d.slot_id::text) as prompt_id, d.point as point_id,
            row_number() over (partition by d.participant_id, d.point
              order by pl.scheduled_at, d.slot_id) as decision_point,
            pl.local_date - pe.consent_date + 1 as study_day, d.at as decided_at_utc,
            to_char((d.at + make_interval(mins => pl.utc_offset_minutes)) at time zone 'UTC',
              'YYYY-MM-DD"T"HH24:MI:SS') as decided_at_local,
            d.available, lower(d.reason) as unavailable_reason,
            dr.decision_id is not null as randomised, dr.option <> 'none' as treatment,
            dr.option as action, ch.probability as p_action,
            case when dr.decision_id is not null
              then 1 - coalesce(nt.probability::numeric, 0) end as p_treatment,
            dr.draw, case when dr.decision_id is not null then dr.fallback is not null end
              as fallback,
            lower(dr.fallback) as fallback_cause, d.policy_version,
            case when dr.option <> 'none' then sh.at is not null end as delivered,
            sh.at as delivered_at_utc,
            case when d.proximal_slot_id is not null
              then exported_id('q', d.proximal_slot_id::text) end as proximal_prompt_id,
            pi.item as proximal_item, o.number as outcome
          from [decided] d
          left join [people] pe using (participant_id)
          left join plans pl on pl.slot_id = d.slot_id
          left join [drawn] dr on dr.decision_id = d.decision_id
          left join chances ch on ch.decision_id = d.decision_id and ch.option = dr.option
          left join nothing nt on nt.decision_id = d.decision_id
          left join shown sh on sh.decision_id = d.decision_id
          left join [proximal items] pi (point, item) on pi.point = d.point
          left join outcomes o on o.slot_id = d.proximal_slot_id and o.item = pi.item
          """);

  static final DatasetTable OPTIONS =
      new DatasetTable(
          "decision_options",
          "option of a decision at which one was drawn",
          List.of("decision_id", "option"),
          true,
          DatasetColumn.parse(
              """
              decision_id | text | Decision it belongs to | | ema.OptionDrawn.decisionId
              option | text | Option, by its id in the protocol | | ema.OptionDrawn.chances.option
              probability | number | How probable it was | | ema.OptionDrawn.chances.probability
              drawn | flag | Whether it was drawn | | ema.OptionDrawn.option
              """),
          """
          select d.participant_id as participant, pe.site,
            split_part(d.policy_version, ':', 1)::int as protocol_version,
            exported_id('m', d.decision_id::text) as decision_id, c.option, c.probability,
            c.option = d.option as drawn
          from [drawn] d join {ema.OptionDrawn.chances} c
            using (log_topic, log_partition, log_epoch, log_number)
          left join [people] pe using (participant_id)
          """);

  static final DatasetTable INPUTS =
      new DatasetTable(
          "decision_inputs",
          "fact that a decision was made by",
          List.of("decision_id", "input"),
          true,
          DatasetColumn.parse(
              """
              decision_id | text | Decision it belongs to | | ema.AvailabilityDecided.decisionId
              input | text | Fact, as the protocol writes it | | ema.AvailabilityDecided.inputs.name
              value | text | Its value; empty if it was not known | digits, true or false, codes separated by semicolons | ema.AvailabilityDecided.inputs.value
              """),
          """
          select d.participant_id as participant, pe.site,
            split_part(d.policy_version, ':', 1)::int as protocol_version,
            exported_id('m', d.decision_id::text) as decision_id, i.name as input, i.value
          from [decided] d join {ema.AvailabilityDecided.inputs} i
            using (log_topic, log_partition, log_epoch, log_number)
          left join [people] pe using (participant_id)
          """);

  private DecisionTables() {}

  /** {@code sql} with this page's names in brackets replaced. */
  static String complete(String sql, StudyProtocols protocols) {
    return sql.replace("[decided]", DECIDED)
        .replace("[drawn]", DRAWN)
        .replace("[proximal items]", proximalItems(protocols));
  }

  /** Rows (point, item): the column name of what each decision point is meant to move. */
  private static String proximalItems(StudyProtocols protocols) {
    var rows =
        protocols.proximalItems().entrySet().stream()
            .map(e -> "(" + Literals.text(e.getKey()) + ", " + Literals.text(e.getValue()) + ")")
            .collect(Collectors.joining(", "));
    return "(values " + (rows.isEmpty() ? "('', '')" : rows) + ") as";
  }
}
