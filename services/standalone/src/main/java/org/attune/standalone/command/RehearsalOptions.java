package org.attune.standalone.command;

import org.attune.standalone.rehearsal.RehearsalRequest;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** {@code --participants} and {@code --seed}. */
final class RehearsalOptions {
  @Spec(Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seed",
      description = "Seed of everything that chance decides (default: ${DEFAULT-VALUE}).",
      defaultValue = "7")
  long seed;

  private int participants = 90;

  @Option(
      names = "--participants",
      description = "How many are randomized (without arms: enrolled) (default: ${DEFAULT-VALUE}).",
      defaultValue = "90")
  void setParticipants(int count) {
    if (count < 1 || count > RehearsalRequest.PARTICIPANTS_MAX) {
      throw new ParameterException(
          spec.commandLine(),
          "--participants must be 1 to " + RehearsalRequest.PARTICIPANTS_MAX + ".");
    }
    participants = count;
  }

  int participants() {
    return participants;
  }
}
