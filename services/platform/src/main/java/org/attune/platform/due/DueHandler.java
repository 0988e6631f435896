package org.attune.platform.due;

import java.sql.Connection;
import java.sql.SQLException;
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
}
