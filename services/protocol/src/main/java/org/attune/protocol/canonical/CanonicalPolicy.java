package org.attune.protocol.canonical;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.attune.protocol.model.DecisionPolicy;

/**
 * The canonical form of a decision policy, written as a protocol is.
 *
 * @param json the text; UTF-8 when hashed
 * @param sha256 of {@code json}, lower-case hex
 */
public record CanonicalPolicy(String json, String sha256) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static CanonicalPolicy of(DecisionPolicy policy) {
    var json = RecordWriter.write(policy);
    return new CanonicalPolicy(json, CanonicalProtocol.sha256(json));
  }

  /**
   * The policy whose canonical form is {@code json}.
   *
   * @throws IllegalArgumentException if {@code json} is no policy's canonical form
   */
  public static DecisionPolicy read(String json) {
    try {
      var policy = RecordReader.read(JSON.readTree(json), DecisionPolicy.class);
      if (of(policy).json().equals(json)) return policy;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the policy is not JSON", e);
    }
    throw new IllegalArgumentException("the text is not the canonical form of a policy");
  }
}
