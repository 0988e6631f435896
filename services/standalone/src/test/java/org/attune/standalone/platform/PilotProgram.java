package org.attune.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.attune.standalone.command.Attune;
import org.attune.standalone.synthetic.Examples;
import org.attune.testkit.backend.Directories;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A small trial that a program of its own rehearses, once for each build and however many JVMs run
 * tests. Tests look at what came of it; and programs that tests start have the classes of all
 * services and backends that it kept: some forty are started, and most of what a start costs is
 * loading and checking the same classes. Where the build's classes are not in jars yet, nothing is
 * kept, and programs start as ever.
 */
public final class PilotProgram implements BeforeAllCallback {
  public static final String STUDY = "kindness-pilot";
  public static final int PARTICIPANTS = 4;
  public static final long SEED = 7;

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path DIRECTORY = TARGET.resolve("pilot");
  private static final Path CLASSES = DIRECTORY.resolve("programs.jsa");
  private static final Path DATA = DIRECTORY.resolve("data");

  /** There as soon as all of it is. */
  private static final Path REPORT = DIRECTORY.resolve("report.json");

  private static final int HEAP_MEBIBYTES = 512;
  private static final Duration REHEARSAL_MAX = Duration.ofMinutes(4);

  @Override
  public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
    try (var channel =
            FileChannel.open(
                TARGET.resolve("pilot.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      if (!isOfThisBuild()) rehearse();
    }
    // What another JVM does not keep, it loads.
    if (Files.exists(CLASSES)) System.setProperty(JavaProgram.SHARED_CLASSES, CLASSES.toString());
  }

  /** What the rehearsal said of itself at its end. */
  public static JsonObject report() throws IOException {
    return new JsonObject(Files.readString(REPORT));
  }

  /** A copy of the data of the platform on which it ran, to be changed by whoever asks. */
  public static Path data(Path copy) throws IOException {
    try (var all = Files.walk(DATA)) {
      for (var from : (Iterable<Path>) all::iterator) {
        Files.copy(from, copy.resolve(DATA.relativize(from)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return copy;
  }

  private static Stream<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of);
  }

  /** Of directories there is the one with the tests alone. */
  private static boolean isPackaged() {
    return classPath().filter(Files::isDirectory).allMatch(entry -> entry.endsWith("test-classes"))
        && classPath().filter(Files::isDirectory).count() == 1;
  }

  /** The JVM looks again whether each jar is the one of which it kept classes. */
  private static boolean isOfThisBuild() {
    long kept = REPORT.toFile().lastModified(); // 0 if it is not there
    return isPackaged()
        && classPath()
            .filter(Files::isRegularFile)
            .allMatch(jar -> jar.toFile().lastModified() < kept);
  }

  private static void rehearse() throws IOException, InterruptedException {
    if (Files.exists(DIRECTORY)) Directories.delete(DIRECTORY);
    Files.createDirectories(DIRECTORY);
    var said = DIRECTORY.resolve("said.json");
    var log = DIRECTORY.resolve("rehearsal.log");
    var rehearsal =
        new ProcessBuilder(command())
            .redirectOutput(said.toFile())
            .redirectError(log.toFile())
            .start();
    boolean ended = rehearsal.waitFor(REHEARSAL_MAX);
    if (!ended) rehearsal.destroyForcibly().waitFor();
    assertThat(ended && rehearsal.exitValue() == 0).as("it ended well; %s says more", log).isTrue();
    Files.move(said, REPORT);
  }

  private static List<String> command() {
    var rehearsal =
        List.of(
            Attune.class.getName(),
            "rehearse",
            Examples.directory(STUDY).toString(),
            "--participants",
            Integer.toString(PARTICIPANTS),
            "--seed",
            Long.toString(SEED),
            "--data",
            DATA.toString(),
            "--out",
            DIRECTORY.resolve("package").toString(),
            "--json");
    return isPackaged()
        ? JavaProgram.commandKeepingClasses(HEAP_MEBIBYTES, CLASSES, rehearsal)
        : JavaProgram.command(HEAP_MEBIBYTES, List.of(), rehearsal);
  }
}
