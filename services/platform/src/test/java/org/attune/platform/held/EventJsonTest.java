package org.attune.platform.held;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** An event with a field of each kind, as its participant reads it. */
class EventJsonTest {
  private static final Instant NINE = Instant.parse("2027-03-01T09:00:00.25Z");

  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Answered", "fields": [
                {"name": "study", "type": "string"},
                {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                {"name": "shownAt", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]},
                {"name": "day", "type": {"type": "int", "logicalType": "date"}},
                {"name": "seconds", "type": "int"},
                {"name": "whole", "type": "boolean"},
                {"name": "way", "type": {"type": "enum", "name": "Way", "symbols": ["UNKNOWN", "HERE"]}},
                {"name": "items", "type": {"type": "array", "items":
                  {"type": "record", "name": "Item", "fields": [
                    {"name": "item", "type": "string"},
                    {"name": "number", "type": ["null", "double"]},
                    {"name": "text", "type": ["null", "string"]}]}}}]}
              """);

  private static GenericRecord item(String name, Double number, String text) {
    var item = new GenericData.Record(SCHEMA.getField("items").schema().getElementType());
    item.put("item", name);
    item.put("number", number);
    item.put("text", text);
    return item;
  }

  private static GenericRecord event() {
    var event = new GenericData.Record(SCHEMA);
    event.put("study", "s");
    event.put("at", ChronoUnit.MICROS.between(Instant.EPOCH, NINE));
    event.put("shownAt", ChronoUnit.MICROS.between(Instant.EPOCH, NINE));
    event.put("day", (int) LocalDate.parse("2027-03-01").toEpochDay());
    event.put("seconds", 30);
    event.put("whole", true);
    event.put("way", new GenericData.EnumSymbol(SCHEMA.getField("way").schema(), "HERE"));
    event.put("items", List.of(item("mood", 7.0, null), item("words", null, "fine")));
    return event;
  }

  @Test
  void times_are_iso_8601_and_what_has_no_value_is_left_out() {
    var json = EventJson.of(event(), Set.of("study"));
    assertThat(json.encode())
        .isEqualTo(
            "{\"at\":\"2027-03-01T09:00:00.250Z\",\"shownAt\":\"2027-03-01T09:00:00.250Z\","
                + "\"day\":\"2027-03-01\",\"seconds\":30,\"whole\":true,\"way\":\"HERE\",\"items\":["
                + "{\"item\":\"mood\",\"number\":7.0},{\"item\":\"words\",\"text\":\"fine\"}]}");
  }

  @Test
  void an_absent_time_is_left_out() {
    var event = event();
    event.put("shownAt", null);
    assertThat(EventJson.of(event, Set.of()).fieldNames())
        .contains("study")
        .doesNotContain("shownAt");
  }
}
