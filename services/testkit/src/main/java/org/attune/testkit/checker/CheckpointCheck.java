package org.attune.testkit.checker;

import java.sql.Connection;
import java.sql.SQLException;
import org.attune.platform.checkpoint.Checkpoints;

/** Promise I8 against what a service signed: a history chained anew does not pass. */
final class CheckpointCheck {
  private final Findings findings;

  CheckpointCheck(Findings findings) {
    this.findings = findings;
  }

  void check(Connection connection, CheckedService service) throws SQLException {
    if (service.signing().isEmpty()) return;
    for (var misfit : Checkpoints.verify(connection, service.name(), service.signing().get())) {
      findings.broken(
          Promise.I8,
          service.name() + " history " + misfit.where(),
          "Checkpoint %d does not fit: %s".formatted(misfit.checkpoint(), misfit.sentence()));
    }
  }
}
