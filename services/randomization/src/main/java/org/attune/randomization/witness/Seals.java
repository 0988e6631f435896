package org.attune.randomization.witness;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.attune.platform.entropy.Digests;
import org.attune.randomization.store.AllocationStore.Given;

/**
 * Keyed digests of one study's witness: HMAC-SHA256 over texts in UTF-8, each after its length.
 * Whoever has no key can neither guess an arm nor make a line.
 *
 * @param key of the file that seals seeds, for this purpose alone
 * @param commitment of the study's list: a line of another list never fits
 */
record Seals(byte[] key, String commitment) {
  private static final int PARTICIPANT_BYTES = 16;

  String participant(String study, String participant) {
    return digest("participant", study, participant).substring(0, 2 * PARTICIPANT_BYTES);
  }

  /**
   * @param participant digest
   */
  String seal(String study, Given given, String participant) {
    return digest(
        "place",
        study,
        commitment,
        Integer.toString(given.sequence()),
        given.stratum(),
        Integer.toString(given.index()),
        participant,
        given.arm());
  }

  private String digest(String... texts) {
    var parts = new byte[2 * texts.length][];
    for (int i = 0; i < texts.length; i++) {
      var bytes = texts[i].getBytes(StandardCharsets.UTF_8);
      parts[2 * i] = ByteBuffer.allocate(4).putInt(bytes.length).array();
      parts[2 * i + 1] = bytes;
    }
    return HexFormat.of().formatHex(Digests.hmacSha256(key, parts));
  }

  /** True if a line is the one of this place; who was erased is known by the seal alone. */
  boolean fits(WitnessLine line, Given given) {
    boolean same =
        given.isErased()
            || participant(line.study(), given.participant()).equals(line.participant());
    return same
        && line.stratum().equals(given.stratum())
        && line.index() == given.index()
        && seal(line.study(), given, line.participant()).equals(line.seal());
  }
}
