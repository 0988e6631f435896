package org.attune.interventions.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.interventions.domain.GroupEvent;
import org.attune.interventions.domain.GroupEvent.MeetingArranged;
import org.attune.interventions.domain.Meeting;
import org.attune.interventions.domain.Meetings;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** When and where groups meet. Write only with the study locked in the history. */
public final class MeetingStore {
  private static final String COLUMNS =
      "select group_id, session, moved_to, begins, minutes, place, link, revision from meeting";

  private static final String ALL = COLUMNS + " where study = ?";

  private static final String ONE = ALL + " and group_id = ?";

  private static final String OWN =
      """
      select g.site, t.session, t.moved_to, t.begins, t.minutes, t.place, t.link, t.revision
      from member m join intervention_group g using (study, group_id)
        left join meeting t using (study, group_id)
      where m.study = ? and m.participant = ? and m.left_at is null
      """;

  private static final String ATTENDED =
      """
      select distinct a.session from attendance a join member m using (study, participant)
      where m.study = ? and m.group_id = ?
      """;

  private static final String ARRANGE =
      """
      insert into meeting
        (study, group_id, session, moved_to, begins, minutes, place, link, revision)
      values (?, ?, ?, ?, ?, ?, ?, ?, 1)
      on conflict (study, group_id, session) do update set
        moved_to = excluded.moved_to, begins = excluded.begins, minutes = excluded.minutes,
        place = excluded.place, link = excluded.link, revision = meeting.revision + 1
      """;

  private record Row<K>(K of, Optional<String> session, Optional<Meeting> meeting) {}

  /** Of all groups of a study, without those that nothing was arranged about. */
  public SortedMap<UUID, Meetings> all(Connection connection, String study) throws SQLException {
    var rows = Sql.query(connection, ALL, MeetingStore::ofGroup, study);
    var all = new TreeMap<UUID, Meetings>();
    for (var row : rows) {
      all.computeIfAbsent(row.of(), group -> meetings(rows, group));
    }
    return all;
  }

  public Meetings find(Connection connection, String study, UUID group) throws SQLException {
    return meetings(Sql.query(connection, ONE, MeetingStore::ofGroup, study, group), group);
  }

  /**
   * Those of the group that a participant is in; empty for whoever is in none. Brought with the
   * next round trip.
   */
  public Sql.Later<Optional<Meetings.OfGroup>> ownLater(Connection connection, EventKey key)
      throws SQLException {
    var asked =
        new Sql.Query<>(
            OWN, row -> row(row, row.getString("site")), key.study(), key.participant());
    return Sql.later(connection, asked)
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .map(first -> new Meetings.OfGroup(first.of(), meetings(rows, first.of()))));
  }

  /** Sessions of a group at which the attendance of anybody was stated. */
  public Set<String> attended(Connection connection, String study, UUID group) throws SQLException {
    return new HashSet<>(
        Sql.query(connection, ATTENDED, row -> row.getString("session"), study, group));
  }

  /** Writes what events change. */
  public void apply(Connection connection, List<? extends GroupEvent> events) throws SQLException {
    for (var event : events) {
      if (event instanceof MeetingArranged e) {
        Sql.write(
            connection,
            ARRANGE,
            e.study(),
            e.groupId(),
            e.session(),
            e.movedTo(),
            LocalTime.parse(e.begins()),
            e.minutes(),
            e.place(),
            e.link());
      }
    }
  }

  private static <K> Meetings meetings(List<Row<K>> rows, K of) {
    var bySession = new TreeMap<String, Meeting>();
    for (var row : rows) {
      if (!row.of().equals(of) || row.session().isEmpty()) continue;
      bySession.put(row.session().get(), row.meeting().orElseThrow());
    }
    return new Meetings(bySession);
  }

  private static Row<UUID> ofGroup(ResultSet row) throws SQLException {
    return row(row, Objects.requireNonNull(row.getObject("group_id", UUID.class)));
  }

  private static <K> Row<K> row(ResultSet row, K of) throws SQLException {
    var session = Optional.ofNullable(row.getString("session"));
    if (session.isEmpty()) return new Row<>(of, session, Optional.empty());
    var meeting =
        new Meeting(
            Optional.ofNullable(row.getObject("moved_to", LocalDate.class)),
            Objects.requireNonNull(row.getObject("begins", LocalTime.class)),
            row.getInt("minutes"),
            Optional.ofNullable(row.getString("place")),
            Optional.ofNullable(row.getString("link")),
            row.getInt("revision"));
    return new Row<>(of, session, Optional.of(meeting));
  }
}
