package org.attune.analytics.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.attune.analytics.AnalyticsDatabase;
import org.attune.analytics.ComplianceFigures;
import org.attune.analytics.ExportHarness;
import org.attune.analytics.RandomEvents;
import org.attune.analytics.Trial;
import org.attune.analytics.erasure.SinkErasing;
import org.attune.analytics.export.ExportResult;
import org.attune.analytics.sink.Sink;
import org.attune.analytics.sink.SinkView;
import org.attune.platform.data.Pools;
import org.attune.platform.data.SideBySide;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Message;
import org.attune.platform.event.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody reads who asks the database: in the trial each of six people has 7 planned prompts,
 * of which one is cancelled for good, and three have 2 more that tell the arm.
 */
class ComplianceViewsIT {
  private static final long SEED = 11;
  private static final String COUNTS =
      "concat_ws(' ', planned, answered, declined, expired, cancelled, failed, pending,"
          + " compliance)";
  private static final String OF_THE_TRIAL = " where study = '" + Trial.STUDY + "'";

  private final EventCatalog catalog = EventCatalog.standard();
  private final ExportHarness harness = new ExportHarness(catalog);
  @TempDir Path directory;

  @AfterEach
  void close() {
    harness.close();
  }

  private void feed() {
    harness.feed(Trial.of(catalog, SEED, true).messages(1));
  }

  private List<String> rows(String sql) {
    return harness
        .analytics()
        .database()
        .inTransaction(c -> Sql.query(c, sql, row -> String.valueOf(row.getString(1))));
  }

  private String one(String sql) {
    return rows(sql).getFirst();
  }

  private void execute(String sql) {
    harness.analytics().database().transact(c -> Sql.update(c, sql));
  }

  private JsonObject figures() {
    return harness
        .analytics()
        .database()
        .inTransaction(c -> ComplianceFigures.of(c, catalog, Trial.STUDY));
  }

  @Test
  void every_planned_prompt_has_one_row_with_its_cause() {
    feed();
    assertThat(one("select count(*) from compliance_slot" + OF_THE_TRIAL)).isEqualTo("42");
    assertThat(one("select count(distinct slot_id) from compliance_slot" + OF_THE_TRIAL))
        .isEqualTo("42");
    assertThat(
            rows(
                """
                select cause || ' ' || count(*) from compliance_slot
                where study = 'trial-one' group by cause order by cause
                """))
        .containsExactly(
            "answered:complete 6",
            "cancelled:replanned 6",
            "declined 6",
            "expired:not_opened 6",
            "failed:mailbox_full 6",
            "pending 12");
  }

  @Test
  void by_participant_day_position_and_cause_it_is_answered_of_planned_less_cancelled() {
    feed();
    var own = "7 1 1 1 1 1 2 0.1667";
    var all = "42 6 6 6 6 6 12 0.1667";
    assertThat(rows("select " + COUNTS + " from compliance_participant" + OF_THE_TRIAL))
        .containsExactly(own, own, own, own, own, own);
    assertThat(
            rows(
                "select concat_ws(' ', schedule_id, study_day, participants, "
                    + COUNTS
                    + ") from compliance_day"
                    + OF_THE_TRIAL))
        .containsExactly("before 2 6 " + all);
    assertThat(
            rows(
                "select concat_ws(' ', beep, participants, "
                    + COUNTS
                    + ") from compliance_index"
                    + OF_THE_TRIAL
                    + " order by beep"))
        .containsExactly(
            "1 6 6 6 0 0 0 0 0 1.0000",
            "2 6 6 0 6 0 0 0 0 0.0000",
            "3 6 6 0 0 6 0 0 0 0.0000",
            "4 6 6 0 0 0 0 6 0 0.0000",
            "5 6 6 0 0 0 0 0 6 0.0000",
            "6 6 6 0 0 0 6 0 0",
            "7 6 6 0 0 0 0 0 6 0.0000");
    assertThat(
            rows(
                "select concat_ws(' ', cause, planned, compliance) from compliance_cause"
                    + OF_THE_TRIAL
                    + " order by cause"))
        .containsExactly(
            "answered:complete 6 1.0000",
            "cancelled:replanned 6",
            "declined 6 0.0000",
            "expired:not_opened 6 0.0000",
            "failed:mailbox_full 6 0.0000",
            "pending 12 0.0000");
  }

