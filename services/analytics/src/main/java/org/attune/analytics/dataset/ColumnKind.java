package org.attune.analytics.dataset;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a column holds and how a cell is written. An empty cell is a missing value. */
public enum ColumnKind {
  /** Text, in Unicode normalization form C. */
  TEXT("string"),
  /** Whole number. */
  INTEGER("integer"),
  /** Decimal number, shortest form, point as separator. */
  NUMBER("number"),
  /** 0 or 1. */
  FLAG("boolean"),
  /** {@code YYYY-MM-DDTHH:MM:SS.mmmZ}. */
  INSTANT("datetime"),
  /** {@code YYYY-MM-DDTHH:MM:SS}, where the participant was. */
  LOCAL("datetime"),
  /** {@code YYYY-MM-DD}. */
  DATE("date");

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Type name in Table Schema 2.0. */
  public final String tableSchema;

  ColumnKind(String tableSchema) {
    this.tableSchema = tableSchema;
  }

  /** The cell of column {@code index}, from 1; empty if there is no value. */
  String cell(ResultSet row, int index) throws SQLException {
    return switch (this) {
      case TEXT, LOCAL, DATE, INTEGER -> text(row.getString(index));
      case NUMBER -> number(row.getBigDecimal(index));
      case FLAG -> {
        boolean flag = row.getBoolean(index);
        yield row.wasNull() ? "" : flag ? "1" : "0";
      }
      case INSTANT -> {
        var at = row.getObject(index, OffsetDateTime.class);
        yield at == null ? "" : instant(at.toInstant());
      }
    };
  }

  /** {@code at} with milliseconds, what is finer cut off. */
  public static String instant(Instant at) {
    return MILLIS.format(at);
  }

  static String number(@Nullable BigDecimal value) {
    if (value == null) return "";
    if (value.signum() == 0) return "0";
    return value.stripTrailingZeros().toPlainString();
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
