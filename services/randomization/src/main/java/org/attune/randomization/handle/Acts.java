package org.attune.randomization.handle;

import org.attune.platform.service.Ports;

/** Everything that this service does, over one set of stores. */
public record Acts(ParticipantActs participants, StudyActs studies) {
  /**
   * The acts over a service's ports.
   *
   * @throws java.io.UncheckedIOException if the key of the seeds can be neither read nor written
   */
  public static Acts over(Ports ports) {
    var parts = Parts.of(ports);
    return new Acts(
        new ParticipantActs(parts, ports.database()), new StudyActs(parts, ports.database()));
  }
}
