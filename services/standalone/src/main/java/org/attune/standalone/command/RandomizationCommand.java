package org.attune.standalone.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code randomization}: what methods of allocation promise, and how a study stands. */
@Command(
    name = "randomization",
    description = "What methods of allocation promise, exactly, and how a study stands.",
    subcommands = {
      DesignPropertiesCommand.class,
      DesignStepCommand.class,
      DesignComparisonCommand.class,
      AllocationListCommand.class,
      BalanceCommand.class
    })
final class RandomizationCommand implements Runnable {
  @Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name what to do.");
  }
}
