package org.attune.standalone.platform;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A directory that one platform at a time works in.
 *
 * <pre>
 *   kind            UP or REHEARSAL, written once
 *   lock            held while a platform runs; the operating system lets go of it when it dies
 *   platform.json   addresses of the running platform: url, process, start
 *   admin.key       the administrator's private key, mode 0600
 *   keys/           the services' private keys, mode 0600
 *   logs/           attune.jsonl, one JSON object a line; the full ones before it .1 to .4
 *   postgres.log    what the database server said when it was started, and what was fatal since
 *   postgres/ kafka/ services/
 *   restores.tsv    what was restored here, a line each; never in a backup
 *   restore/        while a restore is under way
 * </pre>
 */
public final class DataDirectory implements AutoCloseable {
  /** Free space without which nothing starts. */
  public static final long FREE_BYTES_MIN = 512L * 1024 * 1024;

  /** Holds something while a restore is under way, or was ended before it was done. */
  public static final String RESTORE = "restore";

  private static final String PLATFORM = "platform.json";

  private final Path root;
  private final FileChannel lock;

  private DataDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Takes the directory, making it if need be.
   *
   * @throws PlatformException if another process works in it, it is of another kind, it holds
   *     something else, or there is too little space
   */
  public static DataDirectory take(Path directory, PlatformKind kind) {
    return take(directory, root -> prepare(root, kind));
  }

  /** What is to be seen to before a directory is taken. */
  @FunctionalInterface
  public interface Preparation {
    /**
     * Looks at it.
     *
     * @throws PlatformException if it is not to be taken
     */
    void of(Path root) throws IOException;
  }

  /**
   * Takes the directory, whatever it holds, if {@code preparation} lets it.
   *
   * @throws PlatformException if another process works in it
   */
  public static DataDirectory take(Path directory, Preparation preparation) {
    var root = directory.toAbsolutePath().normalize();
    try {
      preparation.of(root);
      Files.createDirectories(root);
      var lock =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(lock)) {
        lock.close();
        throw new PlatformException(
            "%s is in use by %s: stop that platform first, or name another directory with --data."
                .formatted(root, describe(root)));
      }
      Files.deleteIfExists(root.resolve(PLATFORM));
      return new DataDirectory(root, lock);
    } catch (FileSystemException e) {
      throw new PlatformException(
          "%s cannot be used as a data directory (%s): name one that can be written with --data."
              .formatted(root, FileReason.of(e)),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void prepare(Path root, PlatformKind kind) throws IOException {
    if (isHalfRestored(root)) {
      throw new PlatformException(
          "A restore into %s did not come to its end: type ./attune restore --data %s FILE again, with the same file."
              .formatted(root, root));
    }
    var kindFile = root.resolve("kind");
    if (!Files.exists(root)) Files.createDirectories(root);
    if (Files.exists(kindFile)) {
      var found = Files.readString(kindFile).strip();
      if (!found.equals(kind.name())) {
        throw new PlatformException(
            "%s belongs to %s: name another directory with --data."
                .formatted(root, found.equals("UP") ? "a live platform" : "a rehearsal"));
      }
    } else {
      refuseForeign(root);
      Files.writeString(kindFile, kind.name() + "\n");
    }
    long free = Files.getFileStore(root).getUsableSpace();
    if (free < FREE_BYTES_MIN) {
      throw new PlatformException(
          "%s has %d MB left and the platform needs %d MB: free some space, or name another directory with --data."
              .formatted(root, free >> 20, FREE_BYTES_MIN >> 20));
    }
  }

  private static boolean isHalfRestored(Path root) throws IOException {
    var restore = root.resolve(RESTORE);
    if (!Files.isDirectory(restore)) return false;
    try (var files = Files.list(restore)) {
      return files.findAny().isPresent();
    }
  }

  private static void refuseForeign(Path root) throws IOException {
    try (var files = Files.list(root)) {
      if (files.findAny().isPresent()) {
        throw new PlatformException(
            root + " holds something that is not a platform's data: name an empty directory.");
      }
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // this very process holds it
    }
  }

  private static String describe(Path root) {
    return running(root)
        .map(
            json -> "process " + json.getLong("process") + ", started " + json.getString("started"))
        .orElse("another process");
  }

  /** What {@code platform.json} says of the platform that runs on a directory, if one does. */
  public static Optional<JsonObject> running(Path directory) {
    var file = directory.resolve(PLATFORM);
    try {
      if (!Files.exists(file)) return Optional.empty();
      var json = new JsonObject(Files.readString(file));
      var process = ProcessHandle.of(json.getLong("process"));
      return process.filter(ProcessHandle::isAlive).map(_ -> json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says that the platform runs, and where. */
  void announce(JsonObject addresses) {
    write(PLATFORM, addresses.encodePrettily() + "\n", "rw-r--r--");
  }

  /** A secret kept in the directory, made by {@code make} if it is not there yet. */
  String secret(String name, java.util.function.Supplier<String> make) {
    var file = root.resolve(name);
    try {
      if (Files.exists(file)) return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var made = make.get();
    write(name, made + "\n", "rw-------");
    return made;
  }

  private void write(String name, String text, String permissions) {
    try {
      var file = root.resolve(name);
      if (file.getParent() != null) Files.createDirectories(file.getParent());
      var attribute =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
      var beside = Files.createTempFile(root, "write-", ".tmp", attribute);
      Files.writeString(beside, text);
      Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString(permissions));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path root() {
    return root;
  }

  Path resolve(String name) {
    return root.resolve(name);
  }

  /** Lets go of the directory; its data stay. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(root.resolve(PLATFORM));
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
