package org.attune.outcomes.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.attune.outcomes.domain.OutcomesEvent;
import org.attune.outcomes.domain.Visit;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** Where visits stand. Write only with the participant locked in the history. */
public final class VisitStore {
  private static final String FIND =
      """
      select visit_id, assessment, version, zone, opens_at, closes_at, reminders, call_at, required,
        state, reminded, called
      from visit where study = ? and participant = ?
      """;

  private static final String PUT =
      """
      insert into visit (study, participant, visit_id, assessment, version, zone, opens_at,
        closes_at, reminders, call_at, required, state, reminded, called)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (study, participant, visit_id) do update set
        version = excluded.version, zone = excluded.zone, opens_at = excluded.opens_at,
        closes_at = excluded.closes_at, reminders = excluded.reminders,
        call_at = excluded.call_at, required = excluded.required, state = excluded.state,
        reminded = excluded.reminded, called = excluded.called, attempts = 0
      """;

  private static final String TRY =
      """
      update visit set attempts = attempts + 1
      where study = ? and participant = ? and visit_id = ? returning attempts
      """;

  private static final String PARTICIPANTS =
      """
      select distinct participant from visit where study = ? and state in ('PLANNED', 'OPEN')
      order by participant
      """;

  /** All visits of a participant, by id. */
  public TreeMap<UUID, Visit> find(Connection connection, EventKey key) throws SQLException {
    return later(connection, key).get();
  }

  /** {@link #find} with the next round trip. */
  public Sql.Later<TreeMap<UUID, Visit>> later(Connection connection, EventKey key)
      throws SQLException {
    var asked = new Sql.Query<>(FIND, VisitStore::read, key.study(), key.participant());
    return Sql.later(connection, asked).map(VisitStore::byId);
  }

  private static TreeMap<UUID, Visit> byId(List<Visit> rows) {
    var visits = new TreeMap<UUID, Visit>();
    for (var visit : rows) visits.put(visit.id(), visit);
    return visits;
  }

  /**
   * Applies events to {@code visits} and writes the visits they change.
   *
   * @param visits all visits of the participant; changed
   */
  public void apply(
      Connection connection,
      EventKey key,
      TreeMap<UUID, Visit> visits,
      List<? extends OutcomesEvent> events)
      throws SQLException {
    var before = new TreeMap<>(visits);
    for (var event : events) Visit.next(visits, event);
    for (var visit : visits.values()) {
      if (!visit.equals(before.get(visit.id()))) put(connection, key, visit);
    }
  }

  /** Counts one more attempt to reach the participant; from 1. */
  public int attempt(Connection connection, EventKey key, UUID visit) throws SQLException {
    return Sql.find(connection, TRY, row -> row.getInt(1), key.study(), key.participant(), visit)
        .orElseThrow();
  }

  /** Participants of a study who are asked something now or later, sorted. */
  public List<EventKey> waiting(Connection connection, String study) throws SQLException {
    return Sql.query(connection, PARTICIPANTS, row -> new EventKey(study, row.getString(1)), study);
  }

  private static void put(Connection connection, EventKey key, Visit visit) throws SQLException {
    Sql.write(
        connection,
        PUT,
        key.study(),
        key.participant(),
        visit.id(),
        visit.assessment(),
        visit.version(),
        visit.zone(),
        visit.opensAt(),
        visit.closesAt(),
        visit.reminders().toArray(new Instant[0]),
        visit.callAt(),
        visit.required(),
        visit.state(),
        visit.reminded(),
        visit.called());
  }

  private static Visit read(ResultSet row) throws SQLException {
    var reminders = (Timestamp[]) row.getArray("reminders").getArray();
    return new Visit(
        Objects.requireNonNull(row.getObject("visit_id", UUID.class)),
        row.getString("assessment"),
        row.getInt("version"),
        row.getString("zone"),
        Sql.instant(row, "opens_at"),
        Sql.instant(row, "closes_at"),
        Stream.of(reminders).map(Timestamp::toInstant).toList(),
        Optional.ofNullable(Sql.instantOrNull(row, "call_at")),
        row.getBoolean("required"),
        Visit.State.valueOf(row.getString("state")),
        row.getInt("reminded"),
        row.getBoolean("called"));
  }
}
