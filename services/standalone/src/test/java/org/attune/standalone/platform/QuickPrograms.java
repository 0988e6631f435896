package org.attune.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

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
 * Programs that the tests of a class start have the classes of all services and backends from a
 * small rehearsal that kept them, once for each build: some forty programs are started by tests,
 * and most of what a start costs is loading and checking the same classes. Where the build's
 * classes are not in jars yet, programs start as ever.
 */
public final class QuickPrograms implements BeforeAllCallback {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path KEPT = TARGET.resolve("programs.jsa");
  private static final int HEAP_MEBIBYTES = 512;
  private static final Duration REHEARSAL_MAX = Duration.ofMinutes(4);

  @Override
  public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
    if (!isPackaged()) return;
    try (var channel =
            FileChannel.open(
                TARGET.resolve("programs.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      if (!isOfThisBuild()) keep();
    }
    if (Files.exists(KEPT)) System.setProperty(JavaProgram.SHARED_CLASSES, KEPT.toString());
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
    long kept = KEPT.toFile().lastModified(); // 0 if it is not there
    return classPath()
        .filter(Files::isRegularFile)
        .allMatch(jar -> jar.toFile().lastModified() < kept);
  }

  private static void keep() throws IOException, InterruptedException {
    Files.deleteIfExists(KEPT);
    var scratch = Files.createTempDirectory(TARGET, "programs-");
    var file = scratch.resolve("programs.jsa");
    var rehearsal =
        List.of(
            Attune.class.getName(),
            "rehearse",
            Examples.directory("kindness-pilot").toString(),
            "--participants",
            "2",
            "--seed",
            "1",
            "--out",
            scratch.resolve("package").toString());
    var log = TARGET.resolve("programs.log");
    var program =
        new ProcessBuilder(JavaProgram.commandKeepingClasses(HEAP_MEBIBYTES, file, rehearsal))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = program.waitFor(REHEARSAL_MAX);
    if (!ended) program.destroyForcibly().waitFor();
    assertThat(ended && program.exitValue() == 0).as("it ended well; %s says more", log).isTrue();
    // What another JVM does not keep, it loads.
    if (Files.exists(file)) Files.move(file, KEPT, StandardCopyOption.REPLACE_EXISTING);
    Directories.delete(scratch);
  }
}
