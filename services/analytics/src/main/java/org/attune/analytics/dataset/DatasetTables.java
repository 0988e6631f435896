package org.attune.analytics.dataset;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All tables of a dataset. */
public final class DatasetTables {
  private static final Set<String> AGE = Set.of("age");
  private static final Set<String> GENDER = Set.of("gender", "sex", "sex_gender");

  private static final Set<String> OF_DECISIONS =
      Stream.of(DecisionTables.DECISIONS, DecisionTables.OPTIONS, DecisionTables.INPUTS)
          .map(DatasetTable::name)
          .collect(Collectors.toSet());

  private DatasetTables() {}

  /** The tables that a study with these protocols has, in the order of the codebook. */
  public static List<DatasetTable> of(StudyProtocols protocols, Blinding blinding) {
    var tables =
        Stream.of(
            PeopleTables.PARTICIPANTS,
            PeopleTables.SCREENINGS,
            PeopleTables.CONSENTS,
            PeopleTables.dispositions(blinding),
            ArmTables.allocations(protocols.strata()),
            VisitTables.table(blinding),
            VisitTables.ITEMS,
            VisitTables.SCORES,
            KeptTables.ANSWERS,
            KeptTables.ITEMS,
            MomentaryTables.TABLE,
            MomentaryTables.ITEMS,
            ComplianceTable.TABLE,
            DecisionTables.DECISIONS,
            DecisionTables.OPTIONS,
            DecisionTables.INPUTS,
            ArmTables.ENGAGEMENT,
            GroupTables.GROUPS,
            GroupTables.MEETINGS,
            GroupTables.ATTENDANCE,
            SafetyTables.alerts(protocols),
            SafetyTables.ADVERSE_EVENTS,
            SafetyTables.DEVIATIONS,
            WideTable.of(protocols, blinding));
    return tables
        .filter(table -> !table.restricted() || blinding == Blinding.UNBLINDED)
        .filter(table -> !OF_DECISIONS.contains(table.name()) || mayDecide(protocols))
        .map(table -> complete(table, protocols))
        .toList();
  }

  /** Of no study at all, as in the dictionary, everything may be. */
  private static boolean mayDecide(StudyProtocols protocols) {
    return protocols.versions().isEmpty() || !protocols.proximalItems().isEmpty();
  }

  private static DatasetTable complete(DatasetTable table, StudyProtocols protocols) {
    return new DatasetTable(
        table.name(),
        table.grain(),
        table.key(),
        table.restricted(),
        table.own(),
        complete(table.sql(), protocols));
  }

  /** {@code sql} with the names in brackets replaced by what they stand for in this study. */
  static String complete(String sql, StudyProtocols protocols) {
    var filled =
        sql.replace("[all scores]", VisitTables.ALL_SCORES)
            .replace("[crossed over]", ArmTables.CROSSED_OVER)
            .replace("[allocated]", ArmTables.ALLOCATED)
            .replace("[strata]", ArmTables.STRATA)
            .replace("[kept]", ArmTables.KEPT)
            .replace("[kept strata]", ArmTables.KEPT_STRATA)
            .replace("[commitment]", ArmTables.COMMITMENT);
    return PeopleTables.complete(DecisionTables.complete(filled, protocols))
        .replace("[last anchor]", protocols.isRandomized() ? "'randomization'" : "'consent'")
        .replace("[screener]", Literals.text(screener(protocols)))
        .replace("[age items]", Literals.array(protocols.itemsNamed(AGE)))
        .replace("[gender items]", Literals.array(protocols.itemsNamed(GENDER)))
        .replace("[free text]", Literals.array(protocols.itemsOfType("text")));
  }

  private static String screener(StudyProtocols protocols) {
    return protocols.versions().isEmpty()
        ? "screener"
        : protocols.versions().getLast().protocol().enrollment().screener();
  }

  /** How many planned prompts stand in each state. */
  public static String promptsByStatus() {
    return "select prompt_status as status, count(*) as n from {compliance_slot} x group by 1";
  }

  /** How many planned assessments stand in each state. */
  public static String visitsByStatus(StudyProtocols protocols) {
    return complete(
        "select visit_status as status, count(*) as n from ("
            + VisitTables.VISITS
            + ") x group by 1",
        protocols);
  }

  /** How many participants stand at each milestone of the public dispositions. */
  public static String countsByMilestone(StudyProtocols protocols) {
    return complete(
        "select type as status, count(*) as n from ("
            + PeopleTables.dispositions(Blinding.BLINDED).sql()
            + ") x group by 1",
        protocols);
  }
}
