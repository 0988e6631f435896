package org.attune.platform.entropy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What is drawn for one never shifts what another gets; digests are the standard ones. */
class EntropyTest {
  @Test
  void a_rehearsal_draws_the_same_for_the_same_purpose_and_entity() {
    var first = new SeededEntropy(7);
    var second = new SeededEntropy(7);
    first.bytes("salt", "somebody else", 64);
    assertThat(first.bytes("seed", "kind", 32)).isEqualTo(second.bytes("seed", "kind", 32));
    assertThat(first.uuid("pseudonym", "1")).isEqualTo(second.uuid("pseudonym", "1"));
  }

  @Test
  void another_seed_purpose_or_entity_gives_other_bytes() {
    var entropy = new SeededEntropy(7);
    var bytes = entropy.bytes("seed", "kind", 32);
    assertThat(new SeededEntropy(8).bytes("seed", "kind", 32)).isNotEqualTo(bytes);
    assertThat(entropy.bytes("salt", "kind", 32)).isNotEqualTo(bytes);
    assertThat(entropy.bytes("seed", "kinder", 32)).isNotEqualTo(bytes);
    assertThat(entropy.bytes("seedk", "ind", 32)).isNotEqualTo(bytes);
  }

  @Test
  void fewer_bytes_are_the_first_of_more() {
    var entropy = new SeededEntropy(7);
    var sixty = entropy.bytes("seed", "kind", 60);
    assertThat(entropy.bytes("seed", "kind", 10)).isEqualTo(java.util.Arrays.copyOf(sixty, 10));
    assertThat(sixty).hasSize(60);
  }

  @Test
  void a_live_platform_never_draws_the_same_twice() {
    var entropy = new SystemEntropy();
    assertThat(entropy.bytes("seed", "kind", 32)).isNotEqualTo(entropy.bytes("seed", "kind", 32));
  }

  @Test
  void identities_are_uuids_of_version_8() {
    var id = new SeededEntropy(7).uuid("pseudonym", "1");
    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(Uuids.ofParts("ema", "kind", "", 1L).version()).isEqualTo(8);
  }

  @Test
  void no_two_lists_of_parts_give_one_id() {
    assertThat(Uuids.ofParts("a", "bc")).isNotEqualTo(Uuids.ofParts("ab", "c"));
    assertThat(Uuids.ofParts("a", 1L)).isEqualTo(Uuids.ofParts("a", "1"));
  }

  /** RFC 4231, test case 2; FIPS 180-4 example "abc". */
  @Test
  void digests_are_the_published_ones() {
    assertThat(Digests.sha256Hex("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    var hmac =
        Digests.hmacSha256(
            "Jefe".getBytes(StandardCharsets.US_ASCII),
            "what do ya want ".getBytes(StandardCharsets.US_ASCII),
            "for nothing?".getBytes(StandardCharsets.US_ASCII));
    assertThat(HexFormat.of().formatHex(hmac))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }
}
