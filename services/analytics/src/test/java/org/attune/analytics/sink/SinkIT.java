package org.attune.analytics.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.attune.analytics.AnalyticsDatabase;
import org.attune.analytics.RandomEvents;
import org.attune.platform.data.ConcurrentChangeException;
import org.attune.platform.data.DatabaseException;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventType;
import org.attune.platform.event.Message;
import org.attune.platform.event.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events of every schema, with random values, into real tables and back. */
class SinkIT {
  private static final long SEED = 20270301;
  private static final int EVENTS_EACH = 8;

  private final EventCatalog catalog = EventCatalog.standard();
  private final AnalyticsDatabase analytics = AnalyticsDatabase.create(catalog);
  private final RandomEvents random = new RandomEvents(SEED);
  private final Map<String, Long> numbers = new HashMap<>();

  @AfterEach
  void close() {
    analytics.close();
  }

  private record Sent(EventType type, Message message, GenericRecord event) {}

  private Sent next(EventType type, GenericRecord event) {
    var position = new Position(type.topic(), 0, 1, numbers.merge(type.topic(), 1L, Long::sum));
    var cause = Optional.of(new Position("studies.v1", 1, 1, position.number()));
    return new Sent(type, RandomEvents.message(catalog, position, event, cause), event);
  }

  @Test
  void every_field_of_every_event_arrives() {
    var sent = new ArrayList<Sent>();
    for (int i = 0; i < EVENTS_EACH; i++) {
      for (var type : catalog.types()) sent.add(next(type, random.of(type.schema())));
    }
    analytics.feed(sent.stream().map(Sent::message).toList());

    assertThat(count("sink_event")).as("seed " + SEED).isEqualTo(sent.size());
    for (var event : sent) {
      var key = key(event.message().position());
      check(TableNames.of(event.type()), event.event(), key);
    }
  }

  private void check(String table, GenericRecord record, String key) {
    check(table, "", record, key);
  }

  /**
   * @param prefix of the columns that hold the fields of a record within a record
   */
  private void check(String table, String prefix, GenericRecord record, String key) {
    for (var field : record.getSchema().getFields()) {
      var value = record.get(field.pos());
      var name = prefix + TableMapping.snake(field.name());
      if (value instanceof GenericRecord within) {
        check(table, name + "__", within, key);
      } else if (value instanceof List<?> list) {
        var child = table + "__" + name;
        assertThat(count(child + " where " + key)).as(child + " " + key).isEqualTo(list.size());
        for (int i = 0; i < list.size(); i++) {
          boolean nested = key.contains("log_index");
          var inner = key + " and " + (nested ? "log_index_2" : "log_index") + " = " + i;
          if (list.get(i) instanceof GenericRecord element) check(child, element, inner);
          else same(child, "value", field.schema().getElementType(), list.get(i), inner);
        }
      } else {
        same(table, name, field.schema(), value, key);
      }
    }
  }

  private void same(String table, String column, Schema schema, Object value, String key) {
    var sql = "select \"" + column + "\" as v from " + table + " where " + key;
    var stored = analytics.database().inTransaction(c -> Sql.query(c, sql, SinkIT::text));
    assertThat(stored).as(sql).containsExactly(expected(schema, value));
  }

  private static String text(ResultSet row) throws SQLException {
    var value = row.getObject("v");
    if (value == null) return "null";
    if (value instanceof java.sql.Timestamp) {
      return row.getObject("v", OffsetDateTime.class).toInstant().toString();
    }
    return value instanceof Double d ? new BigDecimal(d).toString() : value.toString();
  }

  private static String expected(Schema schema, Object value) {
    if (value == null) return "null";
    var plain = schema;
    if (schema.getType() == Schema.Type.UNION) {
      plain =
          schema.getTypes().stream()
              .filter(s -> s.getType() != Schema.Type.NULL)
              .findFirst()
              .orElseThrow();
    }
    var logical = plain.getLogicalType() == null ? "" : plain.getLogicalType().getName();
    return switch (logical) {
      case "timestamp-micros" -> Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString();
      case "date" -> LocalDate.ofEpochDay((Integer) value).toString();
      default -> value instanceof Double d ? new BigDecimal(d).toString() : value.toString();
    };
  }

  @Test
  void a_field_that_is_new_becomes_a_column_before_its_first_row() {
    var type = catalog.type("StudyPaused");
    var fields = new ArrayList<Schema.Field>();
    for (var field : type.schema().getFields()) fields.add(new Schema.Field(field, field.schema()));
    var older = Schema.createRecord("StudyPaused", "", "org.attune.studies.v1", false, fields);
    var more = new ArrayList<Schema.Field>();
    for (var field : type.schema().getFields()) more.add(new Schema.Field(field, field.schema()));
    more.add(new Schema.Field("until", Schema.create(Schema.Type.INT), "Unit: days.", 3));
    var newer = Schema.createRecord("StudyPaused", "", "org.attune.studies.v1", false, more);
    catalog.learn(older);
    catalog.learn(newer);

    analytics.feed(List.of(next(type, random.of(older)).message()));
    var event = random.of(newer);
    analytics.feed(List.of(next(type, event).message()));

    var values =
        analytics
            .database()
            .inTransaction(
                c ->
                    Sql.query(
                        c,
                        "select \"until\" as v from studies__study_paused order by log_number",
                        SinkIT::text));
    assertThat(values).containsExactly("null", event.get("until").toString());
    assertThat(count("sink_schema")).isEqualTo(2);
  }

