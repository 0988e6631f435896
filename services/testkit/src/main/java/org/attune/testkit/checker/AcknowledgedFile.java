package org.attune.testkit.checker;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.attune.platform.event.EventKey;

/**
 * Acknowledged acts as JSON lines, appended by a driver as they are acknowledged:
 *
 * <pre>{"participant":"study/uuid","kind":"answer","id":"uuid","acknowledgedAt":"instant"}</pre>
 */
public final class AcknowledgedFile {
  private final Path file;

  public AcknowledgedFile(Path file) {
    this.file = file;
  }

  /** Appends one act; it is in the file when this returns. */
  public synchronized void add(Acknowledged act) {
    var line =
        new JsonObject()
            .put("participant", act.owner().toString())
            .put("kind", act.kind().name().toLowerCase(java.util.Locale.ROOT))
            .put("id", act.id().toString())
            .put("acknowledgedAt", act.acknowledgedAt().toString());
    try {
      Files.writeString(
          file,
          line.encode() + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * All acts, in the order added. A last line that was cut short by a crash was not acknowledged to
   * anybody who could remember it, and is left out.
   */
  public List<Acknowledged> read() {
    if (!Files.exists(file)) return List.of();
    try {
      var text = Files.readString(file, StandardCharsets.UTF_8);
      var whole = text.substring(0, text.lastIndexOf('\n') + 1);
      return whole.lines().map(AcknowledgedFile::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Acknowledged parse(String line) {
    var json = new JsonObject(line);
    return new Acknowledged(
        EventKey.parse(json.getString("participant")),
        Acknowledged.Kind.valueOf(json.getString("kind").toUpperCase(java.util.Locale.ROOT)),
        UUID.fromString(json.getString("id")),
        Instant.parse(json.getString("acknowledgedAt")));
  }
}
