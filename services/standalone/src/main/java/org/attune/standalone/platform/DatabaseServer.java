package org.attune.standalone.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.attune.testkit.backend.BackendException;
import org.attune.testkit.backend.FreePorts;
import org.attune.testkit.backend.PostgresServer;

/** The PostgreSQL server that works on a directory, and the way in for its superuser. */
public final class DatabaseServer {
  /** Database of the services. */
  public static final String DATABASE = "attune";

  /** Line of {@code postmaster.pid} that names the port, from 0. */
  private static final int PORT_LINE = 3;

  private DatabaseServer() {}

  /**
   * Starts one, on any free port.
   *
   * @param cluster the server's files, made if need be
   * @throws PlatformException if it does not start, with the reason it gave
   */
  public static PostgresServer start(Path cluster, PostgresServer.Durability durability) {
    var binaries = Path.of(System.getProperty("java.io.tmpdir"), "attune-postgres");
    try {
      return PostgresServer.start(cluster, binaries, FreePorts.next(), durability);
    } catch (BackendException e) {
      throw new PlatformException("%s cannot be used. %s".formatted(cluster, e.getMessage()), e);
    }
  }

  /** JDBC address of the superuser of the server that works on {@code cluster}, if one does. */
  public static Optional<String> superuserUrl(Path cluster) {
    var file = cluster.resolve("postmaster.pid");
    try {
      if (!Files.exists(file)) return Optional.empty();
      var lines = Files.readAllLines(file);
      return lines.size() <= PORT_LINE
          ? Optional.empty()
          : Optional.of(superuserUrl(Integer.parseInt(lines.get(PORT_LINE).strip())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JDBC address of the superuser of the server on a port of this machine. */
  public static String superuserUrl(int port) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(port, DATABASE);
  }
}
