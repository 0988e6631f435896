package org.attune.analytics.dataset;

import java.util.List;
import org.attune.analytics.sink.SinkView;
import org.attune.platform.event.EventCatalog;

/**
 * What became of momentary prompts, counted, as views in the schema: datasets, what staff look at
 * and whoever asks in SQL read the same. Compliance = answered / (planned - cancelled).
 *
 * <p>They hold all studies, as the sink has them now or, with the setting {@code attune.cut}, as of
 * a snapshot. Prompts that tell the arm are in none of them but those called {@code restricted__},
 * which unblinded datasets read.
 */
public final class ComplianceViews {
  private static final String COUNTS =
      "planned, answered, declined, expired, cancelled, failed, pending";

  private static final String RATIO =
      "round(c.answered::numeric / nullif(c.planned - c.cancelled, 0), 4)";

  private static final String SLOT_COLUMNS =
      """
      study, participant, site, protocol_version, slot_id, schedule_id, study_day, rand_day, beep,
      scheduled_at, prompt_status, status_reason, cause
      """;

  private static final String SLOTS =
      """
      select p.study, p.participant, p.site, p.protocol_version, p.slot_id, p.schedule_id,
        p.study_day, p.rand_day, p.beep, p.scheduled_at_utc, p.prompt_status, p.status_reason,
        concat_ws(':', p.prompt_status, p.status_reason)
      from ([slots]) p
      """
          .replace("[slots]", PeopleTables.complete(MomentaryTables.SLOTS));

  private static final String CELL_COLUMNS =
      """
      study, participant, site, protocol_version, schedule_id, counted_by, cell, [counts], compliance
      """;

  /** Each row is made four and all are grouped once, so that a condition on the study goes down. */
  private static final String CELLS =
      """
      select c.*, [ratio] from (
        select p.study, p.participant, min(p.site), max(p.protocol_version), p.schedule_id,
          p.counted_by, coalesce(p.cell, 'all'), count(*) as planned,
          count(*) filter (where p.prompt_status = 'answered') as answered,
          count(*) filter (where p.prompt_status = 'declined') as declined,
          count(*) filter (where p.prompt_status = 'expired') as expired,
          count(*) filter (where p.prompt_status = 'cancelled') as cancelled,
          count(*) filter (where p.prompt_status = 'failed') as failed,
          count(*) filter (where p.prompt_status = 'pending') as pending
        from (
          select x.*, unnest(array['all', 'day', 'beep', 'cause']) as counted_by,
            unnest(array['all', x.study_day::text, x.beep::text, x.cause]) as cell
          from [slots] x) p
        group by p.study, p.participant, p.schedule_id, p.counted_by, coalesce(p.cell, 'all')) c
      """;

  private static final SinkView PARTICIPANT =
      view(
          "compliance_participant",
          "participant and schedule",
          "study, participant, site, schedule_id, [counts], compliance",
          """
          select study, participant, site, schedule_id, [counts], compliance
          from compliance_cell c where counted_by = 'all'
          """);

  private static final SinkView POOLED =
      view(
          "compliance_pooled",
          "schedule, way of counting and what is counted, over all participants",
          "study, schedule_id, counted_by, cell, participants, [counts], compliance",
          """
          select c.*, [ratio] from (
            select study, schedule_id, counted_by, cell, count(*) as participants,
              sum(planned)::bigint as planned, sum(answered)::bigint as answered,
              sum(declined)::bigint as declined, sum(expired)::bigint as expired,
              sum(cancelled)::bigint as cancelled, sum(failed)::bigint as failed,
              sum(pending)::bigint as pending
            from compliance_cell x group by 1, 2, 3, 4) c
          """);

  private static final SinkView DAY =
      pooled("day", "compliance_day", "local day of the study", "study_day", "::integer");

  private static final SinkView INDEX =
      pooled("beep", "compliance_index", "position within the local day", "beep", "::integer");

  private static final SinkView CAUSE =
      pooled("cause", "compliance_cause", "what became of prompts and why", "cause", "");

  private ComplianceViews() {}

  private static SinkView view(String name, String row, String columns, String sql) {
    return new SinkView(
        name,
        "One row per " + row,
        List.of(columns.strip().replace("[counts]", COUNTS).split(",\\s+")),
        sql.replace("[counts]", COUNTS).replace("[ratio]", RATIO));
  }

  /** A cell is read as a number only where it is one, whichever condition is looked at first. */
  private static SinkView pooled(
      String countedBy, String name, String cell, String column, String cast) {
    return view(
        name,
        "schedule and " + cell + ", over all participants",
        "study, schedule_id, " + column + ", participants, [counts], compliance",
        """
        select study, schedule_id,
          case when counted_by = '[by]' then nullif(cell, 'all')[cast] end,
          participants, [counts], compliance
        from compliance_pooled c where counted_by = '[by]'
        """
            .replace("[by]", countedBy)
            .replace("[cast]", cast));
  }

  /** What a view is called in which prompts that tell the arm are counted too, or are not. */
  static String name(String view, Blinding blinding) {
    return blinding == Blinding.UNBLINDED ? "restricted__" + view : view;
  }

  /** All of them, each after those it reads. */
  public static List<SinkView> of(EventCatalog catalog) {
    return List.of(
        view(
            "compliance_slot",
            "planned prompt, with what became of it and why",
            SLOT_COLUMNS,
            Relations.ofViews(catalog).expand(SLOTS)),
        view(
            "compliance_cell",
            "participant, schedule, way of counting and what is counted",
            CELL_COLUMNS,
            CELLS.replace("[slots]", "compliance_slot")),
        PARTICIPANT,
        POOLED,
        DAY,
        INDEX,
        CAUSE,
        view(
            "restricted__compliance_slot",
            "planned prompt that tells the arm, with what became of it and why",
            SLOT_COLUMNS,
            Relations.ofViewsThatTellArms(catalog).expand(SLOTS)),
        view(
            "restricted__compliance_cell",
            "participant, schedule, way of counting and what is counted, those prompts too",
            CELL_COLUMNS,
            CELLS.replace(
                "[slots]",
                "(select * from compliance_slot union all"
                    + " select * from restricted__compliance_slot)")));
  }
}
