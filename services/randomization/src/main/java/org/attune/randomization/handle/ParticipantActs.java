package org.attune.randomization.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.platform.data.Database;
import org.attune.platform.due.DueHandler;
import org.attune.platform.due.DueRow;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.fact.Fact;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.randomization.domain.AllocationRules;
import org.attune.randomization.domain.Candidate;
import org.attune.randomization.domain.Candidate.Enrollment;
import org.attune.randomization.domain.Decision;
import org.attune.randomization.domain.Decision.Allocate;
import org.attune.randomization.domain.Decision.Randomized;
import org.attune.randomization.domain.RandomizationEvent.NotRandomizedReason;
import org.attune.randomization.domain.Refusal;
import org.attune.randomization.store.CandidateStore;

/**
 * What happens to one participant: facts arrive, the condition comes true, an allocation is made or
 * will never be. Each act has the participant locked.
 */
public final class ParticipantActs {
  private final Parts parts;
  private final Database database;
  private final History history;
  private final CandidateStore candidates;
  private final Allocating allocating;

  ParticipantActs(Parts parts, Database database) {
    this.parts = parts;
    this.database = database;
    history = parts.history();
    candidates = parts.candidates();
    allocating = new Allocating(parts);
  }

  /** This service's due rows, by kind. */
  public Map<String, DueHandler> dueHandlers() {
    return Map.of(
        DueKinds.ALLOCATE, this::allocate,
        DueKinds.RECONSIDER, this::reconsider,
        DueKinds.NOT_RANDOMIZED, this::reconsider);
  }

  public void screened(
      Connection connection, EventKey key, boolean eligible, String site, List<Fact> answers)
      throws SQLException {
    var place = history.lock(connection, key);
    candidates.screened(connection, key, eligible, site);
    candidates.put(connection, key, answers);
    scheduleIfDue(connection, place);
  }

  public void declined(Connection connection, EventKey key) throws SQLException {
    history.lock(connection, key);
    candidates.declined(connection, key);
  }

  public void enrolled(Connection connection, EventKey key, Enrollment enrollment)
      throws SQLException {
    var place = history.lock(connection, key);
    candidates.enrolled(connection, key, enrollment);
    // The study may have closed meanwhile; that is looked at with only this participant locked.
    parts.due().schedule(connection, key, DueKinds.RECONSIDER, DueKinds.KEY, place.now());
    scheduleIfDue(connection, place);
  }

  /** A newer form was signed: what waited for it alone is asked for now. */
  public void renewed(Connection connection, EventKey key, int consentVersion) throws SQLException {
    var place = history.lock(connection, key);
    candidates.renewed(connection, key, consentVersion);
    scheduleIfDue(connection, place);
  }

  public void moved(Connection connection, EventKey key, String zone) throws SQLException {
    history.lock(connection, key);
    candidates.moved(connection, key, zone);
  }

  /** Somebody left follow-up or withdrew; before an allocation that settles it. */
  public void departed(Connection connection, EventKey key, Position cause) throws SQLException {
    var place = history.lock(connection, key);
    var before = candidates.find(connection, key);
    candidates.departed(connection, key);
    if (before.filter(Candidate::isWaiting).isEmpty() || !randomizes(connection, place)) return;
    parts.settling().notRandomized(connection, place, NotRandomizedReason.LEFT, Optional.of(cause));
  }

  /** Facts of somebody who already has an arm, or will have none, are not needed and not kept. */
  public void known(Connection connection, EventKey key, List<Fact> facts) throws SQLException {
    var place = history.lock(connection, key);
    var before = candidates.find(connection, key);
    if (before.isPresent() && before.get().outcome() != Candidate.Outcome.WAITING) return;
    candidates.put(connection, key, facts);
    scheduleIfDue(connection, place);
  }

  /**
   * Asks for an allocation on behalf of a site.
   *
   * @param site the asking person's; {@code *} for all
   * @return empty if the participant is not of that site: it is none of the asker's business
   */
  public Optional<Decision> ask(EventKey key, String site) {
    return database.inTransaction(
        connection -> {
          var known = candidates.find(connection, key);
          if (known.isEmpty()) {
            return Optional.of(
                Decision.refuse(Refusal.NOT_KNOWN_YET, "Not known yet: the participant."));
          }
          if (!known.get().isOf(site)) return Optional.<Decision>empty();
          var asked = allocating.ask(connection, key, history.lockLater(connection, key));
          if (asked.decision() instanceof Allocate) {
            parts.due().cancelAll(connection, key, DueKinds.ALLOCATE);
            return Optional.<Decision>of(new Randomized());
          }
          return Optional.of(asked.decision());
        });
  }

  private Place allocate(Connection connection, Place place, DueRow row) throws SQLException {
    return allocating.ask(connection, place.key(), () -> place).place();
  }

  /** The study's row is shared, so that it does not close while this decides. */
  private Place reconsider(Connection connection, Place place, DueRow row) throws SQLException {
    var key = place.key();
    var candidate = candidates.find(connection, key);
    if (candidate.isEmpty()
        || candidate.get().outcome() != Candidate.Outcome.WAITING
        || candidate.get().enrollment().isEmpty()) {
      return place;
    }
    var study = parts.allocations().share(connection, key.study());
    if (study.isEmpty()) return place;
    if (candidate.get().departed()) {
      return parts
          .settling()
          .notRandomized(connection, place, NotRandomizedReason.LEFT, Optional.empty());
    }
    var closed = study.get().closed();
    if (closed.isPresent()) {
      var reason = NotRandomizedReason.valueOf(closed.get().name());
      return parts.settling().notRandomized(connection, place, reason, Optional.empty());
    }
    scheduleIfDue(connection, place);
    return place;
  }

  private boolean randomizes(Connection connection, Place place) throws SQLException {
    return parts.allocations().find(connection, place.key().study()).isPresent();
  }

  /** Asks for an allocation at once if the condition holds on what is known. */
  private void scheduleIfDue(Connection connection, Place place) throws SQLException {
    var key = place.key();
    var candidate = candidates.find(connection, key).filter(Candidate::isWaiting);
    if (candidate.isEmpty()) return;
    var study = parts.studies().find(connection, key.study());
    if (study.isEmpty()) return;
    int version = candidate.get().enrollment().orElseThrow().protocolVersion();
    var protocol = study.get().versions().get(version);
    if (protocol == null) return;
    var terms = parts.terms().of(protocol);
    if (terms.isEmpty() || !AllocationRules.isDue(candidate.get(), terms.get())) return;
    parts.due().schedule(connection, key, DueKinds.ALLOCATE, DueKinds.KEY, place.now());
  }
}
