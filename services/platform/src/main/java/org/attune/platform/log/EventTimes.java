package org.attune.platform.log;

import java.lang.reflect.InvocationTargetException;
import java.time.Instant;

/** Reads the time of an event: its component {@code at}. */
final class EventTimes {
  private EventTimes() {}

  static Instant of(Record event) {
    try {
      var accessor = event.getClass().getMethod("at");
      accessor.setAccessible(true);
      return (Instant) accessor.invoke(event);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(event.getClass().getSimpleName() + " has no time", e);
    }
  }
}
