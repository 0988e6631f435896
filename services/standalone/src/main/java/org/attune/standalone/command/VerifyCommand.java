package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.attune.standalone.verify.PackageVerification;
import org.attune.standalone.verify.PackageVerification.Verified;
import org.attune.standalone.verify.UnreadablePackageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: what a package proves by itself. */
@Command(
    name = "verify",
    description = "Prove from a dataset package alone that something in it is what it says.",
    subcommands = {VerifyCommand.Randomization.class, VerifyDecisionsCommand.class})
final class VerifyCommand implements Runnable {
  @Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name what to verify.");
  }

  /** {@code verify randomization}: derives every allocation again. */
  @Command(
      name = "randomization",
      description = {
        "Derive every allocation of an unblinded package again, offline, from the revealed seed.",
        "Exit 0 if each is the one that the study was bound to; 1, with the first record that does"
            + " not fit, if not."
      })
  static final class Randomization implements Callable<Integer> {
    private static final Pattern COMMITMENT = Pattern.compile("[0-9a-fA-F]{64}");

    @Parameters(paramLabel = "PACKAGE", description = "Directory of an unblinded package.")
    Path directory = Path.of(".");

    @Option(
        names = "--commitment",
        paramLabel = "HEX",
        description = "Commitment as it was published when the study opened, to compare with.")
    Optional<String> commitment = Optional.empty();

    @Option(names = "--json", description = "Print exactly one JSON line.")
    boolean json;

    @Override
    public Integer call() {
      if (commitment.filter(text -> !COMMITMENT.matcher(text).matches()).isPresent()) {
        throw new UnusableCallException("--commitment is 64 hexadecimal digits.");
      }
      try {
        var verified = PackageVerification.of(directory, commitment);
        System.out.println(json ? document(verified).encode() : text(verified));
        return verified.sentence().isEmpty() ? 0 : Attune.REFUSED;
      } catch (UnreadablePackageException e) {
        throw new UnusableCallException(String.valueOf(e.getMessage()));
      }
    }

    private static JsonObject document(Verified verified) {
      return new JsonObject()
          .put("study", verified.study())
          .put("allocations", verified.allocations())
          .put("commitment", verified.commitment())
          .put("fits", verified.sentence().isEmpty())
          .put("sequence", verified.sequence().orElse(null))
          .put("sentence", verified.sentence().orElse(null));
    }

    private String text(Verified verified) {
      if (verified.sentence().isPresent()) {
        return verified
            .sequence()
            .map(sequence -> "Record %d does not fit. ".formatted(sequence))
            .orElse("")
            .concat(verified.sentence().get());
      }
      return "All %,d allocations of %s are those that commitment %s binds it to%s."
          .formatted(
              verified.allocations(),
              verified.study(),
              verified.commitment(),
              commitment.isPresent() ? "" : "; compare it with what was published at opening");
    }
  }
}
