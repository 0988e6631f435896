package org.attune.protocol.canonical;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.attune.protocol.model.Protocol;

/** Protocols from their canonical form. */
public final class Protocols {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Protocols() {}

  /**
   * The protocol whose canonical form is {@code json}: equal to the one it was made of, its hash
   * included.
   *
   * @throws IllegalArgumentException if {@code json} is not canonical, was changed, or holds a
   *     section that this build does not know
   */
  public static Protocol fromCanonical(String json) {
    Protocol unsealed;
    try {
      unsealed = RecordReader.read(JSON.readTree(json), Protocol.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the canonical protocol is not JSON", e);
    }
    var canonical = CanonicalProtocol.of(unsealed);
    if (!canonical.json().equals(json)) {
      throw new IllegalArgumentException(
          "the text is not the canonical form of a protocol that this build knows");
    }
    return CanonicalProtocol.withSha256(unsealed, canonical.sha256());
  }
}
