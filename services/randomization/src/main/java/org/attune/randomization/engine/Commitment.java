package org.attune.randomization.engine;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.attune.platform.entropy.Digests;

/**
 * What binds a study to its list before the first participant: SHA-256 over the 32 bytes of the
 * seed followed by the canonical configuration in UTF-8. It tells nothing about the list while the
 * seed is secret, and only this seed with this configuration gives it.
 */
public final class Commitment {
  private Commitment() {}

  /**
   * @return lower-case hex
   */
  public static String of(byte[] seed, AllocationConfiguration configuration) {
    return of(seed, ConfigurationText.write(configuration));
  }

  /**
   * The same of a text that may be no configuration.
   *
   * @return lower-case hex
   */
  public static String of(byte[] seed, String configuration) {
    var text = configuration.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Digests.sha256(seed, text));
  }
}
