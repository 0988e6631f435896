package org.attune.protocol.canonical;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.attune.protocol.model.AnalysisPlan;
import org.attune.protocol.model.Protocol;

/**
 * The canonical form of a protocol: JSON with sorted keys, no white space, shortest numbers; what
 * is empty is left out, so that a section added to the language later does not change old hashes.
 * Contacts and the rehearsal are not part of it.
 *
 * @param json the text; UTF-8 when hashed
 * @param sha256 of {@code json}, lower-case hex
 */
public record CanonicalProtocol(String json, String sha256) {
  /** The canonical form of {@code protocol}, whatever {@link Protocol#sha256} says. */
  public static CanonicalProtocol of(Protocol protocol) {
    var json = RecordWriter.write(withSha256(protocol, ""));
    return new CanonicalProtocol(json, sha256(json));
  }

  /** {@code protocol} with the hash of its canonical form. */
  public static Protocol seal(Protocol protocol) {
    return withSha256(protocol, of(protocol).sha256());
  }

  /** Lower-case hex of the hash of an analysis plan's canonical form. */
  public static String sha256(AnalysisPlan plan) {
    return sha256(RecordWriter.write(plan));
  }

  static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  static Protocol withSha256(Protocol p, String sha256) {
    return new Protocol(
        p.study(),
        p.version(),
        p.effective(),
        p.reason(),
        p.title(),
        p.registration(),
        p.languages(),
        p.quietFrom(),
        p.quietUntil(),
        p.sites(),
        p.attachment(),
        p.arms(),
        p.enrollment(),
        p.randomization(),
        p.assessments(),
        p.ema(),
        p.lateAnswers(),
        p.questionnaires(),
        p.consentForms(),
        p.crisisCards(),
        p.programmes(),
        p.safety(),
        p.microRandomization(),
        p.analysis(),
        p.analysisSha256(),
        sha256);
  }
}
