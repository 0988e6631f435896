package org.attune.analytics.dataset;

import java.util.ArrayList;
import java.util.List;
import org.attune.protocol.model.RandomizationPlan.Stratum;

/** What depends on the arm: tables of unblinded datasets only. */
final class ArmTables {
  static final String ALLOCATED =
      """
      (select distinct on (participant_id) x.* from {randomization.ArmAllocated} x
      order by participant_id, log_epoch, log_number)
      """;

  /** Levels as randomized: a JSON object per allocation, factor to level. */
  static final String STRATA =
      """
      (select a.participant_id, jsonb_object_agg(s.factor, s.level) as levels
      from {randomization.ArmAllocated} a join {randomization.ArmAllocated.strata} s
        using (log_topic, log_partition, log_epoch, log_number) group by 1)
      """;

  /** Allocations of the erased: places of the list without a participant. */
  static final String KEPT =
      """
      (select distinct on (sequence) x.* from {randomization.AllocationKept} x
      order by sequence, log_epoch, log_number)
      """;

  /** Their levels, as {@link #STRATA}. */
  static final String KEPT_STRATA =
      """
      (select a.sequence, jsonb_object_agg(s.factor, s.level) as levels
      from {randomization.AllocationKept} a join {randomization.AllocationKept.strata} s
        using (log_topic, log_partition, log_epoch, log_number) group by 1)
      """;

  static final String COMMITMENT =
      """
      (select x.commitment from {randomization.RandomizationCommitted} x
      order by x.log_epoch desc, x.log_number desc limit 1)
      """;

  /** First day of the programme of each participant who had waited for it. */
  static final String CROSSED_OVER =
      """
      (select participant_id, min(first_day) as first_day from {interventions.ProgrammeStarted} x
      where access = 'CROSSED_OVER' group by 1)
      """;

  static final DatasetTable ENGAGEMENT =
      new DatasetTable(
          "engagement",
          "stretch of a session or practice",
          List.of("engagement_id"),
          true,
          DatasetColumn.parse(
              """
              engagement_id | text | Stretch of time with a module | | interventions.EngagementRecorded.engagementId | HMAC-SHA256 like participant_id
              programme | text | Programme, by its id | | interventions.EngagementRecorded.programme
              epoch | text | Part of the trial it belongs to | after_randomization; crossover=a waiting list got its programme | interventions.ProgrammeStarted.access
              module_code | text | Session or practice, by its id | | interventions.EngagementRecorded.module
              module_kind | text | What it is | session; practice | interventions.EngagementRecorded.kind
              module_variant | text | Variant that a rule chose; empty where everybody reads the same | | interventions.ModuleUnlocked.variant
              started_at_utc | instant | When it began, by corrected device time | | interventions.EngagementRecorded.startedAt
              ended_at_utc | instant | When it ended, by corrected device time | | interventions.EngagementRecorded.endedAt
              duration_s | integer | Time spent | seconds | interventions.EngagementRecorded.seconds
              completion_pct | integer | How much of it was done | percent | interventions.EngagementRecorded.completionPercent
              rating | integer | How helpful it felt, 1 to 5 | | interventions.EngagementRecorded.rating
              received_at_utc | instant | When the record came in, by the server | | interventions.EngagementRecorded.receivedAt
              """),
          """
          select e.participant_id as participant, p.site, p.protocol_version,
            exported_id('g', e.engagement_id::text) as engagement_id, e.programme,
            case when cr.first_day is null then 'after_randomization' else 'crossover' end as epoch,
            e.module as module_code, lower(e.kind) as module_kind, u.variant as module_variant,
            e.started_at as started_at_utc,
            e.ended_at as ended_at_utc, e.seconds as duration_s,
            e.completion_percent as completion_pct, e.rating, e.received_at as received_at_utc
          from (select distinct on (engagement_id) x.* from {interventions.EngagementRecorded} x
            order by engagement_id, log_epoch, log_number) e
          left join (select distinct on (participant_id, programme, module)
            participant_id, programme, module, variant from {interventions.ModuleUnlocked}
            order by participant_id, programme, module, log_epoch, log_number) u
            using (participant_id, programme, module)
          left join [crossed over] cr using (participant_id)
          left join [people] p using (participant_id)
          """);

