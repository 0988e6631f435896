package org.attune.analytics.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.attune.analytics.ExportHarness;
import org.attune.analytics.Trial;
import org.attune.analytics.dataset.Blinding;
import org.attune.analytics.dataset.ColumnKind;
import org.attune.platform.data.Sql;
import org.attune.platform.entropy.Digests;
import org.attune.platform.event.EventCatalog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trial of eight people from events to files. */
class DatasetIT {
  private static final long SEED = 11;

  private static final EventCatalog CATALOG = EventCatalog.standard();
  private static ExportHarness harness;
  @TempDir Path directory;

  @BeforeAll
  static void open() {
    harness = new ExportHarness(CATALOG);
    harness.feed(Trial.of(CATALOG, SEED, true).messages(1));
  }

  @AfterAll
  static void close() {
    harness.close();
  }

  @Test
  void tables_reconcile_with_what_happened() throws IOException {
    var made = harness.export(Blinding.UNBLINDED, directory.resolve("out"));

    assertThat(column(made, "screenings", "outcome"))
        .containsExactlyInAnyOrder(
            "ineligible",
            "declined",
            "eligible",
            "eligible",
            "eligible",
            "eligible",
            "eligible",
            "eligible");
    assertThat(column(made, "participants", "status"))
        .containsExactlyInAnyOrder(
            "withdrew_followup",
            "not_randomized",
            "completed",
            "completed",
            "completed",
            "randomized");
    assertThat(column(made, "participants", "age_band"))
        .containsExactlyInAnyOrder("25-34", "35-44", "45-54", "45-54", "55-64", "65-74");
    assertThat(column(made, "participants", "unblinded_at_utc"))
        .filteredOn(at -> !at.isEmpty())
        .as("one participant, the first time")
        .hasSize(1)
        .allMatch(at -> at.endsWith(":00:00.000Z"));
    assertThat(made.rows())
        .containsEntry("allocations", 5L)
        .containsEntry("engagement", 3L)
        .containsEntry("prompts", 6 * 7L + 3 * 2L)
        .containsEntry("ema_items", 6L + 3L)
        .containsEntry("consents", 7L)
        .containsEntry("safety_alerts", 1L)
        .containsEntry("adverse_events", 1L)
        .containsEntry("deviations", 1L)
        .containsEntry("outcomes_wide", 6L);
    assertThat(column(made, "safety_alerts", "acknowledged_role")).containsExactly("clinician");
    assertThat(column(made, "safety_alerts", "instrument")).containsExactly("momentary");
    assertThat(column(made, "prompts", "prompt_id"))
        .containsAll(column(made, "safety_alerts", "prompt_id"));
    assertThat(column(made, "safety_alerts", "raised_at_utc"))
        .as("when the answer came in, not when the alert was raised")
        .allMatch(at -> at.endsWith(":55.000Z"));
    assertThat(column(made, "adverse_events", "outcome")).containsExactly("recovered");
    assertThat(column(made, "adverse_events", "seriousness"))
        .containsExactly("hospitalization|other_important");
    assertThat(column(made, "adverse_events", "reviewed_by_role")).containsExactly("clinician");
    assertThat(column(made, "deviations", "reviewed_by_role")).containsExactly("");
    var statuses =
        column(made, "prompts", "prompt_status").stream()
            .collect(Collectors.groupingBy(s -> s, Collectors.counting()));
    assertThat(statuses)
        .containsEntry("answered", 6L + 3L)
        .containsEntry("declined", 6L)
        .containsEntry("expired", 6L + 3L)
        .containsEntry("failed", 6L)
        .containsEntry("cancelled", 6L)
        .containsEntry("pending", 12L);
    assertThat(column(made, "visits", "visit_status"))
        .containsExactlyInAnyOrder(
            "completed",
            "completed",
            "completed",
            "completed",
            "completed",
            "completed",
            "cancelled",
            "missed",
            "completed",
            "completed",
            "completed");
    assertThat(column(made, "dispositions", "type"))
        .contains("intervention_started", "withdrew_followup", "not_randomized", "completed");
    assertThat(rows(made, "dispositions").stream())
        .filteredOn(row -> row.getField("type").equals("declined_renewal"))
        .extracting(row -> row.getField("reason_code"))
        .containsExactlyInAnyOrder("form-2", "form-3");
    var figures = harness.figures();
    assertThat(figures.screened())
        .isEqualTo(figures.ineligible() + figures.declined() + figures.enrolled());
    assertThat(figures.slots().planned()).isEqualTo(42);
    assertThat(figures.visits().due()).isEqualTo(10);
    assertThat(figures.withdrawn()).isEqualTo(1);
  }

