package org.attune.platform.data;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * How the database goes about the statements of a pool. A plan is made once, at a statement's
 * second use, when a new study's tables are all but empty; it stays until the tables have been
 * analyzed (decision 0029).
 */
public enum Planning {
  /**
   * Rows are looked up by their keys, as all but few statements want it: never by reading a table
   * from one end to the other because it was small when the plan was made.
   */
  BY_KEY(
      "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off"
          + " -c plan_cache_mode=force_generic_plan"),

  /** As the database thinks best. */
  OF_WHOLE_TABLES("-c plan_cache_mode=force_generic_plan");

  private static final String WHOLE_TABLES =
      """
      select set_config('enable_seqscan', 'on', true), set_config('enable_hashjoin', 'on', true),
        set_config('enable_mergejoin', 'on', true)
      """;

  private final String options;

  Planning(String options) {
    this.options = options;
  }

  /** What a connection is opened with. */
  String options() {
    return options;
  }

  /** Lets this transaction plan what it has not planned before as the database thinks best. */
  public static void ofWholeTables(Connection connection) throws SQLException {
    Sql.query(connection, WHOLE_TABLES, row -> true);
  }
}
