package org.attune.platform.held;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.attune.platform.data.Database;
import org.attune.platform.data.ErasedException;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.log.History;

/**
 * What a participant gave to one service, as the service's history holds it: for that participant
 * alone. Only the event types that the service names are told, since others may tell an arm.
 */
public final class Held {
  /** Events in one answer; the rest is asked for with {@code after}. */
  public static final int EVENTS_MAX = 500;

  private static final String AFTER = "after";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /** Said once for all events of an answer. */
  private static final Set<String> SAID_ONCE = Set.of("study", "participantId");

  private static final String READ =
      """
      select seq, type, payload from history
      where study = ? and participant = ? and seq > ? and type = any(?) and payload is not null
      order by seq limit ?
      """;

  private final Database database;
  private final EventCatalog catalog;
  private final String[] types;

  /**
   * @param types names of events by which participants gave something, and which tell them nothing
   *     that they did not know
   */
  public Held(Database database, EventCatalog catalog, String... types) {
    this.database = database;
    this.catalog = catalog;
    this.types = types.clone();
    for (var type : types) catalog.type(type);
  }

  private record Event(long seq, JsonObject json) {}

  /** Mounts {@code GET …/held?after=}, for the participant. */
  public void mount(ServiceRoutes routes) {
    routes.get(
        "/studies/:study/participants/:participant/held",
        Access.participant(),
        (request, _) -> held(request));
  }

  private Answer held(RoutingContext request) {
    var key = Requests.participant(request);
    var after = after(request);
    var events = database.inTransaction(c -> read(c, key, after));
    var list = new JsonArray();
    for (var event : events) list.add(event.json());
    var body =
        new JsonObject()
            .put("study", key.study())
            .put("participant", key.participant())
            .put("events", list);
    if (events.size() == EVENTS_MAX) body.put("next", events.getLast().seq());
    return Answer.ok(body);
  }

  private static long after(RoutingContext request) {
    var text = request.queryParams().get(AFTER);
    if (text == null) return 0;
    if (NUMBER.matcher(text).matches()) return Long.parseLong(text);
    throw new InvalidRequestException(AFTER, "after must be the number that an answer gave.");
  }

  private List<Event> read(Connection connection, EventKey key, long after) throws SQLException {
    if (History.erasedAt(connection, key).isPresent()) throw new ErasedException();
    return Sql.query(
        connection, READ, this::event, key.study(), key.participant(), after, types, EVENTS_MAX);
  }

  private Event event(ResultSet row) throws SQLException {
    var fields = EventJson.of(catalog.readGeneric(row.getBytes("payload")), SAID_ONCE);
    return new Event(
        row.getLong("seq"), new JsonObject().put("event", row.getString("type")).mergeIn(fields));
  }
}
