package org.attune.standalone.platform;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Another program of the same build, in a JVM like this one. */
public final class JavaProgram {
  /**
   * Property that names a file in which a JVM has kept the classes of these programs as it had them
   * in memory (JEP 350): they start with less work. Without it everything works.
   */
  static final String SHARED_CLASSES = "attune.shared-classes";

  /** A heap that is collected by one thread, and code that is compiled once. */
  private static final List<String> LEAN = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private JavaProgram() {}

  /**
   * The command line.
   *
   * @param heapMebibytes greatest heap; a quarter of it is for what is young
   * @param options further options of the JVM
   * @param program main class and arguments
   */
  public static List<String> command(
      int heapMebibytes, List<String> options, List<String> program) {
    var kept = Optional.ofNullable(System.getProperty(SHARED_CLASSES));
    var all = new ArrayList<>(options);
    kept.ifPresent(file -> all.add("-XX:SharedArchiveFile=" + file));
    var path = System.getProperty("java.class.path");
    return command(heapMebibytes, all, kept.isPresent() ? jarsOf(path) : path, program);
  }

  /** The command line of a program that keeps its classes in {@code file} as it ends. */
  static List<String> commandKeepingClasses(int heapMebibytes, Path file, List<String> program) {
    var keeping = List.of("-XX:ArchiveClassesAtExit=" + file, "-Xlog:cds=off", "-Xlog:cds*=off");
    return command(heapMebibytes, keeping, jarsOf(System.getProperty("java.class.path")), program);
  }

  private static List<String> command(
      int heapMebibytes, List<String> options, String classPath, List<String> program) {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    for (var own : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      boolean sized = own.startsWith("-Xm") || own.startsWith("-agentlib");
      if (!sized) command.add(own);
    }
    command.addAll(LEAN);
    command.addAll(List.of("-Xmx" + heapMebibytes + "m", "-Xmn" + heapMebibytes / 4 + "m"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath));
    command.addAll(program);
    return command;
  }

  /** Classes are kept of jars alone. */
  private static String jarsOf(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .filter(entry -> !Files.isDirectory(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
