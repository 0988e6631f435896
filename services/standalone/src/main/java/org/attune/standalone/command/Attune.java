package org.attune.standalone.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.attune.platform.crash.CrashPoint;
import org.attune.protocol.bundle.UnusableBundleException;
import org.attune.standalone.bench.BenchCommand;
import org.attune.standalone.platform.Endings;
import org.attune.standalone.platform.PlatformException;
import org.attune.standalone.provision.ProvisionCommand;
import org.attune.standalone.rehearsal.RehearsalException;
import org.attune.standalone.rehearsal.UnrehearsableException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code ./attune}: exit 0 when done, 1 when refused or found wanting, 2 for an unusable call. */
@Command(
    name = "attune",
    description = "Controlled trials of compassion interventions, run event by event.",
    synopsisSubcommandLabel = "COMMAND",
    version = "attune 0.1.0",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      LintCommand.class,
      DiffCommand.class,
      PreviewCommand.class,
      ScheduleCommand.class,
      RehearseCommand.class,
      PublishCommand.class,
      OpenCommand.class,
      ContactsCommand.class,
      StudyCommands.Pause.class,
      StudyCommands.Resume.class,
      StudyCommands.Close.class,
      StudyCommands.Lock.class,
      InviteCommand.class,
      AlertsCommand.class,
      AcknowledgeCommand.class,
      ErasureCommand.class,
      WitnessCommand.class,
      UnblindCommand.class,
      RandomizationCommand.class,
      VerifyCommand.class,
      ParkedCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      ExportCommand.class,
      TailCommand.class,
      ProvisionCommand.class,
      BenchCommand.class
    },
    footer = {"", "Also: ./attune test (every test), ./attune format (sources), ./attune build."})
public final class Attune implements Runnable {
  static final int REFUSED = 1;
  static final int UNUSABLE = 2;

  @Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Say what the command does, and how it is used.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Say which version this is.")
  boolean asksVersion;

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT); // the broker reads names in the default locale: no Turkish i
    try {
      CrashPoint.arm(System.getProperties());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + " (docs/faults.md).");
      System.exit(UNUSABLE);
    }
    Endings.followSignals();
    int exit = execute(arguments);
    Endings.yieldIfBegun();
    System.exit(exit);
  }

  /** Runs one command in this process. */
  public static int execute(String... arguments) {
    return line()
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .execute(arguments);
  }

  static CommandLine line() {
    var line = new CommandLine(new Attune());
    Typed.readBy(line);
    line.setExecutionExceptionHandler(Attune::explain);
    line.setParameterExceptionHandler(Attune::misused);
    return line.setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** Says what does not fit, what may have been meant, and how the command is used. */
  private static int misused(CommandLine.ParameterException failure, String[] arguments) {
    var command = failure.getCommandLine();
    command.getErr().println(failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
    command.usage(command.getErr());
    return UNUSABLE;
  }

  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    Endings.yieldIfBegun();
    switch (failure) {
      case PlatformException e -> command.getErr().println(e.getMessage());
      case UnusableBundleException e -> command.getErr().println(e.getMessage());
      case RefusedException e -> command.getErr().println(e.getMessage());
      case UnrehearsableException e -> command.getErr().println(e.getMessage());
      case RehearsalException e -> command.getErr().println(e.getMessage());
      case UnusableCallException e -> {
        command.getErr().println(e.getMessage());
        return UNUSABLE;
      }
      default -> command.getErr().println(UnexpectedFailure.sentence(failure));
    }
    return failure instanceof UnusableBundleException ? UNUSABLE : REFUSED;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
  }
}
