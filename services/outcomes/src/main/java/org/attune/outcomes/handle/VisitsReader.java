package org.attune.outcomes.handle;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.outcomes.answer.AnswerRules.Kept;
import org.attune.outcomes.domain.OutcomesEvent;
import org.attune.outcomes.domain.Visit;
import org.attune.outcomes.store.AnswerStore;
import org.attune.outcomes.store.FactStore;
import org.attune.outcomes.store.VisitStore;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.study.Study;
import org.attune.platform.study.StudyBook;

/** Reads the visits of a participant at one study time. */
public final class VisitsReader {
  private final Database database;
  private final History history;
  private final StudyBook studies;
  private final FactStore facts;
  private final VisitStore visits;
  private final AnswerStore answers;

  public VisitsReader(
      Database database,
      History history,
      StudyBook studies,
      FactStore facts,
      VisitStore visits,
      AnswerStore answers) {
    this.database = database;
    this.history = history;
    this.studies = studies;
    this.facts = facts;
    this.visits = visits;
    this.answers = answers;
  }

  /**
   * All visits of a participant.
   *
   * @param study empty as long as the study or the participant has not arrived; then there are no
   *     visits either
   * @param language the participant's
   * @param visits by opening
   * @param drafts what was begun, JSON
   */
  public record View(
      Optional<Study> study,
      String language,
      List<Visit> visits,
      Set<AnswerStore.Place> answered,
      Map<AnswerStore.Place, String> drafts,
      Instant now) {}

  public View read(EventKey key) {
    return database.inTransaction(
        connection -> {
          var now = history.lock(connection, key).now(); // the study time is the lock's
          var known =
              visits.find(connection, key).values().stream()
                  .sorted(Comparator.comparing(Visit::opensAt).thenComparing(Visit::assessment))
                  .toList();
          var language = facts.find(connection, key).enrolled().map(e -> e.language()).orElse("");
          return new View(
              known.isEmpty() ? Optional.empty() : studies.find(connection, key.study()),
              language,
              known,
              answers.all(connection, key).stream()
                  .filter(Kept::counts)
                  .map(VisitsReader::place)
                  .collect(Collectors.toUnmodifiableSet()),
              answers.drafts(connection, key),
              now);
        });
  }

  /** The events of a participant, oldest first. */
  public List<OutcomesEvent> story(EventKey key) {
    return database.inTransaction(c -> history.read(c, key, OutcomesEvent.class));
  }

  private static AnswerStore.Place place(Kept kept) {
    return new AnswerStore.Place(kept.visit(), kept.instrument());
  }
}
