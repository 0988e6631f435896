package org.attune.enrollment.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.attune.platform.data.Sql;

/** Which roles of which sites have somebody to be told; who that is, the vault alone knows. */
public final class ContactStore {
  private static final String CLEAR =
      "delete from staff_contact where study = ? returning site, role, position";

  private static final String ADD =
      "insert into staff_contact (study, site, role, position) values (?, ?, ?, ?)";

  private static final String COVERAGE =
      """
      select site, role, count(*)::int as people from staff_contact where study = ?
      group by site, role order by site, role
      """;

  private static final String POSTS =
      """
      select position from staff_contact where study = ? and site = ? and role = ?
      order by position
      """;

  /**
   * People of one role at one site.
   *
   * @param people at least 1
   */
  public record Covered(String site, String role, int people) {}

  /**
   * One person's place in the order of escalation.
   *
   * @param position within the role, from 1
   */
  public record Post(String site, String role, int position) {
    /** The vault field that names who holds it. */
    public String field() {
      return "contact/%s/%s/%d".formatted(site, role, position);
    }
  }

  /** Empties the list and says what was on it. */
  public List<Post> clear(Connection connection, String study) throws SQLException {
    return Sql.query(
        connection,
        CLEAR,
        row -> new Post(row.getString("site"), row.getString("role"), row.getInt("position")),
        study);
  }

  public void add(Connection connection, String study, Post post) throws SQLException {
    Sql.write(connection, ADD, study, post.site(), post.role(), post.position());
  }

  /** The posts of one role at one site, in the order of escalation. */
  public List<Post> posts(Connection connection, String study, String site, String role)
      throws SQLException {
    return Sql.query(
        connection, POSTS, row -> new Post(site, role, row.getInt("position")), study, site, role);
  }

  public List<Covered> coverage(Connection connection, String study) throws SQLException {
    return Sql.query(
        connection,
        COVERAGE,
        row -> new Covered(row.getString("site"), row.getString("role"), row.getInt("people")),
        study);
  }
}
