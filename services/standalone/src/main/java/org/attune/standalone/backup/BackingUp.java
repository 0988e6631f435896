package org.attune.standalone.backup;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import org.attune.platform.data.DatabaseException;
import org.attune.standalone.platform.DataDirectory;
import org.attune.standalone.platform.DatabaseServer;
import org.attune.standalone.platform.FileReason;
import org.attune.standalone.platform.PlatformException;
import org.attune.standalone.platform.PlatformKind;
import org.attune.testkit.backend.PostgresServer.Durability;

/**
 * Makes a backup of a data directory: while its platform works, beside it and without stopping
 * anything; else with its database started for the time it takes.
 */
public final class BackingUp {
  private final Clock clock;

  /**
   * @param clock the machine's
   */
  public BackingUp(Clock clock) {
    this.clock = clock;
  }

  /**
   * What was made.
   *
   * @param bytes of the files in it
   * @param at up to when the database is in it
   */
  public record Made(int files, long bytes, int epoch, Instant at) {}

  /**
   * Writes {@code file}, which is there when it is complete and not before.
   *
   * @throws PlatformException if there is nothing to back up, or it cannot be written
   */
  public Made backUp(Path directory, Path file) {
    var root = directory.toAbsolutePath().normalize();
    var to = file.toAbsolutePath().normalize();
    try {
      refuse(root, to);
      var partial = to.resolveSibling("." + to.getFileName() + ".partial");
      Files.deleteIfExists(partial); // of one that was killed
      try {
        var made = write(root, partial);
        Files.move(partial, to, StandardCopyOption.ATOMIC_MOVE);
        return made;
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (FileSystemException e) {
      throw new PlatformException(
          "%s cannot be written: %s (%s).".formatted(to, e.getFile(), FileReason.of(e)), e);
    } catch (IOException e) {
      throw new PlatformException("%s cannot be written: %s.".formatted(to, e.getMessage()), e);
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  private static void refuse(Path root, Path to) throws IOException {
    if (!Files.exists(root.resolve(Contents.KIND))) {
      throw new PlatformException(
          root + " holds no platform: name the directory of one with --data.");
    }
    if (!Files.readString(root.resolve(Contents.KIND)).strip().equals(PlatformKind.UP.name())) {
      throw new PlatformException(
          root + " holds a rehearsal: the same study and seed make it again, it needs no backup.");
    }
    if (Files.exists(to)) {
      throw new PlatformException(to + " is there already: name another file.");
    }
    if (to.startsWith(root)) {
      throw new PlatformException(
          "%s lies in %s and would be lost with it: name a file elsewhere.".formatted(to, root));
    }
  }

  private Made write(Path root, Path partial) throws IOException, SQLException {
    var cluster = root.resolve(Contents.POSTGRES);
    if (DataDirectory.running(root).isPresent()) {
      var url = DatabaseServer.superuserUrl(cluster);
      return write(
          root,
          partial,
          url.orElseThrow(
              () -> new PlatformException(cluster + " has no server: is it just stopping?")));
    }
    try (var _ = DataDirectory.take(root, PlatformKind.UP);
        var server = DatabaseServer.start(cluster, Durability.FULL)) {
      return write(root, partial, DatabaseServer.superuserUrl(server.port()));
    }
  }

  private Made write(Path root, Path partial, String url) throws IOException, SQLException {
    try (var out = new BackupWriter(partial);
        var database = new ClusterCopy(root.resolve(Contents.POSTGRES), url)) {
      for (var name : Contents.of(root)) out.file(name, root.resolve(name));
      int epoch = database.epoch();
      database.into(out);
      var manifest =
          new BackupManifest(
              BackupManifest.platform(Files.readString(root.resolve(Contents.ADMIN_KEY))),
              clock.instant(),
              database.system(),
              epoch,
              out.directories(),
              out.entries());
      out.finish(manifest);
      return new Made(manifest.entries().size(), manifest.bytes(), epoch, manifest.at());
    }
  }
}