  @Test
  void days_and_positions_are_numbers_that_conditions_may_be_put_on() {
    feed();
    assertThat(rows("select planned::text from compliance_day where study_day = 2"))
        .containsExactly("42");
    assertThat(rows("select planned::text from compliance_index where beep between 6 and 7"))
        .containsExactly("6", "6");
  }

  /**
   * In which order conditions are looked at is the database's to choose. So what the views give as
   * a number is looked at here without any condition, in cells of every kind: totals, days,
   * positions and causes.
   */
  @Test
  void what_is_no_number_is_never_read_as_one_whichever_condition_comes_first() {
    feed();
    for (var view : List.of("compliance_day", "compliance_index")) {
      var text =
          ComplianceViews.of(catalog).stream().filter(v -> v.name().equals(view)).findFirst();
      var whole = text.orElseThrow().sql().split("where counted_by");
      assertThat(whole).as("the condition is the last thing").hasSize(2);
      var named =
          "with x(%s) as (%s) ".formatted(String.join(", ", text.get().columns()), whole[0]);
      var number = text.get().columns().get(2);
      assertThat(one(named + "select count(*) from x")).isEqualTo("15"); // 1 + 1 + 7 + 6
      assertThat(one(named + "select count(" + number + ") from x"))
          .isEqualTo(one("select count(*) from " + view));
    }
  }

  @Test
  void staff_datasets_and_views_say_the_same() throws IOException {
    feed();
    var made = harness.export(Blinding.BLINDED, directory.resolve("out"));
    var cells = new TreeMap<String, List<Long>>();
    for (var row : rows(made, "compliance")) {
      var sums =
          cells.computeIfAbsent(
              String.join(
                  " ",
                  row.getField("schedule_id"),
                  row.getField("counted_by"),
                  row.getField("cell")),
              _ -> new ArrayList<>(List.of(0L, 0L, 0L)));
      sums.set(0, sums.get(0) + 1);
      sums.set(1, sums.get(1) + Long.parseLong(row.getField("planned")));
      sums.set(2, sums.get(2) + Long.parseLong(row.getField("answered")));
    }
    var exported = new TreeSet<String>();
    cells.forEach((cell, sums) -> exported.add(cell + " " + sums));
    var staff = new TreeSet<String>();
    for (var cell : objects(figures().getJsonArray("cells"))) {
      staff.add(
          "%s %s %s [%d, %d, %d]"
              .formatted(
                  cell.getString("schedule"),
                  cell.getString("countedBy"),
                  cell.getString("cell"),
                  cell.getLong("participants"),
                  cell.getLong("planned"),
                  cell.getLong("answered")));
    }
    assertThat(staff).hasSize(1 + 1 + 7 + 6).isEqualTo(exported);
    assertThat(
            rows(
                """
                select format('%s %s %s [%s, %s, %s]', schedule_id, counted_by, cell, participants,
                  planned, answered)
                from compliance_pooled where study = 'trial-one'
                """))
        .containsExactlyInAnyOrderElementsOf(staff);
    assertThat(figures().getJsonArray("participants")).hasSize(6);
    assertThat(harness.figures().slots().planned()).isEqualTo(42);
  }

  private static List<JsonObject> objects(JsonArray array) {
    var objects = new ArrayList<JsonObject>();
    for (int i = 0; i < array.size(); i++) objects.add(array.getJsonObject(i));
    return objects;
  }

  private static List<NamedCsvRecord> rows(ExportResult.Created made, String table)
      throws IOException {
    var file = made.path().resolve("data/study-trial-one_description-" + table + "_data.csv");
    try (var csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      return csv.stream().toList();
    }
  }

  @Test
  void a_snapshot_that_is_named_is_seen_as_it_was_and_a_later_statement_sees_all() {
    var messages = Trial.of(catalog, SEED, true).messages(1);
    var answers =
        messages.stream()
            .filter(message -> message.type().equals("PromptAnswered"))
            .mapToInt(messages::indexOf)
            .boxed()
            .toList();
    harness.feed(messages.subList(0, answers.get(1)));
    var made = harness.export(Blinding.BLINDED, directory.resolve("early"));
    harness.feed(messages.subList(answers.get(1), messages.size()));

    var all = "select coalesce(sum(answered), 0) from compliance_pooled where counted_by = 'all'";
    var early =
        harness
            .analytics()
            .database()
            .inTransaction(
                c -> {
                  Relations.at(catalog, Trial.STUDY, made.id().toString()).show(c);
                  return Sql.find(c, all, row -> row.getString(1)).orElseThrow();
                });
    assertThat(early).isEqualTo("1");
    assertThat(one(all)).isEqualTo("6");
    assertThat(figures().getJsonArray("participants")).hasSize(6);
  }

