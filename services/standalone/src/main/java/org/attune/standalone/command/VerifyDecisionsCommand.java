package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.attune.standalone.verify.DecisionVerification;
import org.attune.standalone.verify.DecisionVerification.Verified;
import org.attune.standalone.verify.UnreadablePackageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
      var verified = DecisionVerification.of(directory, commitment);
      System.out.println(json ? document(verified).encode() : text(verified));
      return verified.sentence().isEmpty() ? 0 : Attune.REFUSED;
    } catch (UnreadablePackageException e) {
      throw new UnusableCallException(String.valueOf(e.getMessage()));
    }
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
            commitment.isPresent() ? "" : "; compare it with what was published at opening");
  }
}