  @Test
  void the_counts_of_compliance_add_up_to_the_prompts_by_every_way_of_counting()
      throws IOException {
    var made = harness.export(Blinding.BLINDED, directory.resolve("out"));
    var prompts = rows(made, "prompts");
    var counted = rows(made, "compliance");
    for (var way : List.of("all", "day", "beep", "cause")) {
      var cells = counted.stream().filter(row -> row.getField("counted_by").equals(way)).toList();
      assertThat(sum(cells, "planned")).as(way).isEqualTo(prompts.size());
      for (var state : STATES) {
        long those =
            prompts.stream().filter(row -> row.getField("prompt_status").equals(state)).count();
        assertThat(sum(cells, state)).as(way + " " + state).isEqualTo(those);
      }
    }
    for (var row : counted) {
      long planned = STATES.stream().mapToLong(state -> Long.parseLong(row.getField(state))).sum();
      assertThat(row.getField("planned")).isEqualTo(Long.toString(planned));
      long asked = planned - Long.parseLong(row.getField("cancelled"));
      if (asked == 0) {
        assertThat(row.getField("compliance")).isEmpty();
      } else {
        assertThat(Double.parseDouble(row.getField("compliance")))
            .isCloseTo(Double.parseDouble(row.getField("answered")) / asked, within(0.00005));
      }
    }
    assertThat(counted)
        .filteredOn(row -> row.getField("counted_by").equals("cause"))
        .extracting(row -> row.getField("cell"))
        .contains("answered:complete", "declined", "pending")
        .anyMatch(cell -> cell.startsWith("expired:"))
        .anyMatch(cell -> cell.startsWith("cancelled:"))
        .anyMatch(cell -> cell.startsWith("failed:"));
  }

  @Test
  void prompts_of_some_arms_are_in_unblinded_datasets_alone() throws IOException {
    var blinded = harness.export(Blinding.BLINDED, directory.resolve("b"));
    assertThat(blinded.rows()).containsEntry("prompts", 6 * 7L).containsEntry("ema_items", 6L);
    assertThat(sum(every(rows(blinded, "compliance")), "planned")).isEqualTo(6 * 7L);
    assertThat(positions(blinded)).noneMatch(line -> line.contains("ema.restricted.v1"));
    var unblinded = harness.export(Blinding.UNBLINDED, directory.resolve("u"));
    assertThat(sum(every(rows(unblinded, "compliance")), "planned")).isEqualTo(6 * 7L + 3 * 2L);
    assertThat(sum(every(rows(unblinded, "compliance")), "answered")).isEqualTo(6L + 3L);
    assertThat(positions(unblinded)).anyMatch(line -> line.contains("ema.restricted.v1"));
    assertThat(harness.figures().slots().planned()).as("pooled over arms").isEqualTo(6 * 7L);
  }

  private static List<NamedCsvRecord> every(List<NamedCsvRecord> rows) {
    return rows.stream().filter(row -> row.getField("counted_by").equals("all")).toList();
  }

  private static List<String> positions(ExportResult.Created made) {
    return ExportHarness.files(made.path())
        .getOrDefault("provenance/positions.csv", "")
        .lines()
        .filter(line -> line.startsWith("prompts,"))
        .toList();
  }

  private static final List<String> STATES =
      List.of("answered", "declined", "expired", "cancelled", "failed", "pending");

  private static long sum(List<NamedCsvRecord> rows, String column) {
    return rows.stream().mapToLong(row -> Long.parseLong(row.getField(column))).sum();
  }

