package org.attune.enrollment.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.attune.enrollment.channel.Carrier;
import org.attune.enrollment.channel.Letter;
import org.attune.enrollment.channel.Sent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mail as files that any mail program opens: {@code <directory>/<UTC day of study time>.mbox}, in
 * the mboxrd form (RFC 4155), readable by their owner alone.
 *
 * <p>A letter is appended whole or not at all, and once: the message ids of a day are read when its
 * file is opened. One process writes a directory.
 */
public final class MboxCarrier implements Carrier, AutoCloseable {
  /** Days whose files stay open: participants of a rehearsal are some weeks apart. */
  static final int OPEN_DAYS_MAX = 64;

  private static final Logger LOG = LoggerFactory.getLogger(MboxCarrier.class);

  private static final String SUFFIX = ".mbox";
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private record Day(FileChannel channel, Set<String> messageIds) {}

  private final Path directory;
  private final ReentrantLock writing = new ReentrantLock();
  private final Map<LocalDate, Day> days = new LinkedHashMap<>(OPEN_DAYS_MAX * 2, 0.75f, true);

  public MboxCarrier(Path directory) {
    this.directory = directory;
  }

  @Override
  public boolean isImmediate() {
    return true;
  }

  @Override
  public boolean removesDuplicates() {
    return true;
  }

  @Override
  public Sent send(Letter letter) {
    writing.lock();
    try {
      var day = open(LocalDate.ofInstant(letter.at(), ZoneOffset.UTC));
      if (!day.messageIds().contains(letter.messageId())) {
        append(day.channel(), MboxForm.write(letter), letter.synthetic());
        day.messageIds().add(letter.messageId());
      }
      return Sent.accepted();
    } catch (IOException e) {
      LOG.warn("mail cannot be written: {}", e.getClass().getSimpleName());
      return Sent.of(Sent.Verdict.FAILED, "file");
    } finally {
      writing.unlock();
    }
  }

  /** Writes all bytes, or takes back what was written; waits for the disk where people are real. */
  private static void append(FileChannel channel, byte[] bytes, boolean synthetic)
      throws IOException {
    long before = channel.size();
    var buffer = ByteBuffer.wrap(bytes);
    try {
      while (buffer.hasRemaining()) channel.write(buffer);
      if (!synthetic) channel.force(false);
    } catch (IOException e) {
      channel.truncate(before);
      throw e;
    }
  }

  private Day open(LocalDate date) throws IOException {
    var known = days.get(date);
    if (known != null) return known;
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var file = directory.resolve(date + SUFFIX);
    var messageIds = Files.exists(file) ? messageIds(file) : new HashSet<String>();
    var channel =
        FileChannel.open(
            file, EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), OWNER_ALONE);
    var day = new Day(channel, messageIds);
    days.put(date, day);
    closeEldest();
    return day;
  }

  private void closeEldest() throws IOException {
    Iterator<Day> eldest = days.values().iterator();
    while (days.size() > OPEN_DAYS_MAX && eldest.hasNext()) {
      var day = eldest.next();
      eldest.remove();
      day.channel().close();
    }
  }

  @Override
  public void takeBack(Set<String> messageIds, LocalDate since) {
    writing.lock();
    try {
      for (var file : files()) {
        var date = LocalDate.parse(file.getFileName().toString().replace(SUFFIX, ""));
        if (!date.isBefore(since)) takeBack(messageIds, date, file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writing.unlock();
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(directory)) return List.of();
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private void takeBack(Set<String> messageIds, LocalDate date, Path file) throws IOException {
    var before = Files.readString(file, UTF_8);
    var after = MboxForm.without(before, messageIds);
    if (after.length() == before.length()) return;
    var open = days.remove(date);
    if (open != null) open.channel().close();
    var beside = directory.resolve(date + ".tmp");
    try (var channel =
        FileChannel.open(
            beside,
            EnumSet.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING),
            OWNER_ALONE)) {
      var buffer = ByteBuffer.wrap(after.getBytes(UTF_8));
      while (buffer.hasRemaining()) channel.write(buffer);
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Set<String> messageIds(Path file) throws IOException {
    var ids = new HashSet<String>();
    try (var lines = Files.lines(file, UTF_8)) {
      lines
          .filter(line -> line.startsWith(MboxForm.MESSAGE_ID))
          .forEach(line -> ids.add(line.substring(MboxForm.MESSAGE_ID.length())));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return ids;
  }

  @Override
  public void close() throws IOException {
    writing.lock();
    try {
      for (var day : days.values()) day.channel().close();
      days.clear();
    } finally {
      writing.unlock();
    }
  }
}
