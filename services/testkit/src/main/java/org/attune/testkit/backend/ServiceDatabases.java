package org.attune.testkit.backend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.attune.platform.data.DatabaseAddress;
import org.attune.platform.data.DatabaseException;

/** Creates the database and, for each service, its schema and role; nobody reads another's. */
public final class ServiceDatabases {
  private final String host;
  private final int port;
  private final String database;
  private final String superuserUrl;

  /**
   * @param superuserUrl JDBC address of a superuser, in any database of the server
   * @param database name of the database to use, created if it does not exist; a slug
   */
  public ServiceDatabases(String superuserUrl, String host, int port, String database) {
    this(superuserUrl, host, port, database, "template0");
  }

  private ServiceDatabases(
      String superuserUrl, String host, int port, String database, String template) {
    this.superuserUrl = superuserUrl;
    this.host = host;
    this.port = port;
    this.database = database;
    create(template);
  }

  /**
   * Another database, with all that stands in this one, to which nobody may be connected meanwhile.
   *
   * @param name of the database to make; a slug
   */
  ServiceDatabases copy(String name) {
    return new ServiceDatabases(superuserUrl, host, port, name, database);
  }

  /**
   * The same on the server that a superuser's address names.
   *
   * @throws IllegalArgumentException if that is no address of a PostgreSQL
   * @throws DatabaseException if the server refuses
   */
  public static ServiceDatabases on(String superuserUrl, String database) {
    var url = new SuperuserUrl(superuserUrl);
    return new ServiceDatabases(superuserUrl, url.host(), url.port(), database);
  }

  /** The database's name. */
  public String name() {
    return database;
  }

  /** Its JDBC address, without a role. */
  public String url() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  private void create(String template) {
    try (var connection = DriverManager.getConnection(superuserUrl)) {
      if (!exists(connection, "select 1 from pg_database where datname = ?", database)) {
        execute(
            connection,
            "create database \"%s\" template \"%s\" encoding 'UTF8' locale 'C'"
                .formatted(database, template));
      }
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
    try (var connection = connect()) {
      execute(connection, "revoke all on schema public from public");
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(new SuperuserUrl(superuserUrl).in(database));
  }

  /**
   * The address of a service's schema, made if need be.
   *
   * @param password for the service's role; set anew on every call
   */
  public DatabaseAddress of(String service, String password) {
    var role = "attune_" + service;
    try (var connection = connect()) {
      if (!exists(connection, "select 1 from pg_roles where rolname = ?", role)) {
        execute(connection, "create role \"" + role + "\" login");
      }
      execute(
          connection, "alter role \"" + role + "\" password '" + password.replace("'", "''") + "'");
      execute(
          connection,
          "create schema if not exists \"" + service + "\" authorization \"" + role + "\"");
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
    return new DatabaseAddress(url(), service, role, password);
  }

  /** Drops the database with all that is in it, whoever is connected. */
  void drop() {
    try (var connection = DriverManager.getConnection(superuserUrl)) {
      execute(connection, "drop database if exists \"" + database + "\" with (force)");
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  private static boolean exists(Connection connection, String sql, String value)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
