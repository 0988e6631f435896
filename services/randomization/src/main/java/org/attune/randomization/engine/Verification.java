package org.attune.randomization.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Derives an allocation list again and compares it with what was recorded. Offline, for anybody.
 */
public final class Verification {
  /**
   * The first record that does not fit.
   *
   * @param sequence where it stands, from 0
   * @param sentence what does not fit
   */
  public record Misfit(int sequence, String sentence) {}

  private Verification() {}

  /**
   * Compares every record with the list.
   *
   * @param seed 32 bytes, as revealed
   * @param draws all records of the study, in any order
   * @return the first, by sequence, that the list does not hold or that is missing; empty if all
   *     fit
   */
  public static Optional<Misfit> verify(
      byte[] seed, AllocationConfiguration configuration, List<DrawRecord> draws) {
    var list = new StudyList(seed, configuration);
    var sorted = draws.stream().sorted(Comparator.comparingInt(DrawRecord::sequence)).toList();
    for (int i = 0; i < sorted.size(); i++) {
      var draw = sorted.get(i);
      if (draw.sequence() != i) {
        return misfit(
            Math.min(i, draw.sequence()),
            draw.sequence() > i ? "The record is missing." : "There are two such records.");
      }
      var wrong = wrong(configuration, draw);
      if (wrong.isPresent()) return misfit(i, wrong.get());
      var expected = list.next(draw.stratum());
      if (expected.isEmpty()) return misfit(i, "Its list had no place left.");
      if (!expected.get().equals(draw.allocation())) {
        return misfit(i, difference(expected.get(), draw));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether seed and configuration are those that were committed to.
   *
   * @param commitment lower-case hex, as published when the study opened
   */
  public static boolean isCommitted(
      byte[] seed, AllocationConfiguration configuration, String commitment) {
    return Commitment.of(seed, configuration).equals(commitment);
  }

  private static Optional<String> wrong(AllocationConfiguration configuration, DrawRecord draw) {
    if (!draw.engineVersion().equals(configuration.engineVersion())) {
      return Optional.of(
          "It was made by engine %s; %s was committed to."
              .formatted(draw.engineVersion(), configuration.engineVersion()));
    }
    try {
      var stratum = configuration.stratum(draw.levels());
      return stratum.equals(draw.stratum())
          ? Optional.empty()
          : Optional.of(
              "Its levels are of stratum '%s', not '%s'.".formatted(stratum, draw.stratum()));
    } catch (IllegalArgumentException e) {
      return Optional.of("Its levels are not those of the configuration.");
    }
  }

  private static String difference(Allocation expected, DrawRecord draw) {
    if (expected.index() != draw.index()) {
      return "Its index in the stratum is %d; the next one was %d."
          .formatted(draw.index(), expected.index());
    }
    if (!expected.draw().equals(draw.draw()) || expected.attempt() != draw.attempt()) {
      return "Its draw is not the one that the seed gives.";
    }
    if (!expected.arm().equals(draw.arm())) {
      return "Its arm is %s; the list says %s.".formatted(draw.arm(), expected.arm());
    }
    return expected.chances().equals(draw.chances())
        ? "Its block is not the one that the seed gives."
        : "Its counts or probabilities are not those of the list.";
  }

  private static Optional<Misfit> misfit(int sequence, String sentence) {
    return Optional.of(new Misfit(sequence, sentence));
  }
}
