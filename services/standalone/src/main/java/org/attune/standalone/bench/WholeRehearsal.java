package org.attune.standalone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.attune.testkit.backend.Directories;

/** {@code rehearse} as a whole process, measured. */
final class WholeRehearsal {
  private WholeRehearsal() {}

  /**
   * Rehearses once; the dataset is deleted.
   *
   * @param jvm further options of the JVM
   * @param options further options of {@code rehearse}
   * @return its output is the one line of {@code --json}
   */
  static Measured run(
      BenchedStudy benched, int participants, List<String> jvm, List<String> options) {
    try {
      var directory = Files.createTempDirectory("attune-bench-");
      var rehearse = new ArrayList<String>();
      rehearse.addAll(List.of("rehearse", benched.directory.toString()));
      rehearse.addAll(List.of("--participants", Integer.toString(participants)));
      rehearse.addAll(List.of("--seed", Long.toString(benched.seed)));
      rehearse.addAll(List.of("--out", directory.resolve("package").toString(), "--json"));
      rehearse.addAll(options);
      var measured = ProcessTree.run(command(jvm, rehearse));
      Directories.delete(directory);
      return measured;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This very program with other arguments. */
  private static List<String> command(List<String> jvm, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(jvm);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("org.attune.standalone.command.Attune");
    command.addAll(arguments);
    return command;
  }
}
