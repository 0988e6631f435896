package org.attune.platform.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.data.Database;
import org.attune.platform.event.Message;
import org.attune.platform.measure.Buckets;

/**
 * How long after it was recorded an event was applied: until then a promise that spans services
 * does not hold yet; less than a second is the aim for 99 of 100.
 */
final class EventLag {
  private EventLag() {}

  /** The same handlers, measured from recording to commit, by topic. */
  static Map<String, MessageHandler> wrap(
      Map<String, MessageHandler> consumers, MeterRegistry metrics, Clock clock) {
    var wrapped = new HashMap<String, MessageHandler>();
    consumers.forEach(
        (topic, handler) -> {
          var lag = timer(topic, metrics);
          wrapped.put(topic, new Noticing(handler, message -> measure(message, lag, clock)));
        });
    return wrapped;
  }

  private static Timer timer(String topic, MeterRegistry metrics) {
    return Timer.builder("attune_event_lag")
        .tag("topic", topic)
        .serviceLevelObjectives(Buckets.upper())
        .register(metrics);
  }

  private static void measure(Message message, Timer lag, Clock clock) {
    Database.afterCommit(() -> lag.record(since(message.at(), clock.instant())));
  }

  /** None where this machine's clock is behind the one that the event was recorded by. */
  private static Duration since(Instant at, Instant now) {
    return now.isBefore(at) ? Duration.ZERO : Duration.between(at, now);
  }
}
