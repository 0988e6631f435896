package org.attune.analytics.dataset;

import java.util.ArrayList;
import java.util.List;

/** One row per participant with every score of every assessment beside each other. */
final class WideTable {
  private static final String SCORE_SOURCE = "outcomes.VisitCompleted.scores.value";

  private WideTable() {}

  static DatasetTable of(StudyProtocols protocols, Blinding blinding) {
    var columns =
        new ArrayList<>(
            DatasetColumn.parse(
                "randomized | flag | Whether the participant was randomized | |"
                    + " randomization.ParticipantRandomized"));
    var select = new StringBuilder();
    if (blinding == Blinding.UNBLINDED) {
      columns.addAll(
          DatasetColumn.parse(
              "arm | text | Arm, by its id in the protocol | | randomization.ArmAllocated.arm"));
      columns.addAll(ArmTables.columns(protocols.strata()));
      select.append(", a.arm").append(ArmTables.levels(protocols.strata()));
    }
    for (var wave : protocols.waves()) {
      columns.add(column(wave));
      var value = "s.scores ->> " + Literals.text(wave.score() + "|" + wave.visit());
      var typed = wave.text() ? value : "(" + value + ")::numeric";
      select.append(", ").append(typed).append(" as \"").append(name(wave)).append('"');
    }
    return new DatasetTable(
        "outcomes_wide",
        "participant who consented, scores side by side",
        List.of("participant_id"),
        false,
        columns,
        """
        select p.participant_id as participant, p.site, p.protocol_version,
          p.randomized_at is not null as randomized%s
        from [people] p
        left join (
          select participant_id, jsonb_object_agg(score || '|' || assessment, coalesce(value, word))
            as scores
          from [all scores] x group by 1) s using (participant_id)%s
        """
            .formatted(select, blinding == Blinding.UNBLINDED ? JOINS : ""));
  }

  private static final String JOINS =
      """

      left join [allocated] a using (participant_id)
      left join [strata] l using (participant_id)
      """;

  private static String name(StudyProtocols.Wave wave) {
    return ColumnNames.of(wave.score(), wave.visit());
  }

  private static DatasetColumn column(StudyProtocols.Wave wave) {
    return new DatasetColumn(
        name(wave),
        wave.text() ? ColumnKind.TEXT : ColumnKind.NUMBER,
        wave.score() + " at " + wave.visit(),
        "",
        "",
        SCORE_SOURCE,
        "scores, spread by visit_code");
  }
}
