package org.attune.standalone.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.platform.entropy.Digests;

/** A backup with next to nothing in it, whole or not. */
final class MadeBackup {
  static final Instant AT = Instant.parse("2026-11-29T01:00:00Z");

  private final String platform;
  private final Map<String, String> described = new LinkedHashMap<>();
  private final Map<String, String> held = new LinkedHashMap<>();

  private MadeBackup(String platform) {
    this.platform = platform;
    described.put("admin.key", key());
    described.put("kind", "UP");
    described.put("services/randomization/seed.key", "of the seeds");
    described.put("postgres/PG_VERSION", "17");
    held.putAll(described);
  }

  /**
   * A whole one.
   *
   * @param platform its administrator's public key
   */
  static MadeBackup of(String platform) {
    return new MadeBackup(platform);
  }

  /** Contents of its {@code admin.key}. */
  String key() {
    return "private " + platform;
  }

  MadeBackup without(String name) {
    held.remove(name);
    return this;
  }

  MadeBackup with(String name) {
    held.put(name, "more");
    return this;
  }

  MadeBackup changing(String name) {
    held.put(name, "other");
    return this;
  }

  MadeBackup naming(String name) {
    described.put(name, "more");
    return with(name);
  }

  Path write(Path file) throws IOException {
    var entries = new ArrayList<BackupManifest.Entry>();
    described.forEach(
        (name, text) ->
            entries.add(
                new BackupManifest.Entry(
                    name, text.getBytes(StandardCharsets.UTF_8).length, Digests.sha256Hex(text))));
    var manifest =
        new BackupManifest(
            BackupManifest.platform(key()),
            AT,
            "7",
            1,
            List.of("postgres", "postgres/pg_wal"),
            entries);
    try (var out = new BackupWriter(file)) {
      for (var entry : held.entrySet()) out.text(entry.getKey(), entry.getValue());
      out.finish(manifest);
    }
    return file;
  }
}
