package org.attune.standalone.verify;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Whether the decisions of a package are those that its study was bound to, and each prompt has its
 * own. Needs the package alone.
 */
public final class DecisionVerification {
  private DecisionVerification() {}

  /**
   * What came of it.
   *
   * @param decisions records that were made again
   * @param available of them those at which an option was drawn
   * @param commitment as the package says it was published, lower-case hex
   * @param decision the first that does not fit, as exported; empty if all do, or something else
   *     does not
   * @param sentence what does not fit; empty if everything fits
   */
  public record Verified(
      String study,
      int decisions,
      int available,
      String commitment,
      Optional<String> decision,
      Optional<String> sentence) {}

  /** What does not fit, and in which decision, if it is in one. */
  private record Misfit(Optional<String> decision, String sentence) {
    static Optional<Misfit> of(String sentence) {
      return Optional.of(new Misfit(Optional.empty(), sentence));
    }

    static Optional<Misfit> in(RecordedDecision recorded, String sentence) {
      return Optional.of(new Misfit(Optional.of(recorded.decision()), sentence));
    }
  }

  /**
   * Makes the decisions again.
   *
   * @param directory of a package
   * @param published the commitment as it was published elsewhere; empty to believe the package
   * @throws UnreadablePackageException if the directory holds no record of decisions
   */
  public static Verified of(Path directory, Optional<String> published) {
    var study = "";
    var commitment = "";
    List<RecordedDecision> decisions = List.of();
    try {
      var said = RevealedDecisions.read(directory);
      study = said.study();
      commitment = said.commitment();
      var misfit = commitment(said, published);
      if (misfit.isEmpty()) {
        decisions = said.decisions();
        misfit = decisions(directory, said, decisions);
      }
      if (misfit.isEmpty()) misfit = PackageFiles.changed(directory).flatMap(Misfit::of);
      return verified(study, decisions, commitment, misfit);
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      var unreadable = Misfit.of("The record cannot be read: %s.".formatted(e.getMessage()));
      return verified(study, decisions, commitment, unreadable);
    }
  }

  private static Verified verified(
      String study, List<RecordedDecision> all, String commitment, Optional<Misfit> misfit) {
    return new Verified(
        study,
        all.size(),
        (int) all.stream().filter(RecordedDecision::available).count(),
        commitment,
        misfit.flatMap(Misfit::decision),
        misfit.map(Misfit::sentence));
  }

  private static Optional<Misfit> commitment(RevealedDecisions said, Optional<String> published) {
    if (published.filter(hash -> !hash.equalsIgnoreCase(said.commitment())).isPresent()) {
      return Misfit.of(
          "The package says that %s was committed to, not %s."
              .formatted(said.commitment(), published.get()));
    }
    if (!said.isCommitted()) {
      return Misfit.of("Seed and policies are not those that were committed to.");
    }
    return said.isOfItsVersion()
        ? Optional.empty()
        : Misfit.of("The policies committed to are not those of the version that opened.");
  }

  private static Optional<Misfit> decisions(
      Path directory, RevealedDecisions said, List<RecordedDecision> decisions) {
    var policies = said.policies();
    var again = new DecisionAgain(said.seed(), policies);
    var prompts = DecidedPrompts.read(directory, policies);
    var ids = new HashMap<Object, RecordedDecision>();
    var twice = new HashSet<String>();
    for (var recorded : decisions) {
      boolean known = ids.put(recorded.id(), recorded) != null;
      if (!twice.add(recorded.decision()) || known) {
        return Misfit.in(recorded, "It stands in the record twice.");
      }
      var wrong = prompts.add(recorded).or(() -> again.difference(recorded));
      if (wrong.isPresent()) return Misfit.in(recorded, wrong.get());
    }
    var missing = prompts.missing();
    if (missing.isPresent()) return Misfit.of(missing.get());
    var table = DecisionTable.read(directory);
    for (var recorded : decisions) {
      var policy = again.policy(recorded).orElseThrow();
      var wrong = table.difference(recorded).or(() -> prompts.difference(recorded, policy));
      if (wrong.isPresent()) return Misfit.in(recorded, wrong.get());
    }
    if (table.rows() != decisions.size()) {
      return Misfit.of(
          "The table of decisions has %d rows, but there are %d decisions."
              .formatted(table.rows(), decisions.size()));
    }
    return Optional.empty();
  }
}
