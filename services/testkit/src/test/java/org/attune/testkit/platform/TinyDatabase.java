package org.attune.testkit.platform;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
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

  /** What becomes of every statement before it is prepared: how a test removes a safeguard. */
  public volatile UnaryOperator<String> rewriting = UnaryOperator.identity();

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
              var result = method.invoke(pool, arguments);
              return result instanceof Connection connection ? rewritten(connection) : result;
            });
  }

  private Connection rewritten(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                arguments[0] = rewriting.apply((String) arguments[0]);
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
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
