package org.attune.testkit.backend;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL server as a child process, on loopback; it ends with its parent. */
public final class PostgresServer implements AutoCloseable {
  /** What a crash of the machine may cost. */
  public enum Durability {
    /** Nothing that was committed. */
    FULL,
    /** Everything: for databases that are thrown away. */
    NONE
  }

  private static final String NO_REASON = "no reason given";

  /**
   * Values of a column that statistics keep: services find rows by key whatever these say, and what
   * reads whole tables needs to know how large they are.
   */
  private static final int STATISTICS_BRIEF = 10;

  private static final Duration START_MAX = Duration.ofSeconds(30);
  private static final Duration STOP_MAX = Duration.ofSeconds(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  static final int CONNECTIONS_MAX = 100;

  private final EmbeddedPostgres server;
  private final Path directory;
  private final Durability durability;
  private final PostgresLog said;
  private final Optional<Leash> leash;
  private volatile boolean closing;

  private PostgresServer(
      EmbeddedPostgres server, Path directory, Durability durability, PostgresLog said) {
    this.server = server;
    this.directory = directory;
    this.durability = durability;
    this.said = said;
    try {
      leash =
          Orphans.running(directory)
              .map(process -> Leash.hold(process, directory, Leash.Ending.INT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a server whose data survive in {@code directory}; one left behind by a killed process is
   * stopped first.
   *
   * @param binaries where the server's programs are unpacked, shared by all
   * @param port on 127.0.0.1
   * @throws BackendException if it does not start within 30 s, with the reason it gave
   */
  public static PostgresServer start(
      Path directory, Path binaries, int port, Durability durability) {
    var log = directory.resolveSibling(directory.getFileName() + ".log");
    try {
      Orphans.stop(directory);
      Files.createDirectories(binaries);
      var said = new PostgresLog(log);
      var builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(directory)
              .setCleanDataDirectory(false)
              .setOverrideWorkingDirectory(binaries.toFile())
              .setPort(port)
              .setLocaleConfig("locale", "C") // whatever the environment says
              .setPGStartupWait(START_MAX)
              .setOutputRedirector(said.redirect())
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("max_connections", Integer.toString(CONNECTIONS_MAX))
              .setServerConfig("shared_buffers", "128MB")
              .setServerConfig("max_wal_size", "2GB")
              .setServerConfig("jit", "off")
              .setServerConfig("timezone", "UTC")
              .setServerConfig("log_statement", "none")
              .setServerConfig("update_process_title", "off")
              .setServerConfig("log_min_messages", "fatal")
              .setServerConfig("default_statistics_target", Integer.toString(STATISTICS_BRIEF))
              .setServerConfig("log_min_error_statement", "panic");
      if (durability == Durability.NONE) {
        var fresh = FreshCluster.beside(binaries);
        fresh.unpack(directory);
        builder.setDataDirectoryCustomizer(made -> fresh.keep(made.toPath()));
        builder.setServerConfig("autovacuum_naptime", "10s"); // tables grow within a minute
      } else {
        beConsiderate(builder);
      }
      // Said either way: what embeds the server switches durability off by default.
      var onOrOff = durability == Durability.FULL ? "on" : "off";
      builder
          .setServerConfig("fsync", onOrOff)
          .setServerConfig("synchronous_commit", onOrOff)
          .setServerConfig("full_page_writes", onOrOff);
      return new PostgresServer(started(builder, said), directory, durability, said);
    } catch (IOException e) {
      throw new BackendException("PostgreSQL does not start: " + reason(e), e);
    }
  }

  /** Chores take their time, since somebody waits for an answer meanwhile (decision 0057). */
  private static void beConsiderate(EmbeddedPostgres.Builder builder) {
    builder
        .setServerConfig("min_wal_size", "512MB")
        .setServerConfig("backend_flush_after", "512kB")
        .setServerConfig("autovacuum_vacuum_cost_delay", "20ms");
  }

  /** Starts, and waits no longer than until the server has said that it will not. */
  private static EmbeddedPostgres started(EmbeddedPostgres.Builder builder, PostgresLog said) {
    var starting = new FutureTask<>(builder::start);
    var thread = Thread.ofPlatform().daemon().name("postgres-start").start(starting);
    try {
      while (!thread.join(LOOK_EVERY)) {
        if (said.saysThatItFailed()) thread.interrupt();
      }
      var server = starting.get();
      if (!said.saysThatItFailed()) return server;
      server.close();
      throw new BackendException("PostgreSQL does not start: " + said.reason().orElse(NO_REASON));
    } catch (IOException e) {
      throw new BackendException("PostgreSQL does not start: " + reason(e), e);
    } catch (ExecutionException e) {
      var reason = said.reason().orElseGet(() -> reason(e.getCause()));
      throw new BackendException("PostgreSQL does not start: " + reason, e);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new BackendException("PostgreSQL was not waited for", e);
    }
  }

  private static String reason(@Nullable Throwable failure) {
    if (failure instanceof FileSystemException file) {
      var why = file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
      return file.getFile() + " cannot be used (" + why + ")";
    }
    return failure == null ? NO_REASON : String.valueOf(failure.getMessage());
  }

  /** Ends the server of {@code directory}, if one runs there, without waiting for it. */
  public static void kill(Path directory) {
    Orphans.kill(directory);
  }

  /** Processes of the server of {@code directory} that are alive, its children among them. */
  public static List<ProcessHandle> processes(Path directory) {
    return Orphans.working(directory);
  }

  /** Calls {@code reaction} with the reason when the server ends without being closed. */
  public void onDeath(Consumer<String> reaction) {
    try {
      Orphans.running(directory)
          .ifPresent(
              process ->
                  process
                      .onExit()
                      .thenRun(
                          () -> {
                            if (closing) return;
                            reaction.accept(said.reason().orElse("it was ended from outside"));
                          }));
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
    closing = true;
    try {
      var process = Orphans.running(directory);
      server.close();
      // What stops the server waits for its pid file to go; the process itself goes a little later.
      if (process.isPresent()) awaitEnd(process.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      leash.ifPresent(Leash::close);
    }
  }

  /**
   * Waits until the server has ended. It is no child of this process: {@code onExit} would look for
   * its end ever more rarely, after minutes every few seconds. Whoever keeps the data finds no
   * trace of it; where they are thrown away, its entry in the process table may stay a while
   * longer.
   */
  private void awaitEnd(ProcessHandle process) {
    long until = System.nanoTime() + STOP_MAX.toNanos();
    BooleanSupplier there =
        durability == Durability.FULL ? process::isAlive : () -> Orphans.isPostgres(process);
    try {
      while (there.getAsBoolean() && System.nanoTime() < until) Thread.sleep(LOOK_EVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
