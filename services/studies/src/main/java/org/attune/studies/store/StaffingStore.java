package org.attune.studies.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.attune.platform.data.Sql;
import org.attune.studies.domain.Staffing;

/** What enrollment said of who can be told. A fact of another service: no fold of the history. */
public final class StaffingStore {
  private static final String FIND = "select naming, posts from staffing where study = ?";

  private static final String PUT =
      """
      insert into staffing as s (study, naming, posts) values (?, ?, ?)
      on conflict (study) do update set naming = excluded.naming, posts = excluded.posts
      where s.naming < excluded.naming
      """;

  /** The last that was said; {@link Staffing#NONE} if nothing was. */
  public Staffing find(Connection connection, String study) throws SQLException {
    return Sql.find(
            connection,
            FIND,
            row ->
                new Staffing(
                    row.getLong("naming"), Set.of((String[]) row.getArray("posts").getArray())),
            study)
        .orElse(Staffing.NONE);
  }

  /** Keeps what was said, unless something later was said before. */
  public void put(Connection connection, String study, Staffing staffing) throws SQLException {
    Sql.write(
        connection,
        PUT,
        study,
        staffing.naming(),
        staffing.posts().stream().sorted().toArray(String[]::new));
  }
}
