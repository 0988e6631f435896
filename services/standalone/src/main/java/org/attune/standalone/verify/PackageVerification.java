package org.attune.standalone.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.attune.randomization.engine.Verification;
import org.attune.standalone.verify.RevealedRecord.Drawn;

/**
 * Whether the allocations of a package are those that its study was bound to before its first
 * participant. Needs the package alone.
 */
public final class PackageVerification {
  private PackageVerification() {}

  /**
   * What came of it.
   *
   * @param allocations records that were derived again
   * @param commitment as the package says it was published, lower-case hex
   * @param sequence of the first record that does not fit, from 0; empty if all do, or something
   *     else does not
   * @param sentence what does not fit; empty if everything fits
   */
  public record Verified(
      String study,
      int allocations,
      String commitment,
      Optional<Integer> sequence,
      Optional<String> sentence) {}

  /**
   * Derives the allocations again.
   *
   * @param directory of a package
   * @param published the commitment as it was published elsewhere; empty to believe the package
   * @throws UnreadablePackageException if the directory holds no record of allocations
   */
  public static Verified of(Path directory, Optional<String> published) {
    var study = "";
    var commitment = "";
    int allocations = 0;
    try {
      var said = RevealedRecord.read(directory);
      study = said.study();
      commitment = said.commitment();
      var misfit = commitment(said, published);
      if (misfit.isEmpty()) {
        var draws = said.draws();
        allocations = draws.size();
        misfit =
            engine(said, draws)
                .or(() -> table(directory, draws, said.commitment()))
                .or(() -> PackageFiles.changed(directory).flatMap(PackageVerification::of));
      }
      return verified(study, allocations, commitment, misfit);
    } catch (IllegalArgumentException | ArithmeticException e) {
      var unreadable = of("The record cannot be read: %s.".formatted(e.getMessage()));
      return verified(study, allocations, commitment, unreadable);
    }
  }

  /** What does not fit, and in which record, if it is in one. */
  private record Misfit(Optional<Integer> sequence, String sentence) {}

  private static Optional<Misfit> of(String sentence) {
    return Optional.of(new Misfit(Optional.empty(), sentence));
  }

  private static Optional<Misfit> of(int sequence, String sentence) {
    return Optional.of(new Misfit(Optional.of(sequence), sentence));
  }

  private static Verified verified(
      String study, int allocations, String commitment, Optional<Misfit> misfit) {
    return new Verified(
        study,
        allocations,
        commitment,
        misfit.flatMap(Misfit::sequence),
        misfit.map(Misfit::sentence));
  }

  private static Optional<Misfit> commitment(RevealedRecord said, Optional<String> published) {
    if (published.filter(hash -> !hash.equalsIgnoreCase(said.commitment())).isPresent()) {
      return of(
          "The package says that %s was committed to, not %s."
              .formatted(said.commitment(), published.get()));
    }
    return said.isCommitted()
        ? Optional.empty()
        : of("Seed and configuration are not those that were committed to.");
  }

  private static Optional<Misfit> engine(RevealedRecord said, List<Drawn> draws) {
    return Verification.verify(
            said.seed(), said.configuration(), draws.stream().map(Drawn::draw).toList())
        .flatMap(misfit -> of(misfit.sequence(), misfit.sentence()));
  }

  private static Optional<Misfit> table(Path directory, List<Drawn> draws, String commitment) {
    var table = AllocationTable.read(directory);
    for (var drawn : draws) {
      var wrong = table.difference(drawn.draw(), drawn.participant(), commitment);
      if (wrong.isPresent()) return of(drawn.draw().sequence(), wrong.get());
    }
    if (table.rows() != draws.size()) {
      return of(
          "The table of allocations has %d rows, but there are %d draws."
              .formatted(table.rows(), draws.size()));
    }
    return table
        .firstOutOfOrder()
        .flatMap(
            sequence -> of(sequence, "It was allocated before the one that stands before it."));
  }
}
