package org.attune.analytics.sink;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Rows in PostgreSQL's binary COPY format (PostgreSQL 17 documentation, COPY, "Binary Format"),
 * big-endian, in a buffer that grows.
 */
final class CopyBuffer {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final int BYTES_AT_FIRST = 8 * 1024;

  /** Microseconds from 1970-01-01 to 2000-01-01, where PostgreSQL counts from. */
  private static final long EPOCH_MICROS = 946_684_800_000_000L;

  private static final int EPOCH_DAYS = 10_957;

  private byte[] bytes = new byte[BYTES_AT_FIRST];
  private int length;

  CopyBuffer() {
    put(SIGNATURE);
  }

  /** Begins a row of so many columns. */
  void row(int columns) {
    int2(columns);
  }

  void none() {
    int4(-1);
  }

  /**
   * A text.
   *
   * @throws IllegalArgumentException if it holds a zero character, which PostgreSQL cannot store
   */
  void text(String value) {
    if (value.indexOf('\0') >= 0) throw new IllegalArgumentException("a text holds U+0000");
    var utf8 = value.getBytes(StandardCharsets.UTF_8);
    int4(utf8.length);
    put(utf8);
  }

  void uuid(UUID value) {
    int4(16);
    int8(value.getMostSignificantBits());
    int8(value.getLeastSignificantBits());
  }

  void flag(boolean value) {
    int4(1);
    need(1);
    bytes[length++] = (byte) (value ? 1 : 0);
  }

  void integer(int value) {
    int4(4);
    int4(value);
  }

  void bigint(long value) {
    int4(8);
    int8(value);
  }

  void real(float value) {
    int4(4);
    int4(Float.floatToIntBits(value));
  }

  void number(double value) {
    int4(8);
    int8(Double.doubleToLongBits(value));
  }

  /** An instant, in microseconds since 1970-01-01T00:00Z. */
  void instant(long micros) {
    int4(8);
    int8(Math.subtractExact(micros, EPOCH_MICROS));
  }

  /** A date, in days since 1970-01-01. */
  void date(int days) {
    int4(4);
    int4(Math.subtractExact(days, EPOCH_DAYS));
  }

  void blob(byte[] value) {
    int4(value.length);
    put(value);
  }

  /** The rows so far with the end mark: what one COPY sends. */
  byte[] finish() {
    int2(-1);
    return Arrays.copyOf(bytes, length);
  }

  private void int2(int value) {
    need(2);
    bytes[length++] = (byte) (value >> 8);
    bytes[length++] = (byte) value;
  }

  private void int4(int value) {
    need(4);
    bytes[length++] = (byte) (value >> 24);
    bytes[length++] = (byte) (value >> 16);
    bytes[length++] = (byte) (value >> 8);
    bytes[length++] = (byte) value;
  }

  private void int8(long value) {
    int4((int) (value >> 32));
    int4((int) value);
  }

  private void put(byte[] more) {
    need(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  private void need(int more) {
    int least = Math.addExact(length, more);
    if (least > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(least, 2 * bytes.length));
  }
}
