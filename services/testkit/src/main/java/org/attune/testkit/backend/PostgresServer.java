package org.attune.testkit.backend;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A real PostgreSQL server as a child process, on loopback. */
public final class PostgresServer implements AutoCloseable {
  /** What a crash of the machine may cost. */
  public enum Durability {
    /** Nothing that was committed. */
    FULL,
    /** Everything: for databases that are thrown away. */
    NONE
  }

  private static final Duration START_MAX = Duration.ofSeconds(30);
  static final int CONNECTIONS_MAX = 100;

  private final EmbeddedPostgres server;

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts a server whose data survive in {@code directory}; one left behind by a killed process is
   * stopped first.
   *
   * @param binaries where the server's programs are unpacked, shared by all
   * @param port on 127.0.0.1
   * @throws UncheckedIOException if it does not start within 30 s
   */
  public static PostgresServer start(
      Path directory, Path binaries, int port, Durability durability) {
    try {
      Orphans.stop(directory);
      Files.createDirectories(binaries);
      var builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(directory)
              .setCleanDataDirectory(false)
              .setOverrideWorkingDirectory(binaries.toFile())
              .setPort(port)
              .setPGStartupWait(START_MAX)
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("max_connections", Integer.toString(CONNECTIONS_MAX))
              .setServerConfig("shared_buffers", "128MB")
              .setServerConfig("max_wal_size", "2GB")
              .setServerConfig("jit", "off")
              .setServerConfig("timezone", "UTC")
              .setServerConfig("log_statement", "none")
              .setServerConfig("log_min_error_statement", "panic")
              .setServerConfig("autovacuum_naptime", "10s");
      // Said either way: what embeds the server switches durability off by default.
      var onOrOff = durability == Durability.FULL ? "on" : "off";
      builder
          .setServerConfig("fsync", onOrOff)
          .setServerConfig("synchronous_commit", onOrOff)
          .setServerConfig("full_page_writes", onOrOff);
      return new PostgresServer(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JDBC address of the superuser in database {@code postgres}. */
  public String superuserUrl() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
