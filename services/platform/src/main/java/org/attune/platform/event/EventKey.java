package org.attune.platform.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom an event is about: a participant of a study, or the study itself.
 *
 * @param study slug
 * @param participant pseudonym, a UUID in text; empty for the study itself
 */
public record EventKey(String study, String participant) implements Comparable<EventKey> {
  public static EventKey of(String study, UUID participant) {
    return new EventKey(study, participant.toString());
  }

  public static EventKey ofStudy(String study) {
    return new EventKey(study, "");
  }

  /** The key as {@code study/participant} or {@code study}. */
  public static EventKey parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new EventKey(text, "")
        : new EventKey(text.substring(0, slash), text.substring(slash + 1));
  }

  public boolean isStudy() {
    return participant.isEmpty();
  }

  /**
   * The participant's pseudonym.
   *
   * @throws IllegalArgumentException if this is the key of a study
   */
  public UUID participantId() {
    return UUID.fromString(participant);
  }

  // Said by hand: maps of participants are asked for every event, and what a record generates is
  // slow until the second compiler has seen it.
  @Override
  public int hashCode() {
    return 31 * participant.hashCode() + study.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EventKey key
        && participant.equals(key.participant)
        && study.equals(key.study);
  }

  @Override
  public int compareTo(EventKey other) {
    int byStudy = study.compareTo(other.study);
    return byStudy != 0 ? byStudy : participant.compareTo(other.participant);
  }

  @Override
  public String toString() {
    return isStudy() ? study : study + "/" + participant;
  }
}
