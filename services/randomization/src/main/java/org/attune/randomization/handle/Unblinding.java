package org.attune.randomization.handle;

import io.micrometer.core.instrument.Counter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.Place;
import org.attune.platform.service.Ports;
import org.attune.platform.study.Study;
import org.attune.protocol.model.Arm;
import org.attune.randomization.domain.Candidate;
import org.attune.randomization.domain.Decision;
import org.attune.randomization.domain.RandomizationEvent.ParticipantUnblinded;
import org.attune.randomization.domain.Refusal;
import org.attune.randomization.domain.Unblind;
import org.attune.randomization.domain.Unblindable;
import org.attune.randomization.domain.UnblindingRules;
import org.attune.randomization.store.ArmStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the arm of one participant, once per request, and says aloud that it did. */
public final class Unblinding {
  private static final Logger LOG = LoggerFactory.getLogger(Unblinding.class);

  /** What came of asking. */
  public sealed interface Outcome {
    /** The only answer that holds an arm. */
    record Told(String arm, Instant at) implements Outcome {}

    record Refused(Refusal reason, String detail) implements Outcome {}
  }

  private final Parts parts;
  private final Database database;
  private final ArmStore arms;
  private final Counter told;

  Unblinding(Parts parts, Ports ports) {
    this.parts = parts;
    database = ports.database();
    arms = new ArmStore(ports.codec());
    told = Counter.builder("attune_unblindings").register(ports.metrics()); // from 0: a rise shows
  }

  /**
   * Tells the arm and records that it was told, or says why not.
   *
   * @param site of who asks; {@code *} for all
   * @return empty if the participant is not of that site: it is none of the asker's business
   * @throws org.attune.platform.data.ErasedException if the participant was erased
   */
  public Optional<Outcome> unblind(EventKey key, String site, Unblind asked) {
    return database.inTransaction(
        connection -> {
          if (parts.candidates().find(connection, key).isEmpty()) return Optional.of(unknown());
          var place = parts.history().lock(connection, key);
          var candidate = parts.candidates().find(connection, key).orElseThrow();
          if (!candidate.isOf(site)) return Optional.<Outcome>empty();
          var refused = UnblindingRules.refusal(asked, known(connection, key, candidate));
          return Optional.of(
              refused.isPresent() ? refused(refused.get()) : tell(connection, place, asked));
        });
  }

  private static Outcome unknown() {
    return new Outcome.Refused(Refusal.NOT_KNOWN_YET, "Not known yet: the participant.");
  }

  private static Outcome refused(Decision.Refused refused) {
    return new Outcome.Refused(refused.reason(), refused.detail());
  }

  private Unblindable known(Connection connection, EventKey key, Candidate candidate)
      throws SQLException {
    var study = parts.studies().find(connection, key.study());
    var disagreement = parts.witness().disagreement(key.study());
    return new Unblindable(
        candidate.outcome(),
        study.map(Unblinding::ids).orElse(List.of()),
        disagreement.isNone() ? "" : disagreement.sentence(),
        arms.ofParticipant(connection, key));
  }

  private static List<String> ids(Study study) {
    return study.version(study.versions().lastKey()).arms().stream().map(Arm::id).toList();
  }

  private Outcome tell(Connection connection, Place place, Unblind asked) throws SQLException {
    var key = place.key();
    var arm = arms.arm(connection, key).orElseThrow();
    var event =
        new ParticipantUnblinded(
            key.study(),
            key.participantId(),
            asked.unblinding(),
            asked.reason(),
            asked.note(),
            asked.role(),
            asked.by(),
            place.now());
    parts.history().append(connection, place, List.of(event));
    Database.afterCommit(() -> raiseAlarm(event));
    return new Outcome.Told(arm, event.at());
  }

  /** For whoever watches the platform: says neither who was unblinded nor what the arm is. */
  private void raiseAlarm(ParticipantUnblinded event) {
    told.increment();
    LOG.warn("somebody was told an arm in {}: {}", event.study(), event.reason());
  }

  /**
   * Who was told an arm, when and why, the oldest first.
   *
   * @param site of the participants; {@code *} for all
   */
  public List<ParticipantUnblinded> list(String study, String site) {
    return database.inTransaction(connection -> arms.ofStudy(connection, study, site));
  }
}
