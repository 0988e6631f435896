package org.attune.outcomes.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.attune.outcomes.answer.AnswerFacts;
import org.attune.outcomes.answer.AnswerRules;
import org.attune.outcomes.answer.AnswerRules.AnswerInstrument;
import org.attune.outcomes.answer.AnswerRules.Kept;
import org.attune.outcomes.answer.AnswerRules.Standing;
import org.attune.outcomes.answer.Draft;
import org.attune.outcomes.domain.AlertRules.Concern;
import org.attune.outcomes.domain.Decision;
import org.attune.outcomes.domain.Facts;
import org.attune.outcomes.domain.MetRule;
import org.attune.outcomes.domain.OutcomesEvent;
import org.attune.outcomes.domain.OutcomesEvent.InstrumentAnswered;
import org.attune.outcomes.domain.OutcomesEvent.InstrumentKept;
import org.attune.outcomes.domain.OutcomesEvent.VisitCancelReason;
import org.attune.outcomes.domain.OutcomesEvent.VisitCompleted;
import org.attune.outcomes.domain.Refusal;
import org.attune.outcomes.domain.Visit;
import org.attune.outcomes.store.AnswerStore;
import org.attune.outcomes.store.FactStore;
import org.attune.outcomes.store.VisitStore;
import org.attune.platform.data.Database;
import org.attune.platform.data.Sql;
import org.attune.platform.due.DueTable;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.platform.study.Study;
import org.attune.platform.study.StudyBook;
import org.attune.platform.study.StudyStatus;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.SafetyRule;
import org.attune.protocol.safety.Crisis;
import org.attune.protocol.safety.SafetyWatch;

/**
 * Stores answers and drafts, or says why not. Safety rules look at every answer that arrives, also
 * at one that is refused because it came too late or its participant has left.
 */
public final class AnswerHandler {
  private final Database database;
  private final History history;
  private final DueTable due;
  private final StudyBook studies;
  private final VisitStore visits;
  private final AnswerStore answers;
  private final VisitHandler handler;
  private final FactStore facts;
  private final AlertHandler alerts;
  private final SafetyWatch watch = new SafetyWatch();

  public AnswerHandler(
      Database database,
      History history,
      DueTable due,
      StudyBook studies,
      VisitStore visits,
      AnswerStore answers,
      VisitHandler handler,
      FactStore facts,
      AlertHandler alerts) {
    this.database = database;
    this.history = history;
    this.due = due;
    this.studies = studies;
    this.visits = visits;
    this.answers = answers;
    this.handler = handler;
    this.facts = facts;
    this.alerts = alerts;
  }

  /**
   * What came of an answer.
   *
   * @param counts false if the answer is kept as evidence, or was refused
   * @param crisis to be shown at once, whatever was decided
   */
  public record Answered(Decision decision, boolean counts, Optional<Crisis> crisis) {
    static Answered of(Decision decision) {
      return new Answered(decision, false, Optional.empty());
    }
  }

  /** A draft to be saved. */
  public record SaveDraft(UUID visit, String instrument, Draft draft) {}

  /** What a command is about, once it is found. */
  private record Found(TreeMap<UUID, Visit> known, Visit visit, Study study) {
    /** The version that planned the visit. */
    Protocol protocol() {
      return study.version(visit.version());
    }

    boolean locked() {
      return study.status() == StudyStatus.LOCKED;
    }
  }

  @FunctionalInterface
  private interface Act<T> {
    T on(Found found) throws SQLException;
  }

  /**
   * Stores an answer.
   *
   * @param at makes the command for a study time
   */
  public Answered answer(EventKey key, Function<Instant, AnswerInstrument> at) {
    return database.inTransaction(
        connection -> {
          var loading = load(connection, key);
          var place = loading.place().get();
          var command = at.apply(place.now());
          return with(
              loading,
              command.visit(),
              found -> answer(connection, place, found, command),
              Answered::of);
        });
  }

  private Answered answer(Connection connection, Place place, Found found, AnswerInstrument command)
      throws SQLException {
    var kept = answers.find(connection, place.key(), command.visit(), command.answerId());
    var form = AnswerRules.form(found.visit(), found.study().versions(), command);
    var standing = standing(connection, place.key(), found);
    var decision =
        AnswerRules.answer(found.visit(), found.protocol(), form, kept, standing, command);
    var after = place;
    if (decision instanceof Decision.Accepted(var events) && !events.isEmpty()) {
      after = store(connection, place, found.known(), events);
    }
    if (decision instanceof Decision.Invalid) return Answered.of(decision);
    return new Answered(
        decision, counts(decision, kept, command), lookAt(connection, after, form, command));
  }