  @Test
  void a_prompt_tells_when_in_utc_and_where_the_participant_was() throws IOException {
    var made = harness.export(Blinding.BLINDED, directory.resolve("out"));
    var prompt =
        rows(made, "prompts").stream()
            .filter(row -> row.getField("prompt_status").equals("answered"))
            .findFirst()
            .orElseThrow();
    assertThat(prompt.getField("scheduled_at_utc")).matches("2027-03-\\d\\dT09:00:00.000Z");
    assertThat(prompt.getField("channel")).isEqualTo("sms");
    assertThat(prompt.getField("claimed_at_utc")).matches("2027-03-\\d\\dT09:00:00.000Z");
    assertThat(prompt.getField("sent_at_utc")).matches("2027-03-\\d\\dT09:00:00.000Z");
    assertThat(prompt.getField("delivered_at_utc")).matches("2027-03-\\d\\dT09:00:02.000Z");
    assertThat(prompt.getField("report_status")).isEqualTo("delivered");
    assertThat(prompt.getField("reported_at_utc")).matches("2027-03-\\d\\dT09:00:04.000Z");
    assertThat(prompt.getField("shown_at_utc")).matches("2027-03-\\d\\dT09:00:08.000Z");
    assertThat(prompt.getField("scheduled_at_local")).isEqualTo("2027-03-02T11:00:00");
    assertThat(prompt.getField("tz")).isEqualTo("Europe/Madrid");
    assertThat(prompt.getField("utc_offset_min")).isEqualTo("60");
    assertThat(prompt.getField("study_day")).isEqualTo("2");
    assertThat(prompt.getField("latency_s")).isEqualTo("10");
    assertThat(prompt.getField("duration_s")).isEqualTo("80");
    assertThat(prompt.getField("clock_skew_s")).isEqualTo("1.5");
    assertThat(prompt.getField("status_reason")).isEqualTo("complete");
    var randomized = Set.of("-8", "");
    assertThat(column(made, "prompts", "rand_day")).allMatch(randomized::contains);
  }

