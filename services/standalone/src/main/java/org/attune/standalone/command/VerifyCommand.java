package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import org.attune.standalone.verify.PackageVerification;
import org.attune.standalone.verify.PackageVerification.Verified;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @Mixin PackageCheck check = new PackageCheck();

    @Override
    public Integer call() {
      return check.run(
          () -> {
            var verified = PackageVerification.of(check.directory, check.commitment);
            return new PackageCheck.Outcome(
                verified.sentence().isEmpty(), document(verified), text(verified));
          });
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
              verified.allocations(), verified.study(), verified.commitment(), check.advice());
    }
  }
}
