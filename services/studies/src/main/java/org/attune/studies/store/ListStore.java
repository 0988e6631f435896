package org.attune.studies.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.attune.platform.data.Sql;

/**
 * Which studies have an uploaded list, as randomization said. A fact of another service: no fold of
 * the history.
 */
public final class ListStore {
  private static final String FIND = "select version from allocation_list where study = ?";

  private static final String PUT =
      """
      insert into allocation_list (study, version) values (?, ?)
      on conflict (study) do update set version = excluded.version
      """;

  /** Version of the protocol that the list was looked at by; 0 without a list. */
  public int version(Connection connection, String study) throws SQLException {
    return Sql.find(connection, FIND, row -> row.getInt("version"), study).orElse(0);
  }

  public void put(Connection connection, String study, int version) throws SQLException {
    Sql.write(connection, PUT, study, version);
  }
}
