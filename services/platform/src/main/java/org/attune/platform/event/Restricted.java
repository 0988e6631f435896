package org.attune.platform.event;

import java.util.List;

/**
 * An event on its way to the restricted topic of its service, although others of its kind are
 * public: that it happened to this participant tells the arm. Its kind must allow that ({@link
 * EventType#either}). History and log know the event itself; the topic alone is another.
 *
 * @param event what happened
 */
public record Restricted(Record event) {
  /** Events that all tell the arm, or none of them. */
  public static List<Record> all(List<Record> events, boolean tellArm) {
    return tellArm ? events.stream().<Record>map(Restricted::new).toList() : events;
  }

  /** The event itself, whether it is restricted or not. */
  public static Record unwrapped(Record event) {
    return event instanceof Restricted(var inner) ? inner : event;
  }
}
