package org.attune.schemas;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** A record of any schema with every field filled, the same for ever. */
final class Samples {
  private static final long AT_MICROS = 1_801_476_000_000_000L;

  private Samples() {}

  static GenericRecord of(Schema schema) {
    var record = new GenericData.Record(schema);
    for (var field : schema.getFields()) {
      record.put(field.pos(), value(field.schema(), field.pos()));
    }
    return record;
  }

  private static Object value(Schema schema, int place) {
    var logical = schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
    return switch (schema.getType()) {
      case RECORD -> of(schema);
      case ARRAY ->
          List.of(value(schema.getElementType(), place), value(schema.getElementType(), place + 1));
      case ENUM -> new GenericData.EnumSymbol(schema, schema.getEnumSymbols().getLast());
      case UNION -> value(schema.getTypes().getLast(), place);
      case STRING ->
          logical.equals("uuid")
              ? "00000000-0000-8000-8000-%012d".formatted(place)
              : "tëxt ñ " + place;
      case INT -> logical.equals("date") ? 20_850 + place : place;
      case LONG -> logical.equals("timestamp-micros") ? AT_MICROS + place : 1_000L + place;
      case FLOAT -> place + 0.5f;
      case DOUBLE -> place + 0.25;
      case BOOLEAN -> place % 2 == 1;
      case MAP, FIXED, BYTES, NULL ->
          throw new IllegalArgumentException("no event holds a " + schema.getType());
    };
  }
}
