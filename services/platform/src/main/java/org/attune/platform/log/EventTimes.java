package org.attune.platform.log;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Instant;
import org.attune.platform.event.Restricted;

/** Reads the time of an event: its component {@code at}. */
final class EventTimes {
  private static final ClassValue<Method> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> type) {
          try {
            var accessor = type.getMethod("at");
            accessor.setAccessible(true);
            return accessor;
          } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type.getSimpleName() + " has no time", e);
          }
        }
      };

  private EventTimes() {}

  static Instant of(Record given) {
    var event = Restricted.unwrapped(given);
    try {
      return (Instant) ACCESSORS.get(event.getClass()).invoke(event);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(event.getClass().getSimpleName() + " has no time", e);
    }
  }
}