  @Test
  void a_dataset_as_of_a_time_counts_the_prompts_that_it_holds() throws IOException {
    harness.feed(inOrderOfTime(Trial.of(catalog, SEED, true).messages(1)));
    var firstAnswer =
        one("select to_json(min(at)) #>> '{}' from sink_event where type = 'PromptAnswered'");
    var result =
        harness
            .exports()
            .export(
                Trial.STUDY,
                Blinding.BLINDED,
                Optional.of(OffsetDateTime.parse(firstAnswer).toInstant()),
                "ADMIN a",
                Optional.empty(),
                directory.resolve("early"));
    var early = (ExportResult.Created) result;
    var all =
        rows(early, "compliance").stream()
            .filter(row -> row.getField("counted_by").equals("all"))
            .toList();
    for (var state : List.of("answered", "declined", "expired", "failed", "cancelled", "pending")) {
      var held =
          rows(early, "prompts").stream()
              .filter(row -> row.getField("prompt_status").equals(state))
              .count();
      assertThat(sum(all, state)).as(state).isEqualTo(held);
    }
    assertThat(sum(all, "answered")).isPositive();
    assertThat(sum(all, "declined")).isZero();
  }

  /** The same events at other positions, so that a time cuts between what was before and after. */
  private List<Message> inOrderOfTime(List<Message> messages) {
    var numbers = new HashMap<String, Long>();
    return messages.stream()
        .sorted(Comparator.comparing(Message::at))
        .map(
            message -> {
              var at = message.position();
              long number = numbers.merge(at.topic() + at.partition(), 1L, Long::sum);
              return RandomEvents.message(
                  catalog,
                  new Position(at.topic(), at.partition(), at.epoch(), number),
                  message.asWritten(),
                  Optional.empty());
            })
        .toList();
  }

  private static long sum(List<NamedCsvRecord> rows, String column) {
    return rows.stream().mapToLong(row -> Long.parseLong(row.getField(column))).sum();
  }

  @Test
  void prompts_that_tell_the_arm_are_in_no_public_view() throws IOException {
    feed();
    var counted = "select sum(planned) from %scompliance_cell where counted_by = 'all'";
    assertThat(one(counted.formatted(""))).isEqualTo("42");
    assertThat(one(counted.formatted("restricted__"))).isEqualTo("48");
    var reads =
        rows(
            """
            select distinct v.relname || ' ' || t.relname from pg_rewrite r
            join pg_class v on v.oid = r.ev_class
            join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
            join pg_class t on t.oid = d.refobjid and d.refclassid = 'pg_class'::regclass
            where v.relkind = 'v' and v.relnamespace = current_schema()::regnamespace
              and v.relname like 'compliance%'
            """);
    assertThat(reads)
        .contains("compliance_slot ema__prompts_planned")
        .noneMatch(read -> read.contains("restricted__"));
    var unblinded = harness.export(Blinding.UNBLINDED, directory.resolve("u"));
    assertThat(
            rows(unblinded, "compliance").stream()
                .filter(row -> row.getField("counted_by").equals("all"))
                .mapToLong(row -> Long.parseLong(row.getField("planned")))
                .sum())
        .isEqualTo(48);
  }

  @Test
  void studies_whose_ids_are_alike_are_kept_apart() {
    feed();
    var before = rows("select " + COUNTS + " from compliance_pooled order by counted_by, cell");
    var other = new ArrayList<Message>();
    for (var message : Trial.of(catalog, SEED, true).messages(1)) {
      if (List.of("PromptAnswered", "PromptDeclined").contains(message.type())) continue;
      var event = message.asWritten();
      event.put("study", "trial-two");
      var at = message.position();
      other.add(
          RandomEvents.message(
              catalog,
              new Position(at.topic(), at.partition(), at.epoch(), at.number() + 100_000),
              event,
              Optional.empty()));
    }
    harness.feed(other);
    assertThat(
            rows(
                "select "
                    + COUNTS
                    + " from compliance_pooled"
                    + OF_THE_TRIAL
                    + " order by counted_by, cell"))
        .isEqualTo(before);
    assertThat(
            rows(
                "select concat_ws(' ', study, planned, answered) from compliance_pooled"
                    + " where counted_by = 'all' order by study"))
        .containsExactly("trial-one 42 6", "trial-two 42 0");
  }

