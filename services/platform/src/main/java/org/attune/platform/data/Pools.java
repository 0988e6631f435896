package org.attune.platform.data;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/** Connection pools: the limit on how much a service does at once. */
public final class Pools {
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);

  /** Statements are many and small: prepared at the second use, with one plan each. */
  private static final Map<String, String> PROPERTIES =
      Map.of("prepareThreshold", "2", "tcpKeepAlive", "true");

  private Pools() {}

  /**
   * One connection that belongs to whoever opens it alone; each statement is a transaction.
   *
   * @throws SQLException if the database does not answer
   */
  public static Connection connect(DatabaseAddress address) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", address.role());
    properties.setProperty("password", address.password());
    properties.setProperty("currentSchema", address.schema());
    PROPERTIES.forEach(properties::setProperty);
    properties.setProperty("options", Planning.BY_KEY.options());
    return DriverManager.getConnection(address.jdbcUrl(), properties);
  }

  /** {@link #open(DatabaseAddress, String, int, Planning)} of what looks rows up by key. */
  public static HikariDataSource open(DatabaseAddress address, String name, int size) {
    return open(address, name, size, Planning.BY_KEY);
  }

  /**
   * A pool whose connections see one schema.
   *
   * @param name of the pool, for metrics and thread names
   * @param size connections; from 1
   */
  public static HikariDataSource open(
      DatabaseAddress address, String name, int size, Planning planning) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(address.jdbcUrl());
    config.setUsername(address.role());
    config.setPassword(address.password());
    // Not by setSchema: that is a statement of the first transaction and rolled back with it.
    config.addDataSourceProperty("currentSchema", address.schema());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(WAIT_MAX.toMillis());
    config.setAutoCommit(false);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    PROPERTIES.forEach(config::addDataSourceProperty);
    config.addDataSourceProperty("options", planning.options());
    return new HikariDataSource(config);
  }
}