  @Test
  void the_same_position_twice_is_stopped_by_the_key() {
    var type = catalog.type("PromptSent");
    var message = next(type, random.of(type.schema())).message();
    analytics.feed(List.of(message));
    assertThatThrownBy(() -> analytics.feed(List.of(message)))
        .isInstanceOf(ConcurrentChangeException.class);
    assertThat(count("ema__prompt_sent")).isEqualTo(1);
  }

  @Test
  void a_batch_that_fails_leaves_nothing() {
    var type = catalog.type("PromptFailed");
    var good = next(type, random.of(type.schema())).message();
    var event = random.of(type.schema());
    event.put("cause", "a\0b");
    var bad = next(type, event).message();
    assertThatThrownBy(() -> analytics.feed(List.of(good, bad)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(count("sink_event")).isZero();
    analytics.feed(List.of(good));
    assertThat(count("ema__prompt_failed")).isEqualTo(1);
  }

  /** PostgreSQL killed during a COPY: the rollback after it must not wait for the copy's end. */
  @Test
  @Timeout(value = 60)
  void a_copy_whose_backend_ended_fails_and_is_done_on_the_next_connection() {
    var type = catalog.type("PromptSent");
    var message = next(type, random.of(type.schema())).message();
    analytics.database().transact(analytics.sink()::prepare);
    analytics
        .database()
        .transact(
            c -> {
              Sql.update(
                  c,
                  """
                  create function end_backend() returns trigger language plpgsql as
                  'begin perform pg_terminate_backend(pg_backend_pid()); return new; end'
                  """);
              Sql.update(
                  c,
                  """
                  create trigger killed before insert on sink_event
                  for each row execute function end_backend()
                  """);
            });

    assertThatThrownBy(() -> analytics.feed(List.of(message)))
        .isInstanceOf(DatabaseException.class);

    analytics.database().transact(c -> Sql.update(c, "drop trigger killed on sink_event"));
    analytics.feed(List.of(message));
    assertThat(count("ema__prompt_sent")).isEqualTo(1);
  }

  @Test
  void preparing_twice_makes_the_tables_once() {
    analytics.database().transact(analytics.sink()::prepare);
    analytics.database().transact(new Sink(catalog, List.of())::prepare);
    assertThat(count("restricted__randomization__arm_allocated")).isZero();
  }

  private static SinkView sent(List<String> columns, String sql) {
    return new SinkView("sent_so_far", "One row", columns, sql);
  }

  private void prepare(SinkView view) {
    analytics.database().transact(new Sink(catalog, List.of(view))::prepare);
  }

  private String madeBy() {
    return one("select xmin from pg_rewrite where ev_class = 'sent_so_far'::regclass");
  }

  @Test
  void a_view_is_made_again_when_it_says_something_else_and_keeps_what_stands_on_it() {
    prepare(sent(List.of("n"), "select 1"));
    execute("create view mine as select n + 10 as n from sent_so_far");
    var first = madeBy();
    prepare(sent(List.of("n"), "select 1"));
    assertThat(madeBy()).as("the same text again").isEqualTo(first);
    prepare(sent(List.of("n"), "select 2"));
    assertThat(madeBy()).isNotEqualTo(first);
    assertThat(one("select n from mine")).isEqualTo("12");
    assertThat(one("select obj_description('sent_so_far'::regclass)")).startsWith("One row [");
  }

  @Test
  void a_view_of_a_newer_build_stays_when_an_older_one_starts() {
    prepare(sent(List.of("n"), "select 1"));
    prepare(sent(List.of("n", "more"), "select 2, 3"));
    prepare(sent(List.of("n"), "select 1"));
    assertThat(one("select n || ' ' || more from sent_so_far")).isEqualTo("2 3");
  }

  private void execute(String sql) {
    analytics.database().transact(c -> Sql.update(c, sql));
  }

  private String one(String sql) {
    return analytics
        .database()
        .inTransaction(c -> Sql.find(c, sql, row -> row.getString(1)).orElseThrow());
  }

  private static String key(Position at) {
    return "log_topic = '%s' and log_partition = %d and log_epoch = %d and log_number = %d"
        .formatted(at.topic(), at.partition(), at.epoch(), at.number());
  }

  private long count(String from) {
    return analytics
        .database()
        .inTransaction(
            c -> Sql.find(c, "select count(*) from " + from, row -> row.getLong(1)).orElseThrow());
  }
}
