package org.attune.analytics.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Binary COPY, byte by byte: header of 19 bytes, rows, end mark. */
class CopyBufferTest {
  private static final int HEADER_BYTES = 19;

  @Test
  void a_buffer_begins_with_the_signature_and_ends_with_minus_one() {
    assertThat(hex(new CopyBuffer())).isEqualTo("5047434f50590aff0d0a00" + "0".repeat(16) + "ffff");
  }

  @Test
  void values_are_big_endian_with_their_length_before_them() {
    var out = new CopyBuffer();
    out.row(5);
    out.integer(-2);
    out.text("é");
    out.none();
    out.flag(true);
    out.uuid(new UUID(1, 2));
    assertThat(row(out))
        .isEqualTo(
            "0005"
                + "00000004fffffffe"
                + "00000002c3a9"
                + "ffffffff"
                + "0000000101"
                + "0000001000000000000000010000000000000002");
  }

  @Test
  void times_count_from_the_year_2000() {
    var out = new CopyBuffer();
    out.row(2);
    out.instant(946_684_800_000_001L);
    out.date(10_956);
    assertThat(row(out)).isEqualTo("0002" + "000000080000000000000001" + "00000004ffffffff");
  }

  @Test
  void a_zero_character_is_refused_before_anything_is_sent() {
    assertThatThrownBy(() -> new CopyBuffer().text("a\0b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_buffer_grows() {
    var out = new CopyBuffer();
    out.row(1);
    out.text("x".repeat(100_000));
    assertThat(out.finish()).hasSize(HEADER_BYTES + 2 + 4 + 100_000 + 2);
  }

  private static String hex(CopyBuffer out) {
    return HexFormat.of().formatHex(out.finish());
  }

  private static String row(CopyBuffer out) {
    var all = hex(out);
    return all.substring(2 * HEADER_BYTES, all.length() - 4);
  }
}
