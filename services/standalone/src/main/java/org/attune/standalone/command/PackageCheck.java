package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.attune.standalone.verify.UnreadablePackageException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every check of a package offline is asked with. */
final class PackageCheck {
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

  /**
   * What a check came to.
   *
   * @param fits true if all of it is what the study was bound to
   */
  record Outcome(boolean fits, JsonObject document, String text) {}

  /**
   * Prints it.
   *
   * @return the exit code
   * @throws UnusableCallException if the commitment is none or the package cannot be checked
   */
  int run(Supplier<Outcome> check) {
    if (commitment.filter(text -> !COMMITMENT.matcher(text).matches()).isPresent()) {
      throw new UnusableCallException("--commitment is 64 hexadecimal digits.");
    }
    try {
      var outcome = check.get();
      System.out.println(json ? outcome.document().encode() : outcome.text());
      return outcome.fits() ? 0 : Attune.REFUSED;
    } catch (UnreadablePackageException e) {
      throw new UnusableCallException(String.valueOf(e.getMessage()));
    }
  }

  /** What is left to do for whoever gave no commitment. */
  String advice() {
    return commitment.isPresent() ? "" : "; compare it with what was published at opening";
  }
}
