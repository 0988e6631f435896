package org.attune.randomization.handle;

import org.attune.platform.service.Ports;
import org.attune.randomization.witness.Witness;

/** Everything that this service does, over one set of stores. */
public record Acts(
    ParticipantActs participants,
    StudyActs studies,
    ListActs lists,
    Reconciling reconciling,
    Unblinding unblinding,
    Balancing balancing,
    Witness witness) {
  /**
   * The acts over a service's ports.
   *
   * @param durable whether a crash of the machine must not cost anything
   * @throws java.io.UncheckedIOException if the key of the seeds can be neither read nor written
   */
  public static Acts over(Ports ports, boolean durable) {
    var parts = Parts.of(ports, durable);
    var studies = new StudyActs(parts, ports.database());
    return new Acts(
        new ParticipantActs(parts, ports.database()),
        studies,
        new ListActs(parts, ports.database(), studies),
        new Reconciling(parts, ports.database(), studies),
        new Unblinding(parts, ports),
        new Balancing(parts, ports),
        parts.witness());
  }
}
