package org.attune.interventions.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.attune.interventions.domain.InterventionsEvent;
import org.attune.interventions.domain.InterventionsEvent.GroupJoined;
import org.attune.interventions.domain.InterventionsEvent.GroupLeft;
import org.attune.interventions.domain.Membership;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** Who is in which group. Write only with the participant locked in the history. */
public final class MemberStore {
  private static final String FIND =
      "select group_id, joined_at, left_at from member where study = ? and participant = ?";

  private static final String PEOPLE =
      """
      select count(*)::int as people from member
      where study = ? and group_id = ? and left_at is null
      """;

  private static final String MEMBERS =
      """
      select participant, group_id, joined_at, left_at from member
      where study = ? and group_id = ? order by participant
      """;

  private static final String JOIN =
      """
      insert into member (study, participant, group_id, joined_at) values (?, ?, ?, ?)
      on conflict (study, participant) do update set
        group_id = excluded.group_id, joined_at = excluded.joined_at, left_at = null
      """;

  private static final String LEAVE =
      "update member set left_at = ? where study = ? and participant = ? and group_id = ?";

  /** Somebody who is or was in a group. */
  public record Member(EventKey key, Membership membership) {}

  public Optional<Membership> find(Connection connection, EventKey key) throws SQLException {
    return Sql.find(connection, FIND, MemberStore::read, key.study(), key.participant());
  }

  /** How many are in a group. */
  public int people(Connection connection, String study, UUID group) throws SQLException {
    return Sql.find(connection, PEOPLE, row -> row.getInt(1), study, group).orElseThrow();
  }

  /** All who are or were in a group, sorted. */
  public List<Member> members(Connection connection, String study, UUID group) throws SQLException {
    return Sql.query(
        connection,
        MEMBERS,
        row -> new Member(new EventKey(study, row.getString("participant")), read(row)),
        study,
        group);
  }

  /** Writes what events change. */
  public void apply(Connection connection, EventKey key, List<? extends InterventionsEvent> events)
      throws SQLException {
    for (var event : events) {
      if (event instanceof GroupJoined e) {
        Sql.write(connection, JOIN, key.study(), key.participant(), e.groupId(), e.at());
      }
      if (event instanceof GroupLeft e) {
        Sql.write(connection, LEAVE, e.at(), key.study(), key.participant(), e.groupId());
      }
    }
  }

  private static Membership read(ResultSet row) throws SQLException {
    return new Membership(
        Objects.requireNonNull(row.getObject("group_id", UUID.class)),
        Sql.instant(row, "joined_at"),
        Optional.ofNullable(Sql.instantOrNull(row, "left_at")));
  }
}
