package org.attune.testkit.checker;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is checked: the records of the services, and what the world outside was told. It
 * must be quiet: nothing in flight.
 *
 * @param services that of the sink is called {@code analytics}; without it nothing is said about
 *     the sink
 * @param acknowledged what participants were told is safe
 * @param replay derives allocations again; empty if the engine is not at hand
 * @param exports each must give the same hash twice
 */
public record World(
    List<CheckedService> services,
    Collection<Acknowledged> acknowledged,
    Optional<AllocationReplay> replay,
    List<Export> exports,
    Terms terms) {
  /**
   * What may be expected of this world.
   *
   * @param ended true if the studies are over, so that every slot has ended
   * @param monotone true if study time never runs backwards for a participant
   * @param leavingLagMax how long after a participant left a prompt may still go out, because the
   *     fact was on its way; zero in a rehearsal
   */
  public record Terms(boolean ended, boolean monotone, Duration leavingLagMax) {
    /** A rehearsal that ran to its end. */
    public static Terms endedRehearsal() {
      return new Terms(true, true, Duration.ZERO);
    }

    /** A live platform at rest. */
    public static Terms live() {
      return new Terms(false, true, Duration.ofSeconds(5));
    }
  }

  /** Makes a dataset of one fixed cut. */
  @FunctionalInterface
  public interface Export {
    /** The dataset's hash. */
    String sha256();
  }
}
