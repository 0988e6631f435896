package org.attune.platform.erase;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.Message;

/**
 * Beside a service's own handler: erases whom enrollment has erased, and keeps events of the erased
 * from the handler, however late or often they come.
 *
 * @param hears true if {@link #ERASED} comes on the handler's topic and this service acts on it
 */
public record Erasing(MessageHandler handler, Erasure erasure, EventCatalog catalog, boolean hears)
    implements MessageHandler {
  /** Where a participant's erasure is said. */
  public static final String TOPIC = "enrollment.v1";

  /** What says it. */
  public static final String ERASED = "ParticipantErased";

  /**
   * The same handlers, by topic, each deaf to events of the erased.
   *
   * @param hears true for a service that keeps something of participants
   */
  public static Map<String, MessageHandler> wrap(
      Map<String, MessageHandler> consumers, Erasure erasure, EventCatalog catalog, boolean hears) {
    var wrapped = new HashMap<String, MessageHandler>();
    consumers.forEach(
        (topic, handler) ->
            wrapped.put(
                topic, new Erasing(handler, erasure, catalog, hears && topic.equals(TOPIC))));
    return wrapped;
  }

  @Override
  public Set<String> types() {
    if (!hears || handler.types().isEmpty()) return handler.types();
    var types = new HashSet<>(handler.types());
    types.add(ERASED);
    return types;
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    applyAll(connection, List.of(message));
  }

  @Override
  public void applyAll(Connection connection, List<Message> messages) throws SQLException {
    if (messages.isEmpty()) return;
    var keys = messages.stream().map(Message::key).distinct().toList();
    var erased = Set.copyOf(Erasure.erased(connection, keys));
    var heard = handler.types();
    handler.applyAll(
        connection,
        messages.stream()
            .filter(message -> heard.isEmpty() || heard.contains(message.type()))
            .filter(message -> !erased.contains(message.key()) || stays(message))
            .toList());
    if (!hears) return;
    for (var message : messages) {
      if (message.type().equals(ERASED)) {
        erasure.erase(connection, message.key(), message.position());
      }
    }
  }

  private boolean stays(Message message) {
    return catalog.type(message.type()).staysAfterErasure();
  }
}
