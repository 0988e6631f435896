package org.attune.platform.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.data.Database;
import org.attune.platform.event.Message;
import org.attune.platform.measure.Buckets;

/**
 * Measures, beside a service's own handler, how long after it was recorded an event was applied:
 * until then a promise that spans services does not hold yet; less than a second is the aim for 99
 * of 100.
 */
record EventLag(MessageHandler handler, Timer lag, Clock clock) implements MessageHandler {
  /** The same handlers, measured from recording to commit, by topic. */
  static Map<String, MessageHandler> wrap(
      Map<String, MessageHandler> consumers, MeterRegistry metrics, Clock clock) {
    var wrapped = new HashMap<String, MessageHandler>();
    consumers.forEach(
        (topic, handler) ->
            wrapped.put(topic, new EventLag(handler, timer(topic, metrics), clock)));
    return wrapped;
  }

  private static Timer timer(String topic, MeterRegistry metrics) {
    return Timer.builder("attune_event_lag")
        .tag("topic", topic)
        .serviceLevelObjectives(Buckets.upper())
        .register(metrics);
  }

  @Override
  public Set<String> types() {
    return handler.types();
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    handler.apply(connection, message);
    measure(message);
  }

  @Override
  public void applyAll(Connection connection, List<Message> messages) throws SQLException {
    handler.applyAll(connection, messages);
    messages.forEach(this::measure);
  }

  private void measure(Message message) {
    Database.afterCommit(() -> lag.record(Duration.between(message.at(), clock.instant())));
  }
}
