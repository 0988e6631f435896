package org.attune.analytics.erasure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Who has erased a participant, and since when. Holds nothing of a person but the pseudonym.
 *
 * @param site that invited the participant
 * @param at when enrollment erased
 * @param done services that have erased, enrollment first, then by name
 * @param missing services that have not said so yet, by name
 */
public record ErasureCertificate(
    String study,
    UUID participant,
    String site,
    Instant at,
    List<Done> done,
    List<String> missing) {
  /** How long topics hold what was sent before, as infra/topics.yaml declares. */
  static final Duration TOPICS_HOLD = Duration.ofDays(30);

  /**
   * One service has erased.
   *
   * @param events whose contents it erased; -1 where that would depend on the arm
   * @param chain head of the hash chain over them, lower-case hexadecimal; empty where not said
   */
  public record Done(String service, Instant at, long events, String chain) {}

  public boolean isComplete() {
    return missing.isEmpty();
  }

  /** When the last message of before is gone from the topics. */
  public Instant topicsFreeAt() {
    return at.plus(TOPICS_HOLD);
  }

  /** What is signed: one fact a line. */
  public String text() {
    var text = new StringBuilder("attune erasure certificate\n");
    text.append("study ").append(study).append('\n');
    text.append("participant ").append(participant).append('\n');
    text.append("erased at ").append(at).append('\n');
    for (var service : done) {
      text.append(service.service()).append(" erased at ").append(service.at());
      if (service.events() >= 0) text.append(", events ").append(service.events());
      if (!service.chain().isEmpty()) text.append(", chain ").append(service.chain());
      text.append('\n');
    }
    for (var service : missing) text.append(service).append(" has not erased yet\n");
    text.append("topics are free of it from ").append(topicsFreeAt()).append('\n');
    text.append(isComplete() ? "complete\n" : "not complete\n");
    return text.toString();
  }
}
