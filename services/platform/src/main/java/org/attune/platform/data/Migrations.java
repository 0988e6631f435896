package org.attune.platform.data;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings a service's schema to the version of its code: the platform's tables, then its own. */
public final class Migrations {
  private Migrations() {}

  /**
   * Applies what is missing; does nothing when nothing is.
   *
   * @param service name of the service; its files are {@code db/<service>/V…__….sql}
   * @throws org.flywaydb.core.api.FlywayException if a file changed after it was applied
   */
  public static void run(DataSource dataSource, String schema, String service) {
    migrate(dataSource, schema, "db/platform", "flyway_platform");
    migrate(dataSource, schema, "db/" + service, "flyway_" + service);
  }

  private static void migrate(DataSource dataSource, String schema, String files, String table) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(dataSource)
        .schemas(schema)
        .defaultSchema(schema)
        .createSchemas(false)
        .locations("classpath:" + files)
        .table(table)
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .failOnMissingLocations(true)
        .load()
        .migrate();
  }
}
