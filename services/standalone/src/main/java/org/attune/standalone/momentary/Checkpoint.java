package org.attune.standalone.momentary;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.attune.standalone.platform.Platform;

/**
 * Lets the database write down what it holds, as it does every five minutes by itself. A new one
 * has never done so, and stops whoever commits each time it needs a new file for its log; one that
 * has been at work for a while uses its files again.
 */
final class Checkpoint {
  private Checkpoint() {}

  static void now(Platform platform) throws SQLException {
    try (var connection = DriverManager.getConnection(platform.superuserUrl());
        var statement = connection.createStatement()) {
      statement.execute("checkpoint");
    }
  }
}
