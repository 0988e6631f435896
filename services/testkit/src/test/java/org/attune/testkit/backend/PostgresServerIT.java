package org.attune.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database server of our own that cannot start, or is ended by somebody else. */
class PostgresServerIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static final Path BINARIES =
      Path.of(System.getProperty("java.io.tmpdir"), "attune-postgres");

  @TempDir Path directory;

  private PostgresServer start() {
    return PostgresServer.start(
        directory.resolve("postgres"), BINARIES, FreePorts.next(), PostgresServer.Durability.NONE);
  }

  @Test
  void a_server_that_cannot_start_says_why_and_is_not_waited_for() throws IOException {
    start().close();
    Files.writeString(directory.resolve("postgres/PG_VERSION"), "99\n");
    long began = System.nanoTime();
    assertThatThrownBy(this::start)
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("database files are incompatible with server");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    assertThat(Orphans.running(directory.resolve("postgres"))).isEmpty();
  }

  @Test
  void the_first_cluster_made_is_kept_before_it_is_started_and_used_for_the_next()
      throws IOException {
    start().close();
    var data = directory.resolve("postgres");
    assertThat(data.resolve("PG_VERSION")).hasContent(FreshCluster.MAJOR);

    var fresh = FreshCluster.beside(BINARIES);
    var next = directory.resolve("next");
    fresh.unpack(next);
    assertThat(next.resolve("PG_VERSION")).hasContent(FreshCluster.MAJOR);
    assertThat(next.resolve("postmaster.opts")).doesNotExist();
    assertThat(next.resolve("pg_wal")).isDirectory();
  }

  @Test
  void a_cluster_that_was_started_is_never_kept() throws IOException {
    start().close();
    var fresh = FreshCluster.beside(directory);
    fresh.keep(directory.resolve("postgres"));
    assertThat(fresh.file()).doesNotExist();
  }

  @Test
  void a_cluster_that_is_there_is_left_as_it_is() throws IOException {
    start().close();
    var data = directory.resolve("postgres");
    Files.writeString(data.resolve("PG_VERSION"), "99\n");
    FreshCluster.beside(BINARIES).unpack(data);
    assertThat(data.resolve("PG_VERSION")).hasContent("99");
  }

  @Test
  void binaries_that_cannot_be_unpacked_are_named() throws IOException {
    var file = Files.writeString(directory.resolve("binaries"), "");
    assertThatThrownBy(
            () ->
                PostgresServer.start(
                    directory.resolve("postgres"),
                    file,
                    FreePorts.next(),
                    PostgresServer.Durability.NONE))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("binaries");
  }

  @Test
  void a_server_that_is_ended_from_outside_is_noticed() throws Exception {
    try (var server = start()) {
      var reason = new CompletableFuture<String>();
      server.onDeath(reason::complete);
      PostgresServer.kill(directory.resolve("postgres"));
      assertThat(reason.get(SOON.toSeconds(), TimeUnit.SECONDS))
          .isEqualTo("it was ended from outside");
    }
  }

  @Test
  void a_server_that_is_closed_has_not_died() throws Exception {
    var reason = new CompletableFuture<String>();
    var server = start();
    var process = Orphans.running(directory.resolve("postgres")).orElseThrow();
    server.onDeath(reason::complete);
    server.close();
    process.onExit().get(SOON.toSeconds(), TimeUnit.SECONDS);
    assertThat(reason).isNotDone();
  }

  @Test
  void what_a_killed_server_left_at_work_is_ended_before_the_next_starts() throws Exception {
    var data = directory.resolve("postgres");
    try (var first = start();
        var connection = DriverManager.getConnection(first.superuserUrl());
        var statement = connection.createStatement();
        var row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      var backend = ProcessHandle.of(row.getLong(1)).orElseThrow();
      signal("-STOP", backend); // it does not hear that its server is gone
      PostgresServer.kill(data);
      first.close(); // in one process one server at a time holds the directory
      try (var _ = start()) {
        assertThat(PostgresServer.processes(data)).isNotEmpty().doesNotContain(backend);
      } finally {
        signal("-CONT", backend);
      }
    }
  }

  private static void signal(String which, ProcessHandle process) throws Exception {
    new ProcessBuilder("kill", which, Long.toString(process.pid())).start().waitFor();
  }

  @Test
  void a_server_ends_when_its_parent_is_killed() throws Exception {
    var parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LeftAlone.class.getName(),
                directory.resolve("postgres").toString(),
                BINARIES.toString())
            .start();
    assertThat(parent.inputReader().readLine()).isEqualTo("started");
    var server = Orphans.running(directory.resolve("postgres")).orElseThrow();
    parent.destroyForcibly().waitFor();
    server.onExit().get(SOON.toSeconds(), TimeUnit.SECONDS);
    assertThat(PostgresServer.processes(directory.resolve("postgres"))).isEmpty();
  }

  /** A process that starts a server and never ends by itself. */
  static final class LeftAlone {
    private LeftAlone() {}

    public static void main(String[] arguments) throws InterruptedException {
      var server =
          PostgresServer.start(
              Path.of(arguments[0]),
              Path.of(arguments[1]),
              FreePorts.next(),
              PostgresServer.Durability.NONE);
      System.out.println("started");
      new CountDownLatch(1).await();
      server.close();
    }
  }
}
