package org.attune.randomization.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.attune.platform.data.Sql;

/** Uploaded lists, one per study. The study's ledger row is locked by whoever writes one. */
public final class ListStore {
  private static final String FIND =
      "select study, version, places, sealed from uploaded_list where study = ?";

  private static final String PUT =
      """
      insert into uploaded_list (study, version, places, sealed) values (?, ?, ?, ?)
      on conflict (study) do update
      set version = excluded.version, places = excluded.places, sealed = excluded.sealed
      """;

  private static final String COMMIT = "update study_allocation set commitment = ? where study = ?";

  public Optional<UploadedList> find(Connection connection, String study) throws SQLException {
    return Sql.find(
        connection,
        FIND,
        row ->
            new UploadedList(
                row.getString("study"),
                row.getInt("version"),
                row.getInt("places"),
                row.getBytes("sealed")),
        study);
  }

  public void put(Connection connection, UploadedList list) throws SQLException {
    Sql.write(connection, PUT, list.study(), list.version(), list.places(), list.sealed());
  }

  /** Binds an open study to its longer list. */
  public void commit(Connection connection, String study, String commitment) throws SQLException {
    Sql.write(connection, COMMIT, commitment, study);
  }
}
