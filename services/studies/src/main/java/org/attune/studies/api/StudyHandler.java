package org.attune.studies.api;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.studies.domain.Decision;
import org.attune.studies.domain.Decision.Accepted;
import org.attune.studies.domain.Reported;
import org.attune.studies.domain.StudyCommand;
import org.attune.studies.domain.StudyRules;
import org.attune.studies.domain.StudyState;
import org.attune.studies.store.ReportStore;
import org.attune.studies.store.StudyStore;

/** Carries out commands about studies, or says why not. */
public final class StudyHandler {
  /**
   * What came of a command.
   *
   * @param state after it
   */
  public record Outcome(Decision decision, StudyState state) {}

  private final Database database;
  private final History history;
  private final StudyStore studies;
  private final ReportStore reports;
  private final boolean rehearsal;

  public StudyHandler(
      Database database,
      History history,
      StudyStore studies,
      ReportStore reports,
      boolean rehearsal) {
    this.database = database;
    this.history = history;
    this.studies = studies;
    this.reports = reports;
    this.rehearsal = rehearsal;
  }

  /**
   * Decides and records in one transaction.
   *
   * @param study slug
   * @param command made with the study time
   * @param first true if the study may be unknown; a command about an unknown one leaves no trace
   */
  Outcome handle(String study, Function<Instant, StudyCommand> command, boolean first) {
    return database.inTransaction(
        connection -> {
          if (!first && studies.load(connection, study).status().isEmpty()) {
            var unknown = command.apply(Instant.EPOCH);
            return new Outcome(
                StudyRules.decide(study, StudyState.UNKNOWN, Reported.NOTHING, unknown, rehearsal),
                StudyState.UNKNOWN);
          }
          var place = history.lock(connection, EventKey.ofStudy(study));
          var state = studies.load(connection, study);
          var reported = reports.find(connection, study);
          var decision =
              StudyRules.decide(study, state, reported, command.apply(place.now()), rehearsal);
          if (!(decision instanceof Accepted(var events))) return new Outcome(decision, state);
          history.append(connection, place, records(events));
          studies.apply(connection, events);
          for (var event : events) state = state.next(event);
          return new Outcome(decision, state);
        });
  }

  private static List<Record> records(List<? extends Object> events) {
    return events.stream().map(Record.class::cast).toList();
  }

  /** Where a study stands. */
  StudyState find(String study) {
    return database.inTransaction(connection -> studies.load(connection, study));
  }

  /** Every study, by slug. */
  SortedMap<String, StudyState> all() {
    return database.inTransaction(
        connection -> {
          var all = new TreeMap<String, StudyState>();
          for (var study : studies.names(connection))
            all.put(study, studies.load(connection, study));
          return all;
        });
  }
}