  private static final String ALLOCATION_COLUMNS =
      """
      allocation_id | text | Allocation | | randomization.ArmAllocated | HMAC-SHA256 like participant_id
      arm_code | text | Arm, by its id in the protocol | | randomization.ArmAllocated.arm
      method | text | Method of allocation | | randomization.ArmAllocated.method
      stratum | text | Levels joined by vertical bars | | randomization.ArmAllocated.stratum
      """;

  private static final String MORE_ALLOCATION_COLUMNS =
      """
      stratum_index | integer | Position within the stratum, from 0 | | randomization.ArmAllocated.index
      sequence_no | integer | Position within the study, from 0 | | randomization.ArmAllocated.sequence
      block_number | integer | Block within the stratum, from 0 | | randomization.ArmAllocated.blockNumber
      block_size | integer | Places in that block | participants | randomization.ArmAllocated.blockSize
      list_hash | text | Commitment to the allocation list | | randomization.RandomizationCommitted.commitment
      allocated_on | date | Day of allocation where the participant was | | randomization.ArmAllocated.localDate
      allocated_at_utc | instant | When it was allocated | | randomization.ArmAllocated.at
      """;

  private ArmTables() {}

  static DatasetTable allocations(List<Stratum> strata) {
    var columns = new ArrayList<>(DatasetColumn.parse(ALLOCATION_COLUMNS));
    columns.addAll(columns(strata));
    columns.addAll(DatasetColumn.parse(MORE_ALLOCATION_COLUMNS));
    return new DatasetTable(
        "allocations",
        "allocation to an arm",
        List.of("allocation_id"),
        true,
        columns,
        """
        select a.participant_id as participant, p.site, a.protocol_version,
          exported_id('a', a.participant_id::text) as allocation_id, a.arm as arm_code, a.method,
          a.stratum%s, a."index" as stratum_index, a.sequence as sequence_no, a.block_number,
          a.block_size, c.commitment as list_hash, a.local_date as allocated_on,
          a.at as allocated_at_utc
        from [allocated] a
        left join [strata] l using (participant_id)
        left join [people] p using (participant_id)
        left join [commitment] c on true
        union all
        select null::uuid, null::text, k.protocol_version,
          exported_id('a', 'erased:' || k.sequence), k.arm, k.method, k.stratum%s, k."index",
          k.sequence, k.block_number, k.block_size, c.commitment, null::date, null::timestamptz
        from [kept] k
        left join [kept strata] l using (sequence)
        left join [commitment] c on true
        """
            .formatted(levels(strata), levels(strata)));
  }

  /** One column per factor, {@code stratum_<factor>}. */
  static List<DatasetColumn> columns(List<Stratum> strata) {
    return strata.stream()
        .map(
            stratum ->
                new DatasetColumn(
                    name(stratum),
                    ColumnKind.TEXT,
                    "Level of the factor " + stratum.id() + " as randomized",
                    "",
                    String.join("; ", stratum.levels()),
                    "randomization.ArmAllocated.strata",
                    "from " + stratum.from()))
        .toList();
  }

  /** The columns in SQL, over {@link #STRATA} as {@code l}. */
  static String levels(List<Stratum> strata) {
    var sql = new StringBuilder();
    for (var stratum : strata) {
      sql.append(", l.levels ->> ").append(Literals.text(stratum.id()));
      sql.append(" as \"").append(name(stratum)).append('"');
    }
    return sql.toString();
  }

  private static String name(Stratum stratum) {
    return ColumnNames.of("stratum", stratum.id());
  }
}
