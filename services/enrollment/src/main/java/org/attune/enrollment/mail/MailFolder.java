package org.attune.enrollment.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the folder of sent mail back, for staff who look whether it works. */
public final class MailFolder {
  /** Days that are listed, the latest first. */
  static final int DAYS_MAX = 60;

  /** Letters of a day that are shown, the latest first. */
  static final int LETTERS_MAX = 100;

  /** So much of a day's end is read. */
  private static final int BYTES_MAX = 256 * 1024;

  private static final Pattern NAME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})\\.mbox");

  private final Path directory;

  public MailFolder(Path directory) {
    this.directory = directory;
  }

  /** Days on which mail was sent, UTC, the latest first. */
  public List<LocalDate> days() {
    if (!Files.isDirectory(directory)) return List.of();
    try (var files = Files.list(directory)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(name -> name.matches())
          .map(name -> LocalDate.parse(name.group(1)))
          .sorted(Comparator.reverseOrder())
          .limit(DAYS_MAX)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last letters of a day, the latest first; empty if there was none. */
  public List<ShownLetter> letters(LocalDate day) {
    var file = directory.resolve(day + ".mbox");
    if (!Files.exists(file)) return List.of();
    var letters = new ArrayList<ShownLetter>();
    for (var entry : MboxForm.entries(end(file))) ShownLetter.of(entry).ifPresent(letters::add);
    return letters.reversed().stream().limit(LETTERS_MAX).toList();
  }

  private static String end(Path file) {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long from = Math.max(0, channel.size() - BYTES_MAX);
      var bytes = ByteBuffer.allocate((int) (channel.size() - from));
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, from + bytes.position()) < 0) break;
      }
      return new String(bytes.array(), 0, bytes.position(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