  @Test
  void whoever_was_erased_is_in_no_view() {
    feed();
    var erased = new EventKey(Trial.STUDY, Trial.participantId(4).toString());
    harness
        .analytics()
        .database()
        .transact(c -> new SinkErasing(catalog).keep(c, erased, Instant.EPOCH));
    assertThat(one("select sum(planned) from compliance_day")).isEqualTo("35");
    assertThat(
            rows(
                "select planned::text from compliance_participant where participant = '"
                    + erased.participant()
                    + "'"))
        .isEmpty();
  }

  /** An analyst may have a view that shows log positions: nothing is deleted from it. */
  @Test
  void erasing_leaves_the_views_of_others_alone() {
    feed();
    execute("create view mine as select distinct * from ema__prompt_answered");
    var erased = new EventKey(Trial.STUDY, Trial.participantId(4).toString());
    harness
        .analytics()
        .database()
        .transact(c -> new SinkErasing(catalog).keep(c, erased, Instant.EPOCH));
    assertThat(one("select count(*) from mine")).isEqualTo("5");
  }

  @Test
  void before_any_event_and_of_a_study_without_prompts_there_are_no_rows() {
    for (var view : ComplianceViews.of(catalog)) {
      assertThat(rows("select 'x' from " + view.name())).as(view.name()).isEmpty();
    }
    var messages = Trial.of(catalog, SEED, true).messages(1);
    harness.feed(messages.stream().filter(m -> !m.position().topic().startsWith("ema.")).toList());
    assertThat(rows("select 'x' from compliance_day" + OF_THE_TRIAL)).isEmpty();
    assertThat(figures().getJsonArray("cells")).isEmpty();
  }

  @Test
  void a_table_that_gets_a_column_still_counts() {
    var type = catalog.type("PromptAnswered");
    var fields = new ArrayList<Schema.Field>();
    for (var field : type.schema().getFields()) fields.add(new Schema.Field(field, field.schema()));
    fields.add(new Schema.Field("mood", Schema.create(Schema.Type.INT), "Unit: points.", 3));
    var newer =
        Schema.createRecord("PromptAnswered", "", type.schema().getNamespace(), false, fields);
    catalog.learn(newer);
    feed();
    var before = one("select sum(answered) from compliance_cause");
    var event = new RandomEvents(SEED).of(newer);
    var at = new Position(type.topic(), 0, 1, 1_000_000);
    harness.feed(List.of(RandomEvents.message(catalog, at, event, Optional.empty())));
    assertThat(one("select count(mood) from ema__prompt_answered")).isEqualTo("1");
    assertThat(one("select sum(answered) from compliance_cause")).isEqualTo(before).isEqualTo("6");
  }

  @Test
  void processes_that_start_at_once_make_each_view_once() {
    try (var empty = AnalyticsDatabase.create(catalog)) {
      assertThat(views(empty)).isEmpty();
      var start =
          List.<Supplier<Boolean>>of(
              () -> prepare(empty), () -> prepare(empty), () -> prepare(empty));
      assertThat(SideBySide.all(2, start)).containsOnly(true);
      assertThat(views(empty))
          .containsExactlyInAnyOrderElementsOf(
              ComplianceViews.of(catalog).stream().map(SinkView::name).toList());
    }
  }

  private boolean prepare(AnalyticsDatabase of) {
    of.database().transact(new Sink(catalog, ComplianceViews.of(catalog))::prepare);
    return true;
  }

  private static List<String> views(AnalyticsDatabase of) {
    var sql = "select viewname from pg_views where schemaname = current_schema()";
    return of.database().inTransaction(c -> Sql.query(c, sql, row -> row.getString(1)));
  }

  @Test
  void an_analyst_who_may_read_the_views_reads_nothing_else() throws SQLException {
    feed();
    var analyst = harness.analytics().other("analyst");
    execute("grant usage on schema analytics to attune_analyst");
    execute("grant select on compliance_day to attune_analyst");
    try (var connection = Pools.connect(analyst)) {
      assertThat(planned(connection, "analytics.compliance_day")).isEqualTo(42);
      assertThat(planned(connection, "analytics.compliance_day where study = 'none'")).isZero();
      for (var closed : List.of("restricted__compliance_cell", "compliance_pooled")) {
        assertThatThrownBy(() -> planned(connection, "analytics." + closed))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("permission denied for view " + closed);
      }
    }
  }

  private static long planned(Connection connection, String from) throws SQLException {
    return Sql.find(
            connection, "select coalesce(sum(planned), 0) from " + from, row -> row.getLong(1))
        .orElseThrow();
  }
}
