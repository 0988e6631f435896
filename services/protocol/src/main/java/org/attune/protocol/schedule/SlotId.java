package org.attune.protocol.schedule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.UUID;

/**
 * The identity of a slot: which prompt of which local day, whatever time it was given. The protocol
 * version, the zone and the time stay outside, so planning anew moves a slot and never adds one.
 */
public final class SlotId {
  private SlotId() {}

  /**
   * UUID version 8 from the first 128 bits of SHA-256 over the identity.
   *
   * @param study slug
   * @param schedule id of the momentary schedule
   * @param date the participant's local date
   * @param index which of the day, from 1
   */
  public static UUID of(
      String study, UUID participant, String schedule, LocalDate date, int index) {
    var digest = ByteBuffer.wrap(sha256(identity(study, participant, schedule, date, index)));
    long high = (digest.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L; // version 8
    long low = (digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L; // variant
    return new UUID(high, low);
  }

  /**
   * The identity as bytes, one line a part: no part holds a line break, so two identities never
   * share their bytes. Index 0 stands for the whole day.
   */
  static byte[] identity(
      String study, UUID participant, String schedule, LocalDate date, int index) {
    return String.join(
            "\n", "slot", study, participant.toString(), schedule, date.toString(), "" + index)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
