package org.attune.interventions.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.interventions.domain.Group;
import org.attune.interventions.domain.GroupEvent;
import org.attune.interventions.domain.GroupEvent.FacilitatorAssigned;
import org.attune.interventions.domain.GroupEvent.FacilitatorNamed;
import org.attune.interventions.domain.GroupEvent.GroupDissolved;
import org.attune.interventions.domain.GroupEvent.GroupOpened;
import org.attune.interventions.domain.GroupEvent.GroupPostponed;
import org.attune.interventions.domain.GroupEvent.GroupStarted;
import org.attune.interventions.domain.GroupEvent.MeetingArranged;
import org.attune.interventions.domain.Groups;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/**
 * Groups and who may lead them; when and where they meet is in {@link MeetingStore}. Write only
 * with the study locked in the history.
 */
public final class GroupStore {
  private static final String COLUMNS =
      """
      select group_id, site, arm, programme, version, size_from, size_to, starts_by, postponed,
        first_day, dissolved, facilitator from intervention_group where study = ?
      """;

  private static final String ONE = COLUMNS + " and group_id = ?";

  private static final String GATHERING =
      COLUMNS + " and site = ? and arm = ? and first_day is null and not dissolved";

  private static final String WAITING =
      """
      select g.starts_by from member m join intervention_group g using (study, group_id)
      where m.study = ? and m.participant = ? and m.left_at is null
        and g.first_day is null and not g.dissolved
      """;

  private static final String FACILITATORS =
      "select facilitator, site from facilitator where study = ?";

  private static final String SITE =
      "select site from facilitator where study = ? and facilitator = ?";

  private static final String NAME =
      "insert into facilitator (study, facilitator, site) values (?, ?, ?)";

  private static final String OPEN =
      """
      insert into intervention_group
        (study, group_id, site, arm, programme, version, size_from, size_to, starts_by, postponed,
          dissolved)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, false, false)
      """;

  private static final String POSTPONE =
      """
      update intervention_group set starts_by = ?, postponed = true
      where study = ? and group_id = ?
      """;

  private static final String START =
      "update intervention_group set first_day = ? where study = ? and group_id = ?";

  private static final String DISSOLVE =
      "update intervention_group set dissolved = true where study = ? and group_id = ?";

  private static final String ASSIGN =
      "update intervention_group set facilitator = ? where study = ? and group_id = ?";

  private final MeetingStore meetings;

  public GroupStore(MeetingStore meetings) {
    this.meetings = meetings;
  }

  /** All of a study. */
  public Groups all(Connection connection, String study) throws SQLException {
    var groups = new TreeMap<UUID, Group>();
    for (var group : Sql.query(connection, COLUMNS, GroupStore::read, study)) {
      groups.put(group.id(), group);
    }
    var facilitators = new TreeMap<String, String>();
    for (var named :
        Sql.query(
            connection,
            FACILITATORS,
            row -> Map.entry(row.getString(1), row.getString(2)),
            study)) {
      facilitators.put(named.getKey(), named.getValue());
    }
    return new Groups(groups, facilitators, meetings.all(connection, study));
  }

  public Optional<Group> find(Connection connection, String study, UUID group) throws SQLException {
    return Sql.find(connection, ONE, GroupStore::read, study, group);
  }

  /** The group of an arm at a site that waits for people. */
  public Optional<Group> gathering(Connection connection, String study, String site, String arm)
      throws SQLException {
    return Sql.find(connection, GATHERING, GroupStore::read, study, site, arm);
  }

  /**
   * Until when the group starts that a participant waits with; empty for whoever does not wait.
   * Brought with the next round trip.
   */
  public Sql.Later<Optional<Instant>> waitingLater(Connection connection, EventKey key)
      throws SQLException {
    var asked =
        new Sql.Query<>(
            WAITING, row -> Sql.instant(row, "starts_by"), key.study(), key.participant());
    return Sql.later(connection, asked).map(rows -> rows.stream().findFirst());
  }

  /** Where a facilitator leads groups. */
  public Optional<String> site(Connection connection, String study, String facilitator)
      throws SQLException {
    return Sql.find(connection, SITE, row -> row.getString(1), study, facilitator);
  }

  /** Writes what events change. */
  public void apply(Connection connection, List<? extends GroupEvent> events) throws SQLException {
    for (var event : events) apply(connection, event);
    meetings.apply(connection, events);
  }

  private static void apply(Connection connection, GroupEvent event) throws SQLException {
    var study = event.study();
    switch (event) {
      case FacilitatorNamed e -> Sql.write(connection, NAME, study, e.facilitatorId(), e.site());
      case GroupOpened e ->
          Sql.write(
              connection,
              OPEN,
              study,
              e.groupId(),
              e.site(),
              e.arm(),
              e.programme(),
              e.protocolVersion(),
              e.sizeFrom(),
              e.sizeTo(),
              e.startsBy());
      case GroupPostponed e -> Sql.write(connection, POSTPONE, e.startsBy(), study, e.groupId());
      case GroupStarted e -> Sql.write(connection, START, e.firstDay(), study, e.groupId());
      case GroupDissolved e -> Sql.write(connection, DISSOLVE, study, e.groupId());
      case FacilitatorAssigned e ->
          Sql.write(connection, ASSIGN, e.facilitatorId(), study, e.groupId());
      case MeetingArranged _ -> {} // a row of its own store
    }
  }

  private static Group read(ResultSet row) throws SQLException {
    return new Group(
        Objects.requireNonNull(row.getObject("group_id", UUID.class)),
        row.getString("site"),
        row.getString("arm"),
        row.getString("programme"),
        row.getInt("version"),
        row.getInt("size_from"),
        row.getInt("size_to"),
        Sql.instant(row, "starts_by"),
        row.getBoolean("postponed"),
        Optional.ofNullable(row.getObject("first_day", LocalDate.class)),
        row.getBoolean("dissolved"),
        Optional.ofNullable(row.getString("facilitator")));
  }
}
