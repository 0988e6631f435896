package org.attune.standalone.platform;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Another program of the same build, in a JVM like this one. */
public final class JavaProgram {
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
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    for (var own : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      boolean sized = own.startsWith("-Xm") || own.startsWith("-agentlib");
      if (!sized) command.add(own);
    }
    command.addAll(LEAN);
    command.addAll(List.of("-Xmx" + heapMebibytes + "m", "-Xmn" + heapMebibytes / 4 + "m"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(program);
    return command;
  }
}