  private Standing standing(Connection connection, EventKey key, Found found) throws SQLException {
    if (found.locked()) return Standing.LOCKED;
    // Only there it makes a difference: a round trip less with every other answer.
    if (found.visit().state() != Visit.State.CANCELLED) return Standing.IN_STUDY;
    var stopped = facts.find(connection, key).stopped();
    return stopped.equals(Optional.of(VisitCancelReason.LEFT)) ? Standing.LEFT : Standing.IN_STUDY;
  }

  private static boolean counts(Decision decision, List<Kept> kept, AnswerInstrument command) {
    if (!(decision instanceof Decision.Accepted(var events))) return false;
    if (!events.isEmpty()) return events.getFirst() instanceof InstrumentAnswered;
    return kept.stream().anyMatch(one -> one.counts() && one.answerId().equals(command.answerId()));
  }

  /** Raises what the safety rules find in an answer; the card that is to be shown. */
  private Optional<Crisis> lookAt(
      Connection connection, Place place, Protocol protocol, AnswerInstrument command)
      throws SQLException {
    var met = met(protocol, command);
    if (met.isEmpty()) return Optional.empty();
    var enrolled = facts.find(connection, place.key()).enrolled();
    var site = enrolled.map(Facts.Enrolled::site).orElse("");
    var concern =
        Concern.ofVisit(
            command.study(),
            command.participant(),
            site,
            command.instrument(),
            command.answerId(),
            command.at());
    var rules = met.stream().map(MetRule::of).toList();
    alerts.raise(connection, place, rules, concern, Optional.empty());
    return Crisis.of(protocol, met, site, enrolled.map(Facts.Enrolled::language).orElse(""));
  }

  private List<SafetyRule> met(Protocol protocol, AnswerInstrument command) {
    var rules = watch.of(protocol);
    var questionnaire = protocol.questionnaires().get(command.instrument());
    if (questionnaire == null || !rules.watch(command.instrument())) return List.of();
    return rules.met(command.instrument(), AnswerFacts.of(questionnaire, command.items()));
  }

  private Place store(
      Connection connection, Place place, TreeMap<UUID, Visit> known, List<OutcomesEvent> events)
      throws SQLException {
    var after = handler.append(connection, place, known, events, Optional.empty());
    for (var event : events) {
      if (event instanceof InstrumentAnswered answered) {
        answers.keep(connection, place.key(), Kept.of(answered));
      }
      if (event instanceof InstrumentKept evidence) {
        answers.keep(connection, place.key(), Kept.of(evidence));
      }
      if (event instanceof VisitCompleted completed) {
        var row = List.of(completed.visitId().toString());
        due.cancel(connection, place.key(), VisitHandler.VISIT, row);
      }
    }
    return after;
  }

  /** Saves a draft; an answered questionnaire takes none. */
  public Decision save(EventKey key, SaveDraft command) {
    return database.inTransaction(
        connection -> {
          var loading = load(connection, key);
          var place = loading.place().get();
          return with(
              loading,
              command.visit(),
              found -> save(connection, place, found, command),
              decision -> decision);
        });
  }

  private Decision save(Connection connection, Place place, Found found, SaveDraft command)
      throws SQLException {
    var closed = AnswerRules.closed(found.visit(), place.now());
    if (closed.isPresent()) return closed.get();
    var plan = found.protocol().assessment(found.visit().assessment()).orElseThrow();
    if (AnswerRules.questionnaire(found.protocol(), plan, command.instrument()).isEmpty()) {
      return AnswerRules.notAsked(plan, command.instrument());
    }
    var kept = answers.all(connection, place.key());
    for (var one : kept) {
      if (one.counts()
          && one.visit().equals(command.visit())
          && one.instrument().equals(command.instrument())) {
        return Decision.refuse(
            Refusal.ALREADY_ANSWERED, command.instrument() + " was answered before.");
      }
    }
    var at = new AnswerStore.Place(command.visit(), command.instrument());
    answers.save(connection, place.key(), at, command.draft(), place.now());
    return Decision.accept();
  }

  /** What every command needs, in one round trip. */
  private record Loading(
      Sql.Later<Place> place,
      Sql.Later<TreeMap<UUID, Visit>> known,
      Sql.Later<Optional<Study>> study) {}

  private Loading load(Connection connection, EventKey key) throws SQLException {
    return new Loading(
        history.lockLater(connection, key),
        visits.later(connection, key),
        studies.later(connection, key.study()));
  }

  private static <T> T with(Loading loading, UUID id, Act<T> act, Function<Decision, T> refused)
      throws SQLException {
    var known = loading.known().get();
    var study = loading.study().get();
    if (known.isEmpty() || study.isEmpty()) {
      return refused.apply(
          Decision.refuse(Refusal.NOT_KNOWN_YET, "The participant is not known here yet."));
    }
    var visit = known.get(id);
    if (visit == null) {
      return refused.apply(
          Decision.refuse(Refusal.VISIT_UNKNOWN, "The participant has no such visit."));
    }
    return act.on(new Found(known, visit, study.get()));
  }
}
