package org.attune.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The app's own checks, run by the JavaScript engine and the compiler that the build unpacked. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AppTest {
  private static final int SECONDS_MAX = 100;
  private static final Path WEB = Path.of("target/web");
  private static final Path ENGINE = WEB.resolve("bin/node").toAbsolutePath();
  private static final Path BUNDLER = WEB.resolve("bin/esbuild").toAbsolutePath();

  @TempDir Path directory;

  @Test
  void types_fit() throws Exception {
    var compiler = WEB.resolve("node_modules/typescript/lib/tsc.js").toString();
    var settings = WEB.resolve("src/tsconfig.json").toString();
    runs(ENGINE.toString(), compiler, "-p", settings, "--pretty", "false");
  }

  @Test
  void queue_branching_and_words_hold_their_tests() throws Exception {
    var tests = sources();
    var bundle = new ArrayList<String>(List.of(BUNDLER.toString()));
    bundle.addAll(tests);
    bundle.addAll(
        List.of("--bundle", "--format=esm", "--platform=node", "--out-extension:.js=.mjs"));
    bundle.addAll(List.of("--outdir=" + directory, "--log-level=warning"));
    runs(bundle.toArray(String[]::new));
    var run = new ArrayList<String>(List.of(ENGINE.toString(), "--test", "--test-reporter=dot"));
    run.addAll(made());
    runs(run.toArray(String[]::new));
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.list(WEB.resolve("src/test"))) {
      return files.map(Path::toString).filter(name -> name.endsWith(".test.ts")).sorted().toList();
    }
  }

  private List<String> made() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".mjs")).sorted().toList();
    }
  }

  private void runs(String... command) throws Exception {
    var said = directory.resolve("said").toFile();
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said).start();
    boolean ended = process.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
    if (!ended) process.destroyForcibly();
    assertThat(ended).as("ended by itself: " + Files.readString(said.toPath())).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said.toPath())).isZero();
  }
}
