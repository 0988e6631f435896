package org.attune.analytics.sink;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;

/** How a value of an event stands in PostgreSQL, and how COPY writes it. */
enum ColumnType {
  TEXT("text") {
    @Override
    void write(CopyBuffer out, Object value) {
      out.text(value.toString());
    }
  },
  UUID_TEXT("uuid") {
    @Override
    void write(CopyBuffer out, Object value) {
      out.uuid(UUID.fromString(value.toString()));
    }
  },
  BOOLEAN("boolean") {
    @Override
    void write(CopyBuffer out, Object value) {
      out.flag((Boolean) value);
    }
  },
  INTEGER("integer") {
    @Override
    void write(CopyBuffer out, Object value) {
      out.integer((Integer) value);
    }
  },
  BIGINT("bigint") {
    @Override
    void write(CopyBuffer out, Object value) {
      out.bigint((Long) value);
    }
  },
  REAL("real") {
    @Override
    void write(CopyBuffer out, Object value) {
      out.real((Float) value);
    }
  },
  DOUBLE("double precision") {
    @Override
    void write(CopyBuffer out, Object value) {
      out.number((Double) value);
    }
  },
  INSTANT_MICROS("timestamp with time zone") {
    @Override
    void write(CopyBuffer out, Object value) {
      out.instant((Long) value);
    }
  },
  INSTANT_MILLIS("timestamp with time zone") {
    @Override
    void write(CopyBuffer out, Object value) {
      out.instant(Math.multiplyExact((Long) value, 1000L));
    }
  },
  DATE("date") {
    @Override
    void write(CopyBuffer out, Object value) {
      out.date((Integer) value);
    }
  },
  BYTES("bytea") {
    @Override
    void write(CopyBuffer out, Object value) {
      if (value instanceof GenericFixed fixed) {
        out.blob(fixed.bytes());
        return;
      }
      var buffer = ((ByteBuffer) value).duplicate();
      var bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      out.blob(bytes);
    }
  };

  /** Name of the type, as PostgreSQL's format_type has it. */
  final String sql;

  ColumnType(String sql) {
    this.sql = sql;
  }

  /** Writes a value that is there. */
  abstract void write(CopyBuffer out, Object value);

  /**
   * The column type of a scalar.
   *
   * @param schema of the field, without null
   * @throws IllegalArgumentException if it is no scalar
   */
  static ColumnType of(Schema schema) {
    var logical = schema.getLogicalType();
    var name = logical == null ? "" : logical.getName();
    return switch (schema.getType()) {
      case STRING -> name.equals("uuid") ? UUID_TEXT : TEXT;
      case ENUM -> TEXT;
      case BOOLEAN -> BOOLEAN;
      case INT -> name.equals("date") ? DATE : INTEGER;
      case LONG ->
          switch (name) {
            case "timestamp-micros" -> INSTANT_MICROS;
            case "timestamp-millis" -> INSTANT_MILLIS;
            default -> BIGINT;
          };
      case FLOAT -> REAL;
      case DOUBLE -> DOUBLE;
      case BYTES, FIXED -> BYTES;
      case RECORD, ARRAY, MAP, UNION, NULL ->
          throw new IllegalArgumentException("no column holds a " + schema.getType());
    };
  }
}
