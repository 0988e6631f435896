package org.attune.enrollment.command;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.attune.enrollment.domain.EnrollmentEvent;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentRenewed;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantEnrolled;
import org.attune.enrollment.screening.ConsentText;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.study.Study;

/** The very words that a participant signed, for that participant to keep. */
public final class OwnConsents {
  private final Database database;
  private final History history;
  private final Desk desk;

  public OwnConsents(Database database, History history, Desk desk) {
    this.database = database;
    this.history = history;
    this.desk = desk;
  }

  /**
   * A form that was signed.
   *
   * @param on local date where the participant was
   */
  public record Signed(ConsentText text, LocalDate on) {}

  /**
   * The form signed last, in the language in which it was signed; empty before the first signature.
   *
   * @throws org.attune.platform.http.NotAllowedException if nobody of this pseudonym was invited
   * @throws org.attune.platform.data.ErasedException if the participant was erased
   */
  public Optional<Signed> find(EventKey key) {
    return database.inTransaction(
        c -> {
          var study = desk.open(c, key).study();
          var events = history.read(c, key, EnrollmentEvent.class);
          return last(study, events);
        });
  }

  private static Optional<Signed> last(Study study, List<EnrollmentEvent> events) {
    for (var event : events.reversed()) {
      switch (event) {
        case ConsentRenewed e -> {
          return Optional.of(signed(study, e.protocolVersion(), e.language(), e.localDate()));
        }
        case ParticipantEnrolled e -> {
          return Optional.of(signed(study, e.protocolVersion(), e.language(), e.localDate()));
        }
        default -> {} // no signature
      }
    }
    return Optional.empty();
  }

  private static Signed signed(Study study, int version, String language, LocalDate on) {
    return new Signed(ConsentText.of(study.version(version), language), on);
  }
}
