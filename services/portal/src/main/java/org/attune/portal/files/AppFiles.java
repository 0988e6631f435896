package org.attune.portal.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.platform.entropy.Digests;

/**
 * The files of one version of the app, read from the class path once.
 *
 * @param page the one page, which names script and style of this version
 * @param worker the service worker, which names all files that work without a network
 * @param others by path
 */
public record AppFiles(AppFile page, AppFile worker, Map<String, AppFile> others) {
  private static final String FOLDER = "/app/";
  private static final String HASHED = "/files/";
  private static final String MAIN = "app/main.ts";
  private static final String PRELOAD = "<link rel=\"modulepreload\" href=\"%s\">\n";

  /** Larger ones are fetched when they are needed, and kept then. Unit: bytes. */
  private static final int FETCHED_BEFOREHAND_MAX = 100 * 1024;

  private static final int VERSION_CHARS = 16;
  private static final List<String> FIXED = List.of("/manifest.webmanifest", "/icon.svg");

  public AppFiles {
    others = Map.copyOf(others);
  }

  /**
   * @throws IllegalStateException if the app was not built into this program
   */
  public static AppFiles read() {
    var outputs = new JsonObject(text("files.json")).getJsonObject("outputs");
    var others = new TreeMap<String, AppFile>();
    for (var output : outputs.fieldNames()) {
      var path = path(output);
      others.put(path, AppFile.of(path, bytes(path.substring(1)), true));
    }
    for (var path : FIXED) {
      others.put(path, AppFile.of(path, bytes(path.substring(1)), false));
    }
    var page = page(outputs);
    return new AppFiles(page, worker(page, others), others);
  }

  private static AppFile page(JsonObject outputs) {
    var html =
        text("index.html")
            .replace("{preloads}", preloads(outputs))
            .replace("{script}", entry(outputs, MAIN))
            .replace("{style}", entry(outputs, "styles/app.css"));
    return AppFile.of("/", html.getBytes(UTF_8), false);
  }

  /** What the script is made of besides itself is fetched beside it, not after it. */
  private static String preloads(JsonObject outputs) {
    var preloads = new StringBuilder();
    for (var imported : outputs.getJsonObject(output(outputs, MAIN)).getJsonArray("imports")) {
      var part = (JsonObject) imported;
      if (!"import-statement".equals(part.getString("kind"))) continue;
      preloads.append(PRELOAD.formatted(path(part.getString("path"))));
    }
    return preloads.toString();
  }

  private static String entry(JsonObject outputs, String source) {
    return path(output(outputs, source));
  }

  private static String output(JsonObject outputs, String source) {
    for (var output : outputs.fieldNames()) {
      if (source.equals(outputs.getJsonObject(output).getString("entryPoint"))) return output;
    }
    throw new IllegalStateException("nothing was made of " + source);
  }

  private static String path(String output) {
    return HASHED + output.substring(output.lastIndexOf('/') + 1);
  }

  /** Its text changes with every file, by which browsers see that there is a new version. */
  private static AppFile worker(AppFile page, Map<String, AppFile> others) {
    var script = text("worker.js");
    var names = new ArrayList<String>(List.of("/"));
    var contents = new StringBuilder(page.plain().toString(UTF_8)).append(script);
    for (var file : new TreeMap<>(others).values()) {
      contents.append(file.path()).append(Digests.sha256Hex(file.plain().toString("ISO-8859-1")));
      if (file.plain().length() <= FETCHED_BEFOREHAND_MAX) names.add(file.path());
    }
    var shell =
        new JsonObject()
            .put("version", Digests.sha256Hex(contents.toString()).substring(0, VERSION_CHARS))
            .put("files", new JsonArray(names));
    var whole = "const SHELL=" + shell.encode() + ";" + script;
    return AppFile.of("/worker.js", whole.getBytes(UTF_8), false);
  }

  private static String text(String name) {
    return new String(bytes(name), UTF_8);
  }

  private static byte[] bytes(String name) {
    try (var stream = AppFiles.class.getResourceAsStream(FOLDER + name)) {
      if (stream == null) throw new IllegalStateException("the app lacks its file " + name);
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