  @Test
  void answers_kept_beside_those_that_count_have_tables_of_their_own() throws IOException {
    var made = harness.export(Blinding.BLINDED, directory.resolve("out"));
    var kept = keptOf(made, "visit_id");
    assertThat(kept)
        .extracting(
            row -> row.getField("visit_code"),
            row -> row.getField("form_code"),
            row -> row.getField("kept_reason"))
        .containsExactlyInAnyOrder(
            tuple("post", "dass21", "second"), tuple("post", "adverse", "late"));
    for (var row : kept) {
      var received = Instant.parse(row.getField("received_at_utc"));
      assertThat(row.getField("clock_skew_s")).isEqualTo("90.5");
      assertThat(Instant.parse(row.getField("completed_at_utc")))
          .isEqualTo(received.minusSeconds(30));
      assertThat(Instant.parse(row.getField("device_completed_at_utc")))
          .isEqualTo(received.plusMillis(60_500));
      assertThat(column(made, "visits", "visit_id")).contains(row.getField("visit_id"));
      assertThat(row.getField("prompt_id")).isEmpty();
      assertThat(column(made, "participants", "participant_id"))
          .contains(row.getField("participant_id"));
      assertThat(row.getField("protocol_version")).isEqualTo("1");
    }
    var items = itemsOf(made, kept);
    assertThat(items).hasSize(21 + 1);
    assertThat(column(made, "kept_answers", "kept_id"))
        .containsAll(column(made, "kept_items", "kept_id"));
    assertThat(items)
        .filteredOn(row -> row.getField("item_code").equals("adverse_what"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getField("missing_reason")).isEqualTo("redacted");
              assertThat(row.getField("value_text")).isEmpty();
            });
    assertThat(items)
        .filteredOn(row -> row.getField("item_code").equals("dass21_1"))
        .singleElement()
        .satisfies(row -> assertThat(row.getField("value_num")).isEqualTo("1"));
    assertThat(column(made, "items", "form_code"))
        .as("what counts is as it was")
        .filteredOn(form -> form.equals("dass21"))
        .hasSize(21 * 9);
    assertThat(ExportHarness.files(made.path()).get("provenance/positions.csv").lines())
        .filteredOn(line -> line.startsWith("kept_answers,"))
        .filteredOn(line -> !line.contains(",LateAnswerKept,"))
        .hasSize(2)
        .allMatch(line -> line.contains(",InstrumentKept,"));
  }

  @Test
  void answers_to_prompts_kept_beside_those_that_count_stand_in_the_same_tables()
      throws IOException {
    var made = harness.export(Blinding.BLINDED, directory.resolve("out"));
    var kept = keptOf(made, "prompt_id");
    assertThat(rows(made, "kept_answers")).hasSize(2 + kept.size());
    assertThat(kept)
        .extracting(
            row -> said(made, row),
            row -> row.getField("kept_reason"),
            row -> row.getField("clock_skew_s"))
        .as("after the one that counts; to one that lapsed; before it was due")
        .containsExactlyInAnyOrder(
            tuple("4", "second", "90.5"),
            tuple("5", "late", "90.5"),
            tuple("6", "early", "90.5"),
            tuple("7", "late", "31556952000000"));
    for (var row : kept) {
      var received = Instant.parse(row.getField("received_at_utc"));
      var completed = received.minusSeconds(said(made, row).equals("6") ? 900 : 30);
      assertThat(Instant.parse(row.getField("completed_at_utc"))).isEqualTo(completed);
      assertThat(row.getField("device_completed_at_utc"))
          .isEqualTo(
              said(made, row).equals("7") ? "" : ColumnKind.instant(completed.plusMillis(90_500)));
      for (var empty : List.of("visit_id", "visit_code", "form_code", "form_version")) {
        assertThat(row.getField(empty)).as(empty).isEmpty();
      }
      assertThat(row.getField("protocol_version")).isEqualTo("1");
      assertThat(rows(made, "prompts"))
          .filteredOn(prompt -> prompt.getField("prompt_id").equals(row.getField("prompt_id")))
          .singleElement()
          .satisfies(
              prompt -> {
                assertThat(prompt.getField("participant_id"))
                    .isEqualTo(row.getField("participant_id"));
                assertThat(prompt.getField("prompt_status"))
                    .isEqualTo(Set.of("5", "7").contains(said(made, row)) ? "expired" : "answered");
              });
    }
    assertThat(itemsOf(made, kept))
        .extracting(
            row -> row.getField("item_code"),
            row -> row.getField("item_order_shown"),
            row -> row.getField("value_num"),
            row -> row.getField("value_text"),
            row -> row.getField("missing_reason"),
            row -> row.getField("protocol_version"),
            row -> row.getField("rt_ms"))
        .containsExactlyInAnyOrder(
            tuple("momentary_distress", "1", "4", "", "", "1", "1250"),
            tuple("momentary_distress", "2", "5", "", "", "1", "1250"),
            tuple("momentary_distress", "1", "6", "", "", "1", "1250"),
            tuple("momentary_distress", "1", "7", "", "", "1", "1250"),
            tuple("adverse_what", "1", "", "", "redacted", "1", "1250"));
    assertThat(column(made, "ema_items", "value_num"))
        .as("what counts is as it was")
        .containsExactlyInAnyOrder("42.5", "43.5", "44.5", "45.5", "46.5", "47.5");
    assertThat(keptPositions(made))
        .extracting(line -> line.split(",")[1])
        .containsExactlyInAnyOrderElementsOf(
            kept.stream().map(row -> row.getField("kept_id")).toList());
    assertThat(Files.readString(made.path().resolve("datapackage.json")))
        .containsPattern(
            "\"kept_id\"\\s*]\\s*,\\s*\"reference\"[^}]*\"kept_id\"[^}]*\"kept_answers\"");
  }

  @Test
  void kept_answers_to_prompts_of_some_arms_are_in_unblinded_datasets_alone() throws IOException {
    var blinded = harness.export(Blinding.BLINDED, directory.resolve("b"));
    assertThat(blinded.rows())
        .containsEntry("kept_answers", 2L + 4L)
        .containsEntry("kept_items", 21L + 1L + 5L);
    assertThat(column(blinded, "kept_items", "value_num")).doesNotContain("48", "69");
    assertThat(keptPositions(blinded))
        .hasSize(4)
        .noneMatch(line -> line.contains("ema.restricted.v1"));
    var unblinded = harness.export(Blinding.UNBLINDED, directory.resolve("u"));
    assertThat(unblinded.rows())
        .containsEntry("kept_answers", 2L + 6L)
        .containsEntry("kept_items", 21L + 1L + 7L);
    var shown = column(blinded, "kept_answers", "kept_id");
    assertThat(keptOf(unblinded, "prompt_id"))
        .filteredOn(row -> !shown.contains(row.getField("kept_id")))
        .extracting(row -> said(unblinded, row), row -> row.getField("kept_reason"))
        .containsExactlyInAnyOrder(tuple("48", "second"), tuple("69", "late"));
    assertThat(column(unblinded, "prompts", "prompt_id"))
        .containsAll(
            keptOf(unblinded, "prompt_id").stream().map(row -> row.getField("prompt_id")).toList());
    assertThat(column(unblinded, "kept_answers", "kept_id"))
        .as("one id of a device's for three answers of a participant")
        .containsAll(shown)
        .doesNotHaveDuplicates();
    assertThat(keptPositions(unblinded))
        .hasSize(6)
        .filteredOn(line -> line.contains("ema.restricted.v1"))
        .hasSize(2);
  }

  /** Kept answers that have this identity of what they answer. */
  private static List<NamedCsvRecord> keptOf(ExportResult.Created made, String identity)
      throws IOException {
    return rows(made, "kept_answers").stream()
        .filter(row -> !row.getField(identity).isEmpty())
        .toList();
  }

  private static List<NamedCsvRecord> itemsOf(
      ExportResult.Created made, List<NamedCsvRecord> answers) throws IOException {
    var ids = answers.stream().map(row -> row.getField("kept_id")).collect(Collectors.toSet());
    return rows(made, "kept_items").stream()
        .filter(row -> ids.contains(row.getField("kept_id")))
        .toList();
  }

  /** The momentary distress of a kept answer. */
  private static String said(ExportResult.Created made, NamedCsvRecord answer) {
    try {
      return itemsOf(made, List.of(answer)).stream()
          .filter(row -> row.getField("item_code").equals("momentary_distress"))
          .map(row -> row.getField("value_num"))
          .collect(Collectors.joining(" and "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> keptPositions(ExportResult.Created made) {
    return ExportHarness.files(made.path())
        .getOrDefault("provenance/positions.csv", "")
        .lines()
        .filter(line -> line.startsWith("kept_answers,") && line.contains(",LateAnswerKept,"))
        .toList();
  }

  @Test
  void scores_stand_long_and_side_by_side() throws IOException {
    var made = harness.export(Blinding.UNBLINDED, directory.resolve("out"));
    var wide =
        rows(made, "outcomes_wide").stream()
            .filter(row -> row.getField("arm").equals("zebraone"))
            .findFirst()
            .orElseThrow();
    assertThat(wide.getField("dass21_total_baseline")).isEqualTo("26.5");
    assertThat(wide.getField("attachment_style_baseline")).isEqualTo("secure");
    assertThat(wide.getField("stratum_attachment")).isEqualTo("secure");
    assertThat(wide.getField("scs26_total_mid")).isEmpty();
    assertThat(column(made, "scores", "score_code")).contains("dass21_total", "attachment_style");
  }

  @Test
  void the_same_events_in_another_order_give_the_same_bytes() {
    var first = harness.export(Blinding.UNBLINDED, directory.resolve("first"));
    try (var other = new ExportHarness(CATALOG)) {
      var messages = new java.util.ArrayList<>(Trial.of(CATALOG, SEED, true).messages(2));
      messages.sort(java.util.Comparator.comparing(m -> -m.position().partition()));
      for (var message : messages) other.feed(List.of(message));
      var second = other.export(Blinding.UNBLINDED, directory.resolve("second"));
      assertThat(second.files()).isEqualTo(first.files());
      assertThat(second.datasetSha256()).isEqualTo(first.datasetSha256());
      assertThat(second.path().resolve("datapackage.json"))
          .hasSameTextualContentAs(first.path().resolve("datapackage.json"));
    }
  }

  @Test
  void a_snapshot_exported_twice_is_the_same() {
    var first = harness.export(Blinding.BLINDED, directory.resolve("first"));
    var second = harness.export(Blinding.BLINDED, directory.resolve("second"));
    assertThat(second.datasetSha256()).isEqualTo(first.datasetSha256());
    assertThat(second.id()).isNotEqualTo(first.id());
  }

  @Test
  void a_package_says_that_it_ends_before_parked_events() throws IOException {
    try (var lacking = new ExportHarness(CATALOG)) {
      lacking.feed(Trial.of(CATALOG, SEED, true).messages(1));
      var whole = lacking.export(Blinding.BLINDED, directory.resolve("whole"));
      assertThat(whole.parked()).isZero();
      assertThat(read(whole, "README.md")).doesNotContain("INCOMPLETE");
      assertThat(read(whole, "provenance/snapshot.json")).doesNotContain("parked_events");

      park(lacking, "ema.v1", Trial.STUDY + "/" + new UUID(0, 1), 1);
      park(lacking, "ema.restricted.v1", Trial.STUDY + "/" + new UUID(0, 2), 2);
      park(lacking, "ema.v1", Trial.STUDY + "-2/" + new UUID(0, 3), 3);
      var blinded = lacking.export(Blinding.BLINDED, directory.resolve("blinded"));
      assertThat(blinded.parked()).isEqualTo(2);
      assertThat(read(blinded, "README.md")).contains("INCOMPLETE: 2 events of the platform");
      assertThat(read(blinded, "provenance/snapshot.json")).contains("\"parked_events\" : 2,");
      assertThat(blinded.rows().get("prompts")).isLessThan(whole.rows().get("prompts"));
      var unblinded = lacking.export(Blinding.UNBLINDED, directory.resolve("unblinded"));
      assertThat(unblinded.parked()).isEqualTo(3);
    }
  }

  private static void park(ExportHarness harness, String topic, String key, long number) {
    harness
        .analytics()
        .database()
        .transact(
            connection ->
                Sql.update(
                    connection,
                    """
                    insert into parked
                      (consumer, topic, partition, epoch, number, key, headers, value, reason)
                    values ('analytics', ?, 0, 1, ?, ?, '{}', null, 'a test')
                    """,
                    topic,
                    number,
                    key));
  }

  private static String read(ExportResult.Created made, String file) throws IOException {
    return Files.readString(made.path().resolve(file));
  }

  @Test
  void the_hashes_in_the_package_are_those_of_its_files() throws IOException {
    var made = harness.export(Blinding.BLINDED, directory.resolve("out"));
    var checksums = Files.readString(made.path().resolve("checksums.sha256"));
    assertThat(Digests.sha256Hex(checksums)).isEqualTo(made.datasetSha256());
    for (var line : checksums.lines().toList()) {
      var file = Files.readString(made.path().resolve(line.substring(66)));
      assertThat(Digests.sha256Hex(file)).as(line).isEqualTo(line.substring(0, 64));
      assertThat(file).doesNotContain("\r");
    }
    assertThat(Files.readString(made.path().resolve("provenance/snapshot.json")))
        .contains(made.datasetSha256(), "\"state\" : \"draft\"");
  }

  @Test
  void a_blinded_package_holds_nothing_of_the_arms() {
    var blinded =
        ExportHarness.files(harness.export(Blinding.BLINDED, directory.resolve("b")).path());
    assertThat(blinded.keySet()).noneMatch(p -> p.contains("alloc") || p.contains("engagement"));
    blinded.forEach(
        (path, text) ->
            assertThat(text)
                .as(path)
                .doesNotContain("zebraone", "zebratwo", "restricted", "stratum", "intervention"));
    var unblinded =
        ExportHarness.files(harness.export(Blinding.UNBLINDED, directory.resolve("u")).path());
    assertThat(unblinded.get("provenance/randomization.json")).contains("zebraone", "5eed");
  }

  @Test
  void no_package_holds_pseudonyms_or_free_text() {
    var made = harness.export(Blinding.UNBLINDED, directory.resolve("out"));
    var files = ExportHarness.files(made.path());
    for (int i = 0; i < Trial.PARTICIPANTS; i++) {
      var pseudonym = Trial.participantId(i).toString();
      files.forEach((path, text) -> assertThat(text).as(path).doesNotContain(pseudonym));
    }
    files.forEach((path, text) -> assertThat(text).as(path).doesNotContain(Trial.FREE_TEXT));
    assertThat(files.get("data/study-trial-one_description-items_data.csv")).contains(",redacted,");
  }

  @Test
  void the_codebook_has_every_column_and_every_item() throws IOException {
    var made = harness.export(Blinding.UNBLINDED, directory.resolve("out"));
    List<NamedCsvRecord> book;
    try (var csv =
        CsvReader.builder().ofNamedCsvRecord(made.path().resolve("metadata/codebook.csv"))) {
      book = csv.stream().toList();
    }
    for (var table : made.rows().keySet()) {
      var header = Files.readString(file(made, table)).lines().findFirst().orElseThrow().split(",");
      var described =
          book.stream()
              .filter(r -> r.getField("table").equals(table) && r.getField("code").isEmpty())
              .map(r -> r.getField("column"))
              .toList();
      assertThat(described).as(table).containsExactly(header);
    }
    assertThat(book)
        .anySatisfy(
            row -> {
              assertThat(row.getField("code")).isEqualTo("dass21_1");
              assertThat(row.getField("codelist")).startsWith("0=");
              assertThat(row.getField("item_number")).isEqualTo("1");
              assertThat(row.getField("n")).isEqualTo("9");
            });
    for (var row : book) {
      assertThat(row.getField("column").length()).isLessThanOrEqualTo(32);
    }
  }

  @Test
  void an_unblinded_dataset_of_a_real_study_waits_for_the_lock() {
    try (var real = new ExportHarness(CATALOG)) {
      real.feed(Trial.of(CATALOG, SEED, false).messages(1));
      var out = directory.resolve("out");
      var refused =
          real.exports()
              .export(
                  Trial.STUDY,
                  Blinding.UNBLINDED,
                  Optional.empty(),
                  "ADMIN a",
                  Optional.of("x"),
                  out);
      assertThat(((ExportResult.Refused) refused).reason()).isEqualTo(ExportRefusal.NOT_LOCKED);
      assertThat(out).doesNotExist();
      assertThat(real.export(Blinding.BLINDED, out).path()).isDirectory();
    }
  }

  @Test
  void a_directory_with_something_in_it_is_left_alone() throws IOException {
    Files.writeString(directory.resolve("mine"), "x");
    var refused =
        harness
            .exports()
            .export(
                Trial.STUDY,
                Blinding.BLINDED,
                Optional.empty(),
                "ADMIN a",
                Optional.empty(),
                directory);
    assertThat(((ExportResult.Refused) refused).reason()).isEqualTo(ExportRefusal.OUTPUT_NOT_EMPTY);
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void as_of_a_time_leaves_out_what_came_later() throws IOException {
    var result =
        harness
            .exports()
            .export(
                Trial.STUDY,
                Blinding.BLINDED,
                Optional.of(Trial.START.plusSeconds(3600)),
                "ADMIN a",
                Optional.empty(),
                directory.resolve("early"));
    var early = (ExportResult.Created) result;
    assertThat(early.rows().get("visits")).isLessThan(11L);
    assertThat(Files.readString(early.path().resolve("provenance/snapshot.json")))
        .contains("\"as_of_utc\" : \"2027-03-01T09:00:00.000Z\"");
  }

  private static Path file(ExportResult.Created made, String table) {
    return made.path().resolve("data/study-trial-one_description-" + table + "_data.csv");
  }

  private static List<NamedCsvRecord> rows(ExportResult.Created made, String table)
      throws IOException {
    try (var csv = CsvReader.builder().ofNamedCsvRecord(file(made, table))) {
      return csv.stream().toList();
    }
  }

  private static List<String> column(ExportResult.Created made, String table, String column)
      throws IOException {
    return rows(made, table).stream().map(row -> row.getField(column)).toList();
  }
}
