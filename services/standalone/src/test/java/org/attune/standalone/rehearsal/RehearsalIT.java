package org.attune.standalone.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.attune.protocol.bundle.Bundle;
import org.attune.standalone.effects.EstimatedEffect;
import org.attune.standalone.platform.PilotProgram;
import org.attune.standalone.synthetic.Examples;
import org.attune.standalone.synthetic.RehearsalPlan;
import org.attune.standalone.verify.DecisionVerification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Small studies, whole: real services, broker and database, virtual time. */
@ExtendWith(PilotProgram.class)
class RehearsalIT {
  @TempDir private Path directory;

  private final List<RehearsalDay> days = new ArrayList<>();

  private RehearsalReport rehearse(Bundle bundle, int participants, long seed, String out)
      throws InterruptedException {
    return Rehearsal.run(
        new RehearsalRequest(
            bundle,
            participants,
            seed,
            directory.resolve(out),
            Optional.empty(),
            0,
            false,
            days::add));
  }

  @Test
  void a_small_trial_ends_with_its_figures_in_order_and_its_promises_kept()
      throws InterruptedException, IOException {
    var bundle = Examples.bundle(PilotProgram.STUDY);
    var report = rehearse(bundle, PilotProgram.PARTICIPANTS, PilotProgram.SEED, "one");

    assertThat(report.broken()).isEmpty();
    var people = report.participants();
    assertThat(people.randomized()).isEqualTo(PilotProgram.PARTICIPANTS);
    assertThat(people.screened())
        .isEqualTo(people.ineligible() + people.declined() + people.enrolled());
    var slots = report.slots();
    assertThat(slots.pending()).isZero();
    assertThat(slots.planned())
        .isEqualTo(
            slots.answered()
                + slots.declined()
                + slots.expired()
                + slots.cancelled()
                + slots.failed());
    var visits = report.assessments();
    assertThat(visits.due()).isEqualTo(visits.completed() + visits.missed());
    assertThat(report.events().consumed()).isEqualTo(report.events().published());
    assertThat(report.effects()).hasSize(2);
    assertThat(Files.readString(report.dataset().path().resolve("README.md")))
        .contains("SYNTHETIC");
    assertThat(days.getFirst().date()).isEqualTo(LocalDate.of(2026, 2, 9));
    assertThat(days.getLast().counted()).isEqualTo(PilotProgram.PARTICIPANTS);

    var before = PilotProgram.report().getJsonObject("dataset");
    assertThat(report.dataset().sha256()).isEqualTo(before.getString("sha256"));
  }

  @Test
  void a_micro_randomized_study_decides_at_every_prompt_and_every_decision_is_made_again()
      throws InterruptedException, IOException {
    var report = rehearse(Examples.bundle("soothing-mrt"), 7, 7, "one");

    assertThat(report.broken()).isEmpty();
    assertThat(report.ignored()).isEmpty();
    assertThat(report.effects()).extracting(EstimatedEffect::planted).containsExactly(-6.0, -9.0);
    assertThat(report.effects()).allSatisfy(e -> assertThat(e.estimate()).isPresent());
    var path = report.dataset().path();
    var verified = DecisionVerification.of(path, Optional.empty());
    assertThat(verified.sentence()).isEmpty();
    var slots = report.slots();
    assertThat(verified.decisions()).isEqualTo(slots.planned() - slots.cancelled());
    assertThat(verified.available()).isPositive();

    var again = rehearse(Examples.bundle("soothing-mrt"), 7, 7, "again");
    assertThat(again.dataset().sha256()).isEqualTo(report.dataset().sha256());

    var record = path.resolve("provenance/decisions.json");
    var drawn =
        Files.readString(record)
            .replaceFirst("\"option\" : \"none\"", "\"option\" : \"soothing-breath\"");
    Files.writeString(record, drawn);
    assertThat(DecisionVerification.of(path, Optional.empty()).decision()).isPresent();
  }

  @Test
  void a_study_without_arms_counts_who_enrolls_and_asks_by_every_kind_of_schedule()
      throws InterruptedException, IOException {
    var report = rehearse(withManySchedules(), 3, 1, "observed");
    assertThat(report.broken()).isEmpty();
    assertThat(report.participants().enrolled()).isEqualTo(3);
    assertThat(report.participants().randomized()).isZero();
    assertThat(report.effects()).isEmpty();
    var planned = planned(report.dataset().path());
    assertThat(planned).containsEntry("moments", 3L * 8 * 4).containsEntry("evening", 3L * 14);
    assertThat(planned).as("one stopped prompts before").containsEntry("after", 2L * 2 * 5);
    assertThat(planned.get("every")).as("fewer in narrowed hours").isBetween(3L * 4, 3L * 4 * 3);
    assertThat(planned.get("contact")).isBetween(3L, 3L * 14 * 4);
    assertItems(report.dataset().path());
    assertAlerts(report.dataset().path());
  }

