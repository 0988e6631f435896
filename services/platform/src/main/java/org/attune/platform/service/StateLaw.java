package org.attune.platform.service;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;
import org.attune.platform.event.EventKey;

/** Promise I9: what the tables say is what the history implies. */
public interface StateLaw {
  /** The state that the history of {@code key} implies: row name to canonical text. */
  SortedMap<String, String> folded(Connection connection, EventKey key) throws SQLException;

  /** The state that the tables hold for {@code key}, named and written alike. */
  SortedMap<String, String> stored(Connection connection, EventKey key) throws SQLException;
}
