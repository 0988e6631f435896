package org.attune.platform.data;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** Connection pools: the limit on how much a service does at once. */
public final class Pools {
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);

  private Pools() {}

  /**
   * A pool whose connections see one schema.
   *
   * @param name of the pool, for metrics and thread names
   * @param size connections; from 1
   */
  public static HikariDataSource open(DatabaseAddress address, String name, int size) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(address.jdbcUrl());
    config.setUsername(address.role());
    config.setPassword(address.password());
    config.setSchema(address.schema());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(WAIT_MAX.toMillis());
    config.setAutoCommit(false);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("prepareThreshold", "2");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return new HikariDataSource(config);
  }
}
