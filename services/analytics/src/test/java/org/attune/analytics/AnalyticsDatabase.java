package org.attune.analytics;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.attune.analytics.dataset.ComplianceViews;
import org.attune.analytics.sink.Sink;
import org.attune.platform.data.Database;
import org.attune.platform.data.DatabaseAddress;
import org.attune.platform.data.Migrations;
import org.attune.platform.data.Planning;
import org.attune.platform.data.Pools;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.Message;
import org.attune.platform.event.Position;
import org.attune.testkit.backend.ServiceDatabases;
import org.attune.testkit.backend.TestBackends;

/** An empty database of the service, with a sink that tests feed directly. */
public final class AnalyticsDatabase implements AutoCloseable {
  private final ServiceDatabases databases;
  private final HikariDataSource pool;
  private final Database database;
  private final Sink sink;

  private AnalyticsDatabase(EventCatalog catalog) {
    databases = TestBackends.shared().newDatabase();
    var address = databases.of("analytics", "test");
    pool = Pools.open(address, "analytics", 2, Planning.OF_WHOLE_TABLES);
    Migrations.run(pool, address.schema(), "analytics");
    database = new Database(pool);
    sink = new Sink(catalog, ComplianceViews.of(catalog));
  }

  public static AnalyticsDatabase create(EventCatalog catalog) {
    return new AnalyticsDatabase(catalog);
  }

  public Database database() {
    return database;
  }

  public Sink sink() {
    return sink;
  }

  /** Where another role of the same database comes in, who may do what it was granted. */
  public DatabaseAddress other(String name) {
    return databases.of(name, "test");
  }

  /** Applies messages as the consumer loop does, and moves the cursors to their positions. */
  public void feed(List<Message> messages) {
    database.transact(
        connection -> {
          sink.applyAll(connection, messages);
          for (var message : messages) move(connection, message.position());
        });
  }

  private static void move(java.sql.Connection connection, Position to)
      throws java.sql.SQLException {
    Sql.update(
        connection,
        """
        insert into cursor (consumer, topic, partition, epoch, number, next_offset, topic_id)
        values ('analytics', ?, ?, ?, ?, 0, '') on conflict (consumer, topic, partition)
        do update set epoch = excluded.epoch, number = greatest(cursor.number, excluded.number)
        """,
        to.topic(),
        to.partition(),
        to.epoch(),
        to.number());
  }

  @Override
  public void close() {
    pool.close();
  }
}
