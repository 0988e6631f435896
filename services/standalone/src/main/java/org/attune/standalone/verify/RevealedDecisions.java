package org.attune.standalone.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.protocol.canonical.CanonicalPolicy;
import org.attune.protocol.decision.DecisionCommitment;
import org.attune.protocol.decision.Policy;

/** What a package says of its decisions: {@code provenance/decisions.json}. */
final class RevealedDecisions {
  private static final String FILE = "provenance/decisions.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode json;

  private RevealedDecisions(JsonNode json) {
    this.json = json;
  }

  /**
   * Reads it.
   *
   * @param directory of a package
   * @throws UnreadablePackageException if there is none
   * @throws IllegalArgumentException if it is no JSON
   */
  static RevealedDecisions read(Path directory) {
    var text =
        PackageFiles.needed(
            directory,
            FILE,
            "it is blinded, the seed of its decisions is not revealed, or the study has no decision"
                + " points. Export it unblinded after the database lock and the revelation of that"
                + " seed.");
    try {
      return new RevealedDecisions(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(FILE + " is not JSON", e);
    }
  }

  String study() {
    return text(json, "study");
  }

  /** 32 bytes, as revealed. */
  byte[] seed() {
    return HexFormat.of().parseHex(text(json, "seed"));
  }

  /** Lower-case hex, as published. */
  String commitment() {
    return text(json, "commitment");
  }

  /** True if seed and policies are those that were committed to. */
  boolean isCommitted() {
    return DecisionCommitment.of(seed(), text(json, "policies")).equals(commitment());
  }

  /** True if the policies that were committed to are those of the version that opened. */
  boolean isOfItsVersion() {
    int opened = json.path("protocolVersion").asInt();
    for (var version : json.path("versions")) {
      if (version.path("version").asInt() == opened) {
        return text(version, "policies").equals(text(json, "policies"));
      }
    }
    return false;
  }

  /**
   * The policies by protocol version, each in the order of its protocol.
   *
   * @throws IllegalArgumentException if a text is no policy
   */
  Map<Integer, List<Policy>> policies() {
    var byVersion = new LinkedHashMap<Integer, List<Policy>>();
    for (var version : json.path("versions")) {
      var policies = new ArrayList<Policy>();
      var texts = text(version, "policies");
      for (var line : texts.isEmpty() ? new String[0] : texts.split("\n")) {
        policies.add(Policy.of(CanonicalPolicy.read(line)));
      }
      byVersion.put(version.path("version").asInt(), policies);
    }
    return byVersion;
  }

  /**
   * Its decisions, in the order of the file.
   *
   * @throws IllegalArgumentException if one lacks something; the message says what
   */
  List<RecordedDecision> decisions() {
    var decisions = new ArrayList<RecordedDecision>();
    for (var decision : json.path("decisions")) decisions.add(RecordedDecision.read(decision));
    return decisions;
  }

  private static String text(JsonNode json, String field) {
    if (json.path(field).isTextual()) return json.path(field).textValue();
    throw new IllegalArgumentException(FILE + " has no text " + field);
  }
}
