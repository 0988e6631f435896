package org.attune.standalone.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.attune.platform.entropy.Digests;

/**
 * Writes a backup: a zip archive whose first entry says what it is and in which format, and whose
 * last is the manifest. Each byte is read once, so that a file that changes meanwhile is described
 * as it was written. Readable by its owner alone.
 */
final class BackupWriter implements AutoCloseable {
  /** First entry. */
  static final String MARK = "attune-backup";

  /** Last entry. */
  static final String MANIFEST = "manifest.json";

  private static final int BUFFER_BYTES = 1 << 16;

  private final FileChannel channel;
  private final ZipOutputStream zip;
  private final List<BackupManifest.Entry> entries = new ArrayList<>();
  private final Set<String> directories = new TreeSet<>();

  /**
   * Begins one.
   *
   * @param file does not exist
   */
  BackupWriter(Path file) throws IOException {
    channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    zip =
        new ZipOutputStream(
            new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
    zip.setLevel(Deflater.BEST_SPEED);
    write(MARK, BackupManifest.FORMAT + "\n");
  }

  void directory(String name) {
    directories.add(name);
  }

  /** Takes a file as it is; one that has gone meanwhile is left out. */
  void file(String name, Path from) throws IOException {
    try (var in = Files.newInputStream(from)) {
      entry(name, in);
    } catch (NoSuchFileException e) {
      if (!e.getFile().equals(from.toString())) throw e;
    }
  }

  void text(String name, String text) throws IOException {
    entry(name, new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void entry(String name, InputStream in) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    var digest = Digests.sha256();
    var buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      zip.write(buffer, 0, read);
      digest.update(buffer, 0, read);
      bytes += read;
    }
    zip.closeEntry();
    var sha256 = HexFormat.of().formatHex(digest.digest());
    entries.add(new BackupManifest.Entry(name, bytes, sha256));
  }

  List<BackupManifest.Entry> entries() {
    return entries;
  }

  List<String> directories() {
    return List.copyOf(directories);
  }

  /** Writes the manifest and waits for the disk. */
  void finish(BackupManifest manifest) throws IOException {
    write(MANIFEST, manifest.write());
    zip.finish();
    zip.flush();
    channel.force(true);
  }

  private void write(String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  @Override
  public void close() throws IOException {
    channel.close(); // what is not finished stays so
  }
}
