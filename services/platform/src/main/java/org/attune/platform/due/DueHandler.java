package org.attune.platform.due;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.attune.platform.log.Place;

/**
 * Does what has become due. The row is gone when the transaction commits; what must reach the world
 * (a message over a channel) is left to {@link org.attune.platform.data.Database#afterCommit} with
 * a due row of its own behind it, in case this process ends in between.
 */
@FunctionalInterface
public interface DueHandler {
  /**
   * Handles one row, its owner locked.
   *
   * @return the place after what was appended, or {@code place} itself
   */
  Place handle(Connection connection, Place place, DueRow row) throws SQLException;

  /** A row of an owner, who is locked. */
  record Turn(Place place, DueRow row) {}

  /**
   * Handles one row of each of several owners in the same transaction. Worth writing where many
   * become due at once: a few statements for all of them instead of a few for each.
   *
   * @param turns each of another owner
   * @return the places after what was appended, in the order of {@code turns}
   */
  default List<Place> handleAll(Connection connection, List<Turn> turns) throws SQLException {
    var after = new ArrayList<Place>(turns.size());
    for (var turn : turns) after.add(handle(connection, turn.place(), turn.row()));
    return after;
  }
}
