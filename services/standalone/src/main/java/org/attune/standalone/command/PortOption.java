package org.attune.standalone.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** {@code --port}. */
final class PortOption {
  private static final int PORT_MAX = 65_535;

  @Spec(Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  private int port = 8080;

  @Option(
      names = "--port",
      description = "Port on 127.0.0.1, 0 for one that is free (default: ${DEFAULT-VALUE}).",
      defaultValue = "8080")
  void setPort(int number) {
    if (number < 0 || number > PORT_MAX) {
      throw new ParameterException(spec.commandLine(), "--port must be 0 to " + PORT_MAX + ".");
    }
    port = number;
  }

  int port() {
    return port;
  }
}
