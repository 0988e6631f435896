package org.attune.analytics.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.avro.Schema;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventType;
import org.junit.jupiter.api.Test;

/** How a schema becomes tables. */
class TableMappingTest {
  @Test
  void scalars_are_columns_and_arrays_of_records_are_child_tables() {
    var table =
        table(
            """
            {"type": "record", "name": "PromptsPlanned", "fields": [
              {"name": "study", "type": "string"},
              {"name": "localDate", "type": {"type": "int", "logicalType": "date"}},
              {"name": "slots", "type": {"type": "array", "items":
                {"type": "record", "name": "PlannedSlot", "fields": [
                  {"name": "slotId", "type": {"type": "string", "logicalType": "uuid"}},
                  {"name": "index", "type": ["null", "int"]},
                  {"name": "reminders", "type": {"type": "array", "items":
                    {"type": "long", "logicalType": "timestamp-micros"}}}]}}}]}
            """,
            false);
    assertThat(table.createSql())
        .isEqualTo(
            "create table ema__prompts_planned (log_topic text, log_partition integer, log_epoch"
                + " integer, log_number bigint, \"study\" text, \"local_date\" date)");
    assertThat(table.createIndexSql())
        .isEqualTo("create index on ema__prompts_planned (log_number)");
    assertThat(table.columns())
        .extracting(c -> c.name() + " " + c.type().sql)
        .containsExactly("study text", "local_date date");
    var slots = table.children().getFirst();
    assertThat(slots.name()).isEqualTo("ema__prompts_planned__slots");
    assertThat(slots.copySql())
        .isEqualTo(
            "copy ema__prompts_planned__slots (log_topic, log_partition, log_epoch, log_number,"
                + " log_index, \"slot_id\", \"index\") from stdin with (format binary)");
    var reminders = slots.children().getFirst();
    assertThat(reminders.name()).isEqualTo("ema__prompts_planned__slots__reminders");
    assertThat(reminders.keyNames()).endsWith("log_index", "log_index_2");
    assertThat(reminders.columns())
        .extracting(c -> c.name() + " " + c.type().sql)
        .containsExactly("value timestamp with time zone");
  }

  @Test
  void a_record_within_is_flattened() {
    var table =
        table(
            """
            {"type": "record", "name": "Seen", "fields": [
              {"name": "where", "type": ["null", {"type": "record", "name": "Place", "fields": [
                {"name": "siteId", "type": "string"}]}], "default": null}]}
            """,
            false);
    assertThat(table.columns()).extracting(SinkColumn::name).containsExactly("where__site_id");
  }

  @Test
  void events_that_depend_on_the_arm_stand_apart() {
    var table = table("{\"type\": \"record\", \"name\": \"ArmSeen\", \"fields\": []}", true);
    assertThat(table.name()).isEqualTo("restricted__ema__arm_seen");
  }

  @Test
  void a_union_of_two_types_is_refused() {
    assertThatThrownBy(
            () ->
                table(
                    """
                    {"type": "record", "name": "Odd", "fields": [
                      {"name": "x", "type": ["string", "int"]}]}
                    """,
                    false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void names_are_snake_case_and_acronyms_stay_together() {
    assertThat(TableMapping.snake("utcOffsetMinutes")).isEqualTo("utc_offset_minutes");
    assertThat(TableMapping.snake("PromptSent")).isEqualTo("prompt_sent");
    assertThat(TableMapping.snake("HTTPCode")).isEqualTo("http_code");
    assertThat(TableMapping.snake("protocolSha256")).isEqualTo("protocol_sha256");
  }

  @Test
  void every_schema_of_this_build_has_tables() {
    for (var type : EventCatalog.standard().types()) {
      assertThat(TableMapping.of(type, type.schema()).all()).as(type.name()).isNotEmpty();
    }
  }

  private static SinkTable table(String json, boolean restricted) {
    var schema = new Schema.Parser().parse(json);
    return TableMapping.of(new EventType("ema", schema, restricted), schema);
  }
}
