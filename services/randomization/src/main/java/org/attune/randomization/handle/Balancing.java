package org.attune.randomization.handle;

import java.util.Optional;
import org.attune.platform.data.Database;
import org.attune.platform.service.Ports;
import org.attune.protocol.model.Arm;
import org.attune.randomization.domain.Balance;
import org.attune.randomization.store.ArmStore;

/** How the allocations of a study stand. Its answers by arm are for unblinded roles alone. */
public final class Balancing {
  private final Parts parts;
  private final Database database;
  private final ArmStore arms;

  Balancing(Parts parts, Ports ports) {
    this.parts = parts;
    database = ports.database();
    arms = new ArmStore(ports.codec());
  }

  /** How a study stands; empty if it has not opened here, or has no arms. */
  public Optional<Balance> balance(String study) {
    return database.inTransaction(
        connection -> {
          var row = parts.allocations().find(connection, study);
          var known = parts.studies().find(connection, study);
          if (row.isEmpty() || known.isEmpty()) return Optional.empty();
          var ids = known.get().version(row.get().version()).arms();
          return Optional.of(
              new Balance(ids.stream().map(Arm::id).toList(), arms.placed(connection, study)));
        });
  }
}
