package org.attune.standalone.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.attune.platform.entropy.Digests;
import org.attune.standalone.platform.FileReason;
import org.attune.standalone.platform.PlatformException;

/** A backup to read; whatever is wrong with it is one sentence. */
final class BackupFile implements AutoCloseable {
  /** Bytes of a zip entry's header before its name (APPNOTE.TXT 4.3.7). */
  private static final int HEADER_BYTES = 30;

  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final int BUFFER_BYTES = 1 << 16;
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;
  private final ZipFile zip;
  private final BackupManifest manifest;

  private BackupFile(Path file, ZipFile zip, BackupManifest manifest) {
    this.file = file;
    this.zip = zip;
    this.manifest = manifest;
  }

  /**
   * Opens a backup.
   *
   * @throws PlatformException if there is none, it is something else, of a newer form, or damaged
   */
  static BackupFile open(Path file) {
    try {
      if (!Files.exists(file)) {
        throw new PlatformException(file + " does not exist: name a file of ./attune backup.");
      }
      if (!isMarked(file)) {
        throw new PlatformException(file + " is no backup: name a file of ./attune backup.");
      }
      var zip = new ZipFile(file.toFile());
      try {
        return new BackupFile(file, zip, manifest(file, zip));
      } catch (RuntimeException | IOException e) {
        zip.close();
        throw e;
      }
    } catch (ZipException | IllegalArgumentException e) {
      throw damaged(file, e);
    } catch (FileSystemException e) {
      throw new PlatformException("%s cannot be read (%s).".formatted(file, FileReason.of(e)), e);
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  /** True if it begins as a backup of any format does. */
  private static boolean isMarked(Path file) throws IOException {
    if (!Files.isRegularFile(file)) return false;
    var mark = BackupWriter.MARK.getBytes(StandardCharsets.US_ASCII);
    try (var in = Files.newInputStream(file)) {
      var begin = in.readNBytes(HEADER_BYTES + mark.length);
      return begin.length == HEADER_BYTES + mark.length
          && Arrays.equals(begin, 0, ZIP.length, ZIP, 0, ZIP.length)
          && Arrays.equals(begin, HEADER_BYTES, begin.length, mark, 0, mark.length);
    }
  }

  private static BackupManifest manifest(Path file, ZipFile zip) throws IOException {
    var format = Integer.parseInt(text(zip, BackupWriter.MARK).strip());
    if (format > BackupManifest.FORMAT) {
      throw new PlatformException(
          "%s has format %d and this Attune reads up to %d: restore it with the one that wrote it, or a later one."
              .formatted(file, format, BackupManifest.FORMAT));
    }
    return BackupManifest.read(text(zip, BackupWriter.MANIFEST));
  }

  private static String text(ZipFile zip, String name) throws IOException {
    try (var in = open(zip, name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(ZipFile zip, String name) throws IOException {
    var entry = zip.getEntry(name);
    if (entry == null) throw new ZipException(name + " is missing");
    return zip.getInputStream(entry);
  }

  private static PlatformException damaged(Path file, Exception cause) {
    var what = String.valueOf(cause.getMessage()).replaceFirst("\\.$", "");
    return new PlatformException(
        "%s is damaged (%s): nothing was changed; restore from another copy.".formatted(file, what),
        cause);
  }

  BackupManifest manifest() {
    return manifest;
  }

  /**
   * Reads everything and compares it with the manifest.
   *
   * @throws PlatformException if anything is missing, changed or too much
   */
  void verify() {
    try {
      for (var entry : manifest.entries()) copy(entry, OutputStream.nullOutputStream());
      var known = new HashSet<>(Set.of(BackupWriter.MARK, BackupWriter.MANIFEST));
      for (var entry : manifest.entries()) known.add(entry.name());
      for (var found : zip.stream().toList()) {
        if (!known.contains(found.getName())) {
          throw new ZipException(found.getName() + " is not in its manifest");
        }
      }
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  /** Writes everything below {@code directory}, readable by its owner alone. */
  void unpack(Path directory) throws IOException {
    Files.createDirectories(directory, OWNER_DIRECTORY);
    for (var name : manifest.directories()) {
      Files.createDirectories(directory.resolve(name), OWNER_DIRECTORY);
    }
    for (var entry : manifest.entries()) {
      var to = directory.resolve(entry.name());
      Files.createDirectories(to.getParent(), OWNER_DIRECTORY);
      Files.createFile(to, OWNER_FILE);
      try (var out = Files.newOutputStream(to, StandardOpenOption.WRITE)) {
        copy(entry, out);
      }
    }
  }

  private void copy(BackupManifest.Entry entry, OutputStream out) throws IOException {
    var digest = Digests.sha256();
    long bytes = 0;
    var buffer = new byte[BUFFER_BYTES];
    try (var in = open(zip, entry.name())) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        bytes += read;
        out.write(buffer, 0, read);
      }
    }
    if (bytes != entry.bytes()
        || !HexFormat.of().formatHex(digest.digest()).equals(entry.sha256())) {
      throw new ZipException(entry.name() + " is not what was backed up");
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
