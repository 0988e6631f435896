package org.attune.testkit.platform;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.attune.platform.data.Database;
import org.attune.platform.data.DatabaseAddress;
import org.attune.platform.data.Migrations;
import org.attune.platform.data.Pools;
import org.attune.platform.data.Sql;
import org.attune.testkit.backend.TestBackends;

/** A real schema of the tiny service, which can be taken away for a while. */
public final class TinyDatabase implements AutoCloseable {
  public final DatabaseAddress address = TestBackends.shared().newDatabase().of("ema", "test");
  private final HikariDataSource pool = Pools.open(address, "ema", 8);
  public final Database database = new Database(switched());
  public volatile boolean down;

  public TinyDatabase() {
    Migrations.run(pool, "ema", "ema");
  }

  private DataSource switched() {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, method, arguments) -> {
              if (down) throw new SQLException("the server is away", "08006");
              return method.invoke(pool, arguments);
            });
  }

  /** A connection of one's own: its session ends when it is closed. */
  public Connection open() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", address.role());
    properties.setProperty("password", address.password());
    properties.setProperty("currentSchema", address.schema());
    return DriverManager.getConnection(address.jdbcUrl(), properties);
  }

  public List<String> texts(String sql, Object... values) {
    return database.inTransaction(c -> Sql.query(c, sql, row -> row.getString(1), values));
  }

  public long number(String sql, Object... values) {
    return database.inTransaction(
        c -> Sql.find(c, sql, row -> row.getLong(1), values).orElseThrow());
  }

  @Override
  public void close() {
    pool.close();
  }
}
