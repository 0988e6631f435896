package org.attune.enrollment.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.attune.enrollment.domain.EnrollmentEvent;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentRenewed;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantEnrolled;
import org.attune.enrollment.paper.SignedForm;
import org.attune.enrollment.screening.ConsentText;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.study.Study;

/** The very words that a participant signed, for that participant to keep. */
public final class OwnConsents {
  private final Database database;
  private final History history;
  private final Desk desk;
  private final Vault vault;

  public OwnConsents(Database database, History history, Desk desk, Vault vault) {
    this.database = database;
    this.history = history;
    this.desk = desk;
    this.vault = vault;
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
          return last(c, key).map(signature -> new Signed(signature.text(study), signature.on()));
        });
  }

  /**
   * The same with the name that was typed under it, as {@link #find} has it.
   *
   * @throws org.attune.platform.http.NotAllowedException if nobody of this pseudonym was invited
   * @throws org.attune.platform.data.ErasedException if the participant was erased
   */
  public Optional<SignedForm> paper(EventKey key) {
    return database.inTransaction(
        c -> {
          var study = desk.open(c, key).study();
          var signature = last(c, key);
          if (signature.isEmpty()) return Optional.empty();
          var name = vault.find(c, key, Vault.SIGNATURE).orElseThrow();
          return Optional.of(signature.get().paper(study, name));
        });
  }

  /**
   * When, where and under which version somebody signed.
   *
   * @param on local date where the participant was
   */
  private record Signature(int version, String language, LocalDate on, Instant at) {
    ConsentText text(Study study) {
      return ConsentText.of(study.version(version), language);
    }

    SignedForm paper(Study study, String name) {
      var protocol = study.version(version);
      var title = protocol.title().in(language, protocol.languages());
      return new SignedForm(text(study), title, name, on, at);
    }
  }

  private Optional<Signature> last(Connection c, EventKey key) throws SQLException {
    for (var event : history.read(c, key, EnrollmentEvent.class).reversed()) {
      switch (event) {
        case ConsentRenewed e -> {
          return Optional.of(
              new Signature(e.protocolVersion(), e.language(), e.localDate(), e.at()));
        }
        case ParticipantEnrolled e -> {
          return Optional.of(
              new Signature(e.protocolVersion(), e.language(), e.localDate(), e.at()));
        }
        default -> {} // no signature
      }
    }
    return Optional.empty();
  }
}
