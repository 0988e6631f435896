package org.attune.testkit.checker;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.attune.platform.event.EventKey;

/**
 * An act that was answered with success: whatever happens afterwards, it must not be lost.
 *
 * @param owner who acted
 * @param id of the answer or engagement; the participant's own for acts that happen once
 * @param acknowledgedAt when the answer came back
 */
public record Acknowledged(EventKey owner, Kind kind, UUID id, Instant acknowledgedAt) {
  /** What was acknowledged, and in which events it must be found. */
  public enum Kind {
    /** An answer to a prompt. */
    ANSWER("ema", "answerId", "PromptAnswered", "LateAnswerKept"),
    /** A questionnaire of an assessment. */
    INSTRUMENT("outcomes", "answerId", "InstrumentAnswered", "InstrumentKept"),
    /** Time spent with a session or practice. */
    ENGAGEMENT("interventions", "engagementId", "EngagementRecorded"),
    /** A signed consent. */
    ENROLLMENT("enrollment", "participantId", "ParticipantEnrolled"),
    /** A decision to stop. */
    LEAVING("enrollment", "participantId", "ParticipantLeft", "ParticipantErased");

    private final String service;
    private final String field;
    private final List<String> types;

    Kind(String service, String field, String... types) {
      this.service = service;
      this.field = field;
      this.types = List.of(types);
    }

    String service() {
      return service;
    }

    /** Field of the event that holds the id. */
    String field() {
      return field;
    }

    /** Events that may hold it. */
    List<String> types() {
      return types;
    }
  }
}
