package org.attune.standalone.backup;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.attune.platform.data.DatabaseException;
import org.attune.standalone.platform.DataDirectory;
import org.attune.standalone.platform.DatabaseServer;
import org.attune.standalone.platform.FileReason;
import org.attune.standalone.platform.PlatformException;
import org.attune.standalone.platform.PlatformKind;
import org.attune.testkit.backend.PostgresServer.Durability;

/**
 * Puts a backup into a data directory: an empty one, or one of the same platform, which keeps what
 * no backup holds. Everything is read and checked before the directory is touched; then it is laid
 * out beside what is there, brought to a consistent state by its own server, given the next epoch,
 * and only then put in place.
 */
public final class Restoring {
  private final Clock clock;

  /**
   * @param clock the machine's
   */
  public Restoring(Clock clock) {
    this.clock = clock;
  }

  /**
   * What was done.
   *
   * @param of up to when the database is as it was
   * @param missing files that no backup holds and that are not in the directory, relative to it
   */
  public record Restored(Path root, int epoch, Instant of, List<String> missing) {}

  /**
   * Restores {@code file} into {@code directory}.
   *
   * @throws PlatformException if the file is no whole backup, or the directory is in use, of
   *     another platform or a rehearsal, holds something else, or has no room
   */
  public Restored restore(Path directory, Path file) {
    try (var backup = BackupFile.open(file.toAbsolutePath().normalize())) {
      backup.verify();
      var manifest = backup.manifest();
      try (var data = DataDirectory.take(directory, root -> refuse(root, manifest))) {
        return restore(data.root(), backup);
      }
    } catch (FileSystemException e) {
      throw new PlatformException(
          "The restore stopped: %s (%s). Type the same again when that is mended."
              .formatted(e.getFile(), FileReason.of(e)),
          e);
    } catch (IOException e) {
      throw new PlatformException(
          "The restore stopped: %s. Type the same again when that is mended."
              .formatted(e.getMessage()),
          e);
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  private static void refuse(Path root, BackupManifest manifest) throws IOException {
    var kind = root.resolve(Contents.KIND);
    if (Files.exists(kind) && !Files.readString(kind).strip().equals(PlatformKind.UP.name())) {
      throw new PlatformException(root + " holds a rehearsal: name another directory with --data.");
    }
    var key = root.resolve(Contents.ADMIN_KEY);
    if (Files.exists(key)) {
      if (!BackupManifest.platform(Files.readString(key)).equals(manifest.platform())) {
        throw new PlatformException(
            root + " belongs to another platform than the backup: name an empty directory.");
      }
    } else if (Files.exists(root) && !Contents.isFree(root)) {
      throw new PlatformException(
          root + " holds something that is not this platform's data: name an empty directory.");
    }
    refuseWithoutRoom(root, manifest);
  }

  private static void refuseWithoutRoom(Path root, BackupManifest manifest) throws IOException {
    Path existing = root;
    for (var up = root; up != null && !Files.exists(existing); up = up.getParent()) existing = up;
    long free = Files.getFileStore(existing).getUsableSpace();
    long needed = manifest.bytes() + DataDirectory.FREE_BYTES_MIN;
    if (free < needed) {
      throw new PlatformException(
          "%s has %d MB left and the restore needs %d MB: free some space, or name another directory with --data."
              .formatted(root, free >> 20, needed >> 20));
    }
  }

  private Restored restore(Path root, BackupFile backup) throws IOException, SQLException {
    var place = new RestorePlace(root);
    var manifest = backup.manifest();
    var last = new RestoreLog(root).last();
    var pending = place.pending();
    if (pending.isPresent()) place.finish(pending.get()); // all but the moving was done
    if (pending.isEmpty() || !pending.get().backup().equals(manifest.id())) {
      int before = Math.max(manifest.epoch(), last.map(RestoreLog.Restore::epoch).orElse(0));
      if (pending.isPresent()) before = Math.max(before, pending.get().epoch());
      place.begin();
      backup.unpack(place.staged());
      var restore =
          new RestoreLog.Restore(clock.instant(), before + 1, manifest.id(), manifest.at());
      recover(place, restore.epoch());
      place.complete(restore);
      place.finish(restore);
    }
    var done = new RestoreLog(root).last().orElseThrow();
    return new Restored(root, done.epoch(), done.of(), Contents.missing(root));
  }

  /** The server itself makes the copy whole; what it cannot mend is never put in place. */
  private static void recover(RestorePlace place, int epoch) throws IOException, SQLException {
    var cluster = place.staged().resolve(Contents.POSTGRES);
    try (var server = DatabaseServer.start(cluster, Durability.FULL);
        var connection = DriverManager.getConnection(DatabaseServer.superuserUrl(server.port()))) {
      Epochs.begin(connection, epoch);
    }
    Files.deleteIfExists(place.staged().resolve(Contents.POSTGRES + ".log"));
  }
}
