package org.attune.standalone.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.attune.platform.service.ServiceRuntime;
import org.attune.standalone.synthetic.Chance;

/** A platform that can be killed: how it is started, hurt, looked into and ended. */
interface Estate extends AutoCloseable {
  /** Starts everything and waits until it works. */
  void start() throws InterruptedException;

  /** Address under which a service is asked; changes with restarts. */
  String url(String service);

  /** A fresh five-minute token of the administrator. */
  String adminToken();

  /** Brokers, as clients name them. */
  String kafka();

  /** JDBC address of the database server's superuser, in the platform's database. */
  String superuserUrl();

  /** What hurts it, each until the kills are spent; run side by side. */
  List<Callable<Void>> nemeses(Chance chance);

  /** Ends the processes that were hurt; gives the services as this process sees them, quiet. */
  Collection<ServiceRuntime> quiet() throws InterruptedException;

  /** A service that can be killed alone; empty if all are one process. */
  Optional<Supervised> killable(String service);

  /** What runs of it, or is held by it, although everything was closed. */
  List<String> leftovers() throws InterruptedException;

  /** Ends everything. */
  @Override
  void close();

  /** Does something as superuser. */
  default void asSuperuser(SqlAct act) throws SQLException {
    try (var connection = DriverManager.getConnection(superuserUrl())) {
      act.run(connection);
    }
  }

  /** Work on a connection of its own. */
  @FunctionalInterface
  interface SqlAct {
    void run(Connection connection) throws SQLException;
  }
}
