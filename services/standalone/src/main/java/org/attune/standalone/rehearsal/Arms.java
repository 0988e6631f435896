package org.attune.standalone.rehearsal;

import java.time.LocalDate;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.randomization.v1.ArmAllocated;

/**
 * What was decided about somebody's arm. A person knows by what the programme is; the driver, which
 * has to play every arm alike, looks into the history of a rehearsal.
 */
final class Arms {
  private static final String DECIDED =
      """
      select type, payload from history
      where study = ? and participant = ? and type in ('ArmAllocated', 'ParticipantNotRandomized')
      """;

  private Arms() {}

  sealed interface Decided {}

  record Undecided() implements Decided {}

  record NotRandomized() implements Decided {}

  /**
   * @param date local date of the allocation
   */
  record Randomized(String arm, LocalDate date) implements Decided {}

  static Decided of(Setting setting, EventKey key) {
    return setting
        .platform()
        .runtime("randomization")
        .database()
        .inTransaction(
            connection ->
                Sql.find(
                        connection,
                        DECIDED,
                        row -> decided(row.getString("type"), row.getBytes("payload")),
                        key.study(),
                        key.participant())
                    .orElse(new Undecided()));
  }

  private static Decided decided(String type, byte[] payload) {
    if (!type.equals("ArmAllocated")) return new NotRandomized();
    var allocated = Catalog.STANDARD.read(payload, ArmAllocated.class);
    return new Randomized(allocated.getArm(), allocated.getLocalDate());
  }

  private static final class Catalog {
    static final EventCatalog STANDARD = EventCatalog.standard();
  }
}
