package org.attune.analytics.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.attune.platform.event.EventCatalog;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.junit.jupiter.api.Test;

/** Names, cells and places of columns. */
class ColumnsTest {
  /** Words that SPSS, SAS or Stata keep for themselves. */
  private static final Set<String> RESERVED =
      Set.of(
          "all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with", "if",
          "in", "using");

  @Test
  void every_statistics_package_can_hold_every_name() {
    for (var blinding : Blinding.values()) {
      for (var table : DatasetTables.of(new StudyProtocols(List.of()), blinding)) {
        var names = new HashSet<String>();
        for (var column : table.columns()) {
          assertThat(column.name()).matches("[a-z][a-z0-9_]{0,31}").doesNotEndWith("_");
          assertThat(RESERVED).doesNotContain(column.name());
          assertThat(names.add(column.name())).as(table.name() + "." + column.name()).isTrue();
          assertThat(column.source() + column.rule()).as(column.name()).isNotEmpty();
        }
        assertThat(names).containsAll(table.key());
      }
    }
  }

  @Test
  void alerts_name_prompts_only_where_a_rule_looks_at_what_prompts_ask() {
    assertThat(alertColumns("phq9.i9 >= 1")).doesNotContain("prompt_id");
    assertThat(alertColumns("momentary.distress >= 95"))
        .containsSubsequence("instrument", "prompt_id", "raised_at_utc");
  }

  private static List<String> alertColumns(String when) {
    var files = new TreeMap<>(Bundle.read(Path.of("../../docs/studies/abct-mbsr-tau")).files());
    files.computeIfPresent("study.yaml", (_, text) -> text.replace("phq9.i9 >= 1", when));
    var protocol = BundleReader.read(new Bundle(files)).protocol().orElseThrow();
    var published = new StudyProtocols.Published(1, "", "", protocol);
    var protocols = new StudyProtocols(List.of(published));
    return DatasetTables.of(protocols, Blinding.BLINDED).stream()
        .filter(table -> table.name().equals("safety_alerts"))
        .flatMap(table -> table.own().stream())
        .map(DatasetColumn::name)
        .toList();
  }

  @Test
  void numbers_are_written_short_and_without_exponent() {
    assertThat(ColumnKind.number(new BigDecimal("20.50"))).isEqualTo("20.5");
    assertThat(ColumnKind.number(new BigDecimal("1E+3"))).isEqualTo("1000");
    assertThat(ColumnKind.number(new BigDecimal("0.000"))).isEqualTo("0");
    assertThat(ColumnKind.number(null)).isEmpty();
  }

  @Test
  void instants_have_milliseconds_and_say_that_they_are_utc() {
    assertThat(ColumnKind.instant(Instant.parse("2027-03-01T09:00:00.123999Z")))
        .isEqualTo("2027-03-01T09:00:00.123Z");
  }

  @Test
  void a_long_name_is_cut_and_stays_unique() {
    var one = ColumnNames.of("ecr_rs_general_avoidance", "follow-up-month-6");
    var two = ColumnNames.of("ecr_rs_general_avoidance", "follow-up-month-12");
    assertThat(one).hasSize(32).startsWith("ecr_rs_general_avoidance_").isNotEqualTo(two);
    assertThat(ColumnNames.of("scs26_total", "follow-up")).isEqualTo("scs26_total_follow_up");
  }

  @Test
  void places_become_tables_of_the_study_and_the_cut() {
    var events = Relations.at(EventCatalog.standard(), "abct", "c-1");
    assertThat(events.expand("select 1 from {ema.PromptSent} x"))
        .contains("ema__prompt_sent t", "k.cut = 'c-1'", "t.study = 'abct'");
    assertThat(events.expand("{ema.PromptsPlanned.slots}"))
        .isEqualTo("ema__prompts_planned__slots");
    assertThat(events.as(Blinding.UNBLINDED).expand("{ema.PromptsPlanned.slots}"))
        .startsWith(
            "(select log_topic, log_partition, log_epoch, log_number, log_index, \"slot_id\"")
        .contains(" from ema__prompts_planned__slots union all ")
        .endsWith(" from restricted__ema__prompts_planned__slots)");
    assertThat(events.as(Blinding.UNBLINDED).expand("select 1 from {ema.PromptSent} x"))
        .contains("ema__prompt_sent t", "restricted__ema__prompt_sent t", "k.cut = 'c-1'");
    assertThat(events.expand("select 1 from {compliance_cell} c"))
        .isEqualTo("select 1 from (select v.* from compliance_cell v where v.study = 'abct') c");
    assertThat(events.as(Blinding.UNBLINDED).expand("{compliance_cell}"))
        .contains(" restricted__compliance_cell v ");
    assertThat(events.expand("{randomization.ArmAllocated.counts}"))
        .isEqualTo("restricted__randomization__arm_allocated__counts");
    assertThatThrownBy(() -> Relations.whole(EventCatalog.standard(), "a'b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> events.expand("{ema.ParticipantEnrolled}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void texts_of_a_protocol_cannot_leave_their_literal() {
    assertThat(Literals.array(List.of("a'b", "c"))).isEqualTo("array['a''b','c']::text[]");
  }
}
