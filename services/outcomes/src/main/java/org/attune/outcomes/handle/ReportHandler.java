package org.attune.outcomes.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.outcomes.domain.Decision;
import org.attune.outcomes.domain.Facts;
import org.attune.outcomes.domain.Refusal;
import org.attune.outcomes.domain.Report;
import org.attune.outcomes.domain.ReportContent;
import org.attune.outcomes.domain.ReportKind;
import org.attune.outcomes.domain.ReportRules;
import org.attune.outcomes.domain.ReportRules.Actor;
import org.attune.outcomes.domain.ReportRules.Recording;
import org.attune.outcomes.domain.ReportRules.Review;
import org.attune.outcomes.store.FactStore;
import org.attune.outcomes.store.ReportStore;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.NotAllowedException;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.platform.study.StudyBook;
import org.attune.platform.study.StudyStatus;

/** Takes what staff report about participants, and their reviews of it. */
public final class ReportHandler {
  private final Database database;
  private final History history;
  private final StudyBook studies;
  private final FactStore facts;
  private final ReportStore reports;

  public ReportHandler(
      Database database, History history, StudyBook studies, FactStore facts, ReportStore reports) {
    this.database = database;
    this.history = history;
    this.studies = studies;
    this.facts = facts;
    this.reports = reports;
  }

  /**
   * Which entry of which report.
   *
   * @param number from 1
   */
  public record Entry(EventKey participant, UUID report, int number) {}

  /** The participant's folder, locked until the transaction ends. */
  private record Folder(Place place, Facts.Enrolled enrolled, boolean locked) {}

  /**
   * Takes an entry.
   *
   * @param site of the caller; {@code *} for all
   * @throws NotAllowedException if the participant is another site's
   */
  public Decision record(Entry entry, ReportContent content, Actor actor, String site) {
    return database.inTransaction(
        connection -> {
          var folder = open(connection, entry.participant(), site);
          if (folder.isEmpty()) return notKnownYet();
          var place = folder.get().place();
          var enrolled = folder.get().enrolled();
          var known = reports.find(connection, place.key());
          var command =
              new Recording(
                  place.key().study(),
                  place.key().participantId(),
                  enrolled.site(),
                  entry.report(),
                  entry.number(),
                  content,
                  actor,
                  place.now().atZone(enrolled.zone()).toLocalDate(),
                  place.now());
          var decision = ReportRules.record(known, folder.get().locked(), command);
          return append(connection, place, known, decision);
        });
  }

  /**
   * Takes a review of an entry.
   *
   * @param site of the caller; {@code *} for all
   * @throws NotAllowedException if the participant is another site's
   */
  public Decision review(ReportKind kind, Entry entry, Actor actor, String site) {
    return database.inTransaction(
        connection -> {
          var folder = open(connection, entry.participant(), site);
          if (folder.isEmpty()) return notKnownYet();
          var place = folder.get().place();
          var known = reports.find(connection, place.key());
          var found = Optional.ofNullable(known.get(entry.report())).filter(r -> r.kind() == kind);
          var command =
              new Review(
                  place.key().study(),
                  place.key().participantId(),
                  entry.report(),
                  entry.number(),
                  actor,
                  place.now());
          var decision = ReportRules.review(found, folder.get().locked(), command);
          return append(connection, place, known, decision);
        });
  }

  /**
   * Reports of a study that the caller may see, those to review first.
   *
   * @param all reviewed ones too
   * @param site of the caller; {@code *} for all
   */
  public List<ReportStore.Listed> list(String study, ReportKind kind, boolean all, String site) {
    return database.inTransaction(c -> reports.list(c, study, kind, all, site));
  }

  private Optional<Folder> open(Connection connection, EventKey key, String site)
      throws SQLException {
    var place = history.lock(connection, key);
    var enrolled = facts.find(connection, key).enrolled();
    var study = studies.find(connection, key.study());
    if (enrolled.isEmpty() || study.isEmpty()) return Optional.empty();
    if (!site.equals("*") && !site.equals(enrolled.get().site())) {
      throw NotAllowedException.notFound();
    }
    boolean locked = study.get().status() == StudyStatus.LOCKED;
    return Optional.of(new Folder(place, enrolled.get(), locked));
  }

  private static Decision notKnownYet() {
    return Decision.refuse(Refusal.NOT_KNOWN_YET, "Not known yet: the participant.");
  }

  private Decision append(
      Connection connection, Place place, TreeMap<UUID, Report> known, Decision decision)
      throws SQLException {
    if (!(decision instanceof Decision.Accepted(var events)) || events.isEmpty()) return decision;
    var records = events.stream().map(Record.class::cast).toList();
    history.append(connection, place, records, Optional.empty());
    for (var event : events) reports.apply(connection, place.key(), known, event);
    return decision;
  }
}
