package org.attune.standalone.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.attune.standalone.platform.DataDirectory;
import org.attune.testkit.backend.Directories;
import org.attune.testkit.backend.PostgresServer;

/**
 * Where a restore is made ready, inside the directory it is for.
 *
 * <pre>
 *   restore/staged/     what the backup holds, until it is moved to its place
 *   restore/complete    written when all of it is ready: from here on a restore only goes forward
 *   restore/replaced/   the database that was there, until the restore is done
 * </pre>
 *
 * Without {@code complete} everything outside is as it was before; with it {@link #finish} comes to
 * the same end however often it is begun.
 */
final class RestorePlace {
  private static final long SERVER_ENDS_SECONDS_MAX = 20;

  private final Path root;
  private final Path restore;
  private final Path complete;

  RestorePlace(Path root) {
    this.root = root;
    restore = root.resolve(DataDirectory.RESTORE);
    complete = restore.resolve("complete");
  }

  Path staged() {
    return restore.resolve("staged");
  }

  private Path replaced() {
    return restore.resolve("replaced");
  }

  /** The restore that is ready and not done. */
  Optional<RestoreLog.Restore> pending() throws IOException {
    if (!Files.exists(complete)) return Optional.empty();
    return Optional.of(RestoreLog.Restore.parse(Files.readString(complete).strip()));
  }

  /** Begins anew; what an earlier one laid out goes. */
  void begin() throws IOException {
    end(staged().resolve(Contents.POSTGRES));
    Directories.delete(restore);
    Files.createDirectories(restore);
  }

  /** Says that all is ready, once it is on the disk. */
  void complete(RestoreLog.Restore ready) throws IOException {
    for (var name : Contents.files(staged(), staged())) {
      // The server saw to its own files when it recovered.
      if (!name.startsWith(Contents.POSTGRES + "/")) force(staged().resolve(name));
    }
    var beside = restore.resolve("complete.tmp");
    Files.writeString(
        beside,
        ready.line() + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
    Files.move(beside, complete, StandardCopyOption.ATOMIC_MOVE);
    force(restore);
  }

  /** Puts everything in its place and removes what it replaces, the broker's copy included. */
  void finish(RestoreLog.Restore ready) throws IOException {
    var cluster = root.resolve(Contents.POSTGRES);
    var ours = staged().resolve(Contents.POSTGRES);
    if (Files.exists(ours)) {
      end(cluster);
      if (Files.exists(cluster)) Files.move(cluster, replaced(), StandardCopyOption.ATOMIC_MOVE);
      Files.move(ours, cluster, StandardCopyOption.ATOMIC_MOVE);
    }
    for (var name : Contents.files(staged(), staged())) {
      var to = root.resolve(name);
      Files.createDirectories(to.getParent());
      Files.move(
          staged().resolve(name),
          to,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
    Directories.delete(root.resolve(Contents.KAFKA)); // services send everything again
    new RestoreLog(root).add(ready);
    force(root);
    Directories.delete(staged());
    Directories.delete(replaced());
    Files.delete(complete);
    Files.delete(restore);
  }

  /** Ends what a killed process left at work on {@code cluster}. */
  private static void end(Path cluster) {
    PostgresServer.kill(cluster);
    for (var process : PostgresServer.processes(cluster)) {
      process.destroyForcibly();
      process.onExit().orTimeout(SERVER_ENDS_SECONDS_MAX, TimeUnit.SECONDS).join();
    }
  }

  private static void force(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
