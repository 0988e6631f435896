package org.attune.enrollment.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Sealed values. The vector is test case 15 of the GCM submission to NIST (McGrew, Viega 2005). */
class SealingTest {
  private static final byte[] KEY =
      HexFormat.of().parseHex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
  private static final byte[] NONCE = HexFormat.of().parseHex("cafebabefacedbaddecaf888");

  @Test
  void a_published_vector_is_sealed_as_published() {
    var plain =
        HexFormat.of()
            .parseHex(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255");
    var sealed = Sealing.seal(KEY, NONCE, "", plain);
    assertThat(HexFormat.of().formatHex(sealed, 13, sealed.length))
        .isEqualTo(
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015adb094dac5d93471bdec1a502270e3cc6c");
    assertThat(Sealing.open(KEY, "", sealed)).isEqualTo(plain);
  }

  @Test
  void a_value_opens_only_at_its_own_place() {
    var sealed = Sealing.seal(KEY, NONCE, "study|ann|email|1", "ann@example.org".getBytes(UTF_8));
    assertThat(new String(Sealing.open(KEY, "study|ann|email|1", sealed), UTF_8))
        .isEqualTo("ann@example.org");
    assertThatThrownBy(() -> Sealing.open(KEY, "study|bob|email|1", sealed))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("ann@");
    assertThatThrownBy(() -> Sealing.open(KEY, "study|ann|email|2", sealed))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_changed_value_does_not_open() {
    var sealed = Sealing.seal(KEY, NONCE, "place", "text".getBytes(UTF_8));
    for (int i = 0; i < sealed.length; i++) {
      var changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> Sealing.open(KEY, "place", changed))
          .as("byte " + i)
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> Sealing.open(KEY, "place", new byte[5]))
        .isInstanceOf(IllegalStateException.class);
  }
}