  /** A rule looks at the moments: who met it was met by staff, and each answer is known. */
  private static void assertAlerts(Path dataset) throws IOException {
    var prompts =
        rows(dataset, "-prompts_").stream()
            .collect(Collectors.toMap(row -> row.get("prompt_id"), row -> row));
    var answers = rows(dataset, "-ema_items_");
    var alone =
        answers.stream()
            .filter(row -> row.get("item_code").equals("moment_company"))
            .filter(row -> row.get("value_num").equals("0"))
            .map(row -> row.get("prompt_id"))
            .toList();
    var alerts = rows(dataset, "-safety_alerts_");
    assertThat(alerts).isNotEmpty();
    assertThat(alerts).extracting(row -> row.get("prompt_id")).containsAll(alone);
    for (var alert : alerts) {
      assertThat(prompts).containsKey(alert.get("prompt_id"));
      assertThat(alert.get("instrument")).isEqualTo("moment");
      assertThat(alert.get("rule")).isEqualTo("alone");
      assertThat(alert.get("first_told_at_utc")).isGreaterThanOrEqualTo(alert.get("raised_at_utc"));
      assertThat(alert.get("acknowledged_role")).isIn("clinician", "investigator");
    }
  }

  private static final String ALONE =
      """

      safety:
        - {id: alone, when: "moment.company == 0", severity: urgent, show: crisis, notify: clinician, acknowledge-within: PT4H, escalate-to: [investigator]}
      """;

  /** Of every kind, on chosen days, giving way, and one after another; with a rule over moments. */
  private static Bundle withManySchedules() {
    var files = new HashMap<>(Examples.bundle("daily-connection").files());
    files.computeIfPresent(
        "study.yaml",
        (_, text) ->
            (text.stripTrailing() + ALONE)
                .replace(
                    "prompts: {random: 4, between: \"09:30\", and: \"20:00\", apart: PT90M}",
                    "weekdays: [monday, tuesday, wednesday, thursday]\n"
                        + "    prompts: {stratified: 4, between: \"09:30\", and: \"20:00\", apart:"
                        + " PT1H}")
                .replace(
                    "  - id: contact",
                    """
                    - id: every
                      from: {after: consent, at: P1D}
                      for: P28D
                      weeks: [1, 3]
                      weekdays: [friday, saturday]
                      prompts: {every: PT4H, between: "08:30", and: "18:00"}
                      expires: PT30M
                      questionnaire: moment
                    - id: after
                      from: {after: ema.evening.ended, at: P1D}
                      for: P28D
                      in-all: 10
                      prompts: {random: 2, between: "10:00", and: "19:00", apart: PT2H}
                      distance: PT30M
                      expires: PT30M
                      questionnaire: moment
                    - id: contact\
                    """
                        .indent(2)
                        .stripTrailing()));
    return new Bundle(files);
  }

  /** Prompts of a package by schedule. */
  private static Map<String, Long> planned(Path dataset) throws IOException {
    return rows(dataset, "-prompts_").stream()
        .collect(Collectors.groupingBy(row -> row.get("schedule_id"), Collectors.counting()));
  }

  /** The rows of a table of a package, values by column. */
  private static List<Map<String, String>> rows(Path dataset, String table) throws IOException {
    try (var files = Files.walk(dataset)) {
      var file = files.filter(name -> name.toString().contains(table)).findFirst();
      var lines = Files.readAllLines(file.orElseThrow());
      var columns = lines.getFirst().split(",", -1);
      var rows = new ArrayList<Map<String, String>>();
      for (var line : lines.subList(1, lines.size())) {
        var cells = line.split(",", -1);
        var row = new HashMap<String, String>();
        for (int i = 0; i < columns.length; i++) row.put(columns[i], cells[i]);
        rows.add(row);
      }
      return rows;
    }
  }

  /** Every kind of item reaches the dataset, and each in the place in which it was shown. */
  private static void assertItems(Path dataset) throws IOException {
    var items = rows(dataset, "-ema_items_");
    var places = new HashMap<String, List<String>>();
    for (var item : items) {
      places
          .computeIfAbsent(item.get("item_code"), _ -> new ArrayList<>())
          .add(item.get("item_order_shown"));
      switch (item.get("item_code")) {
        case "moment_affect_pleasure", "moment_affect_arousal" ->
            assertThat(item.get("value_num")).matches("[1-9]?");
        case "evening_rested" ->
            assertThat(item.get("value_text")).matches("([01]\\d|2[0-3]):[0-5]\\d|");
        case "evening_again" -> assertThat(item.get("value_num")).matches("[1-4]?");
        default -> {}
      }
    }
    assertThat(places)
        .containsKeys("moment_affect_pleasure", "moment_affect_arousal", "evening_rested");
    assertThat(places.get("moment_company")).containsOnly("1");
    assertThat(places.get("moment_ease")).containsOnly("2");
    assertThat(places.get("moment_affect_pleasure")).containsOnly("6");
    for (var feeling : List.of("closeness", "kindness", "distress")) {
      assertThat(places.get("moment_" + feeling)).contains("3", "4", "5").hasSizeGreaterThan(30);
    }
  }

  @Test
  void a_bundle_that_cannot_be_rehearsed_says_where_and_starts_nothing() {
    var files = new HashMap<>(Examples.bundle("kindness-pilot").files());
    files.put(RehearsalPlan.FILE, "starts: 2026-02-30\nrecruitment: {invited-per-week: 5}\n");
    assertThatThrownBy(() -> rehearse(new Bundle(files), 4, 7, "none"))
        .isInstanceOf(UnrehearsableException.class)
        .hasMessageContaining("rehearsal.yaml:1:9: error[malformed-date]");
    assertThat(directory.resolve("none")).doesNotExist();
  }
}
