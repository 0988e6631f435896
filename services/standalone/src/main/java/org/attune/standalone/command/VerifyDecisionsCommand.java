package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import org.attune.standalone.verify.DecisionVerification;
import org.attune.standalone.verify.DecisionVerification.Verified;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code verify decisions}: makes every decision of micro-randomization again. */
@Command(
    name = "decisions",
    description = {
      "Make every decision of an unblinded package again, offline, from the revealed seed and what"
          + " was recorded.",
      "Exit 0 if each is the one that the study was bound to and each prompt has its own; 1, with"
          + " the first that does not fit, if not."
    })
final class VerifyDecisionsCommand implements Callable<Integer> {
  @Mixin PackageCheck check = new PackageCheck();

  @Override
  public Integer call() {
    return check.run(
        () -> {
          var verified = DecisionVerification.of(check.directory, check.commitment);
          return new PackageCheck.Outcome(
              verified.sentence().isEmpty(), document(verified), text(verified));
        });
  }

  private static JsonObject document(Verified verified) {
    return new JsonObject()
        .put("study", verified.study())
        .put("decisions", verified.decisions())
        .put("available", verified.available())
        .put("commitment", verified.commitment())
        .put("fits", verified.sentence().isEmpty())
        .put("decision", verified.decision().orElse(null))
        .put("sentence", verified.sentence().orElse(null));
  }

  private String text(Verified verified) {
    if (verified.sentence().isPresent()) {
      return verified
          .decision()
          .map("Decision %s does not fit. "::formatted)
          .orElse("")
          .concat(verified.sentence().get());
    }
    return "All %,d decisions of %s, %,d of them with a draw, are those that commitment %s binds it to%s."
        .formatted(
            verified.decisions(),
            verified.study(),
            verified.available(),
            verified.commitment(),
            check.advice());
  }
}
