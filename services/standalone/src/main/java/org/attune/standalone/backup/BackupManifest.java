package org.attune.standalone.backup;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.attune.platform.entropy.Digests;

/**
 * What a backup says of itself.
 *
 * @param platform whose it is: {@link #platform}
 * @param at up to when the database is in it
 * @param system identifier of the PostgreSQL cluster
 * @param epoch highest of all services' logs
 * @param directories of the database, those without files among them; with slashes
 * @param entries every file but this one
 */
record BackupManifest(
    String platform,
    Instant at,
    String system,
    int epoch,
    List<String> directories,
    List<Entry> entries) {
  /** Of the archive's form; what is newer is not read. */
  static final int FORMAT = 1;

  /**
   * One file.
   *
   * @param name with slashes, relative to the data directory
   * @param sha256 lower-case hex
   */
  record Entry(String name, long bytes, String sha256) {}

  BackupManifest {
    directories = List.copyOf(directories);
    entries = List.copyOf(entries);
  }

  /**
   * The identity of a platform: the digest of its administrator's public key.
   *
   * @param adminKey contents of {@code admin.key}: private key, public key
   */
  static String platform(String adminKey) {
    var keys = adminKey.strip().split("\\s+");
    return Digests.sha256Hex(keys[keys.length - 1]).substring(0, 32);
  }

  /** Bytes of all files. */
  long bytes() {
    return entries.stream().mapToLong(Entry::bytes).sum();
  }

  /** Names this backup among all. */
  String id() {
    return Digests.sha256Hex(write());
  }

  String write() {
    var files = new JsonArray();
    for (var entry : entries) {
      files.add(
          new JsonObject()
              .put("name", entry.name())
              .put("bytes", entry.bytes())
              .put("sha256", entry.sha256()));
    }
    return new JsonObject()
        .put("format", FORMAT)
        .put("platform", platform)
        .put("at", at.toString())
        .put("system", system)
        .put("epoch", epoch)
        .put("directories", new JsonArray(directories))
        .put("entries", files)
        .encodePrettily();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is something else, or names a place outside of the
   *     directory
   */
  static BackupManifest read(String text) {
    try {
      var json = new JsonObject(text);
      var entries = new ArrayList<Entry>();
      for (var entry : json.getJsonArray("entries")) {
        var file = (JsonObject) entry;
        entries.add(
            new Entry(
                inside(file.getString("name")), file.getLong("bytes"), file.getString("sha256")));
      }
      var directories = json.getJsonArray("directories").stream().map(String.class::cast).toList();
      directories.forEach(BackupManifest::inside);
      var names = new HashSet<String>();
      for (var entry : entries) {
        if (!names.add(entry.name())) throw new IllegalArgumentException("twice " + entry.name());
      }
      return new BackupManifest(
          json.getString("platform"),
          Instant.parse(json.getString("at")),
          json.getString("system"),
          json.getInteger("epoch"),
          directories,
          entries);
    } catch (ClassCastException
        | NullPointerException
        | DateTimeParseException
        | io.vertx.core.json.DecodeException e) {
      throw new IllegalArgumentException("its manifest cannot be read", e);
    }
  }

  private static String inside(String name) {
    for (var part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new IllegalArgumentException("it names a place outside: " + name);
      }
    }
    return name;
  }
}
