package org.attune.platform.held;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Events as JSON: fields by the names of their schemas, times in ISO 8601 (UTC), dates as {@code
 * YYYY-MM-DD}; what has no value is left out.
 */
final class EventJson {
  private EventJson() {}

  /**
   * @param without fields of the event itself that are left out
   */
  static JsonObject of(GenericRecord event, Set<String> without) {
    var json = new JsonObject();
    for (var field : event.getSchema().getFields()) {
      if (without.contains(field.name())) continue;
      var value = value(field.schema(), event.get(field.pos()));
      if (value != null) json.put(field.name(), value);
    }
    return json;
  }

  private static @Nullable Object value(Schema schema, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Object some when schema.getType() == Schema.Type.UNION ->
          value(schema.getTypes().get(GenericData.get().resolveUnion(schema, some)), some);
      case Long micros when isOf("timestamp-micros", schema) ->
          Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
      case Integer days when isOf("date", schema) -> LocalDate.ofEpochDay(days).toString();
      case GenericRecord nested -> of(nested, Set.of());
      case Collection<?> list -> list(schema.getElementType(), list);
      case Number number -> number;
      case Boolean flag -> flag;
      default -> value.toString();
    };
  }

  private static JsonArray list(Schema element, Collection<?> list) {
    var json = new JsonArray();
    for (var item : list) json.add(value(element, item));
    return json;
  }

  private static boolean isOf(String logicalType, Schema schema) {
    return schema.getLogicalType() != null && schema.getLogicalType().getName().equals(logicalType);
  }
}
