package org.attune.standalone.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.attune.platform.event.Message;
import org.jspecify.annotations.Nullable;

/** Events for people's eyes. */
final class EventJson {
  private EventJson() {}

  static JsonObject of(Message message) {
    var json =
        new JsonObject()
            .put("position", message.position().toString())
            .put("key", message.key().toString())
            .put("type", message.type())
            .put("id", message.eventId().toString())
            .put("time", message.at().toString());
    message.cause().ifPresent(cause -> json.put("cause", cause.toString()));
    if (message.isErased()) return json.put("erased", true);
    return json.put("event", record(message.asWritten()));
  }

  private static JsonObject record(GenericRecord record) {
    var json = new JsonObject();
    for (var field : record.getSchema().getFields()) {
      json.put(field.name(), value(field.schema(), record.get(field.pos())));
    }
    return json;
  }

  private static @Nullable Object value(Schema schema, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case GenericRecord nested -> record(nested);
      case Collection<?> items -> {
        var array = new JsonArray();
        for (var item : items) array.add(value(plain(schema).getElementType(), item));
        yield array;
      }
      case Long number when is(schema, "timestamp-micros") ->
          Instant.EPOCH.plus(number, ChronoUnit.MICROS).toString();
      case Integer day when is(schema, "date") -> LocalDate.ofEpochDay(day).toString();
      case Number number -> number;
      case Boolean flag -> flag;
      default -> value.toString();
    };
  }

  private static boolean is(Schema schema, String logicalType) {
    var type = plain(schema).getLogicalType();
    return type != null && type.getName().equals(logicalType);
  }

  private static Schema plain(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) return schema;
    for (var branch : schema.getTypes()) {
      if (branch.getType() != Schema.Type.NULL) return branch;
    }
    return schema;
  }
}
