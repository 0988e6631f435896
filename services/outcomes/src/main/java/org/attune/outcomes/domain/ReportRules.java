package org.attune.outcomes.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.attune.outcomes.domain.OutcomesEvent.AdverseEventRecorded;
import org.attune.outcomes.domain.OutcomesEvent.AdverseEventReviewed;
import org.attune.outcomes.domain.OutcomesEvent.DeviationRecorded;
import org.attune.outcomes.domain.OutcomesEvent.DeviationReviewed;
import org.attune.outcomes.domain.ReportContent.AdverseEvent;
import org.attune.outcomes.domain.ReportContent.Deviation;
import org.attune.outcomes.domain.ReportContent.Outcome;
import org.attune.outcomes.domain.ReportContent.Seriousness;

/** Decides what becomes of reports by staff. Pure, and blind to the arm. */
public final class ReportRules {
  /** Reports about one participant. */
  public static final int REPORTS_MAX = 500;

  /** Entries of one report. */
  public static final int ENTRIES_MAX = 100;

  private ReportRules() {}

  /**
   * Who acts.
   *
   * @param role in which they act, in lower case
   * @param by staff id
   */
  public record Actor(String role, String by) {}

  /**
   * An entry of a report.
   *
   * @param site of the participant
   * @param entry its number, from 1
   * @param today date where the participant is
   */
  public record Recording(
      String study,
      UUID participant,
      String site,
      UUID report,
      int entry,
      ReportContent content,
      Actor actor,
      LocalDate today,
      Instant at) {}

  /** A review of an entry of a report. */
  public record Review(
      String study, UUID participant, UUID report, int entry, Actor actor, Instant at) {}

  /**
   * Takes an entry. The same entry again is accepted; another under the same number is not.
   *
   * @param known reports about the participant
   * @param locked nothing of the study changes any more
   */
  public static Decision record(Map<UUID, Report> known, boolean locked, Recording command) {
    var found = Optional.ofNullable(known.get(command.report()));
    int entries = found.map(Report::entry).orElse(0);
    if (command.entry() <= entries) return again(found.orElseThrow(), command);
    var wrong = invalid(command.content(), command.today());
    if (wrong.isPresent()) return wrong.get();
    if (locked) return locked();
    if (found.filter(report -> report.kind() != command.content().kind()).isPresent()) {
      return taken(found.get());
    }
    if (command.entry() > entries + 1) {
      return Decision.refuse(
          Refusal.ENTRY_MISSING,
          "Entry %d comes before entry %d.".formatted(entries + 1, command.entry()));
    }
    if (entries == ENTRIES_MAX || (entries == 0 && known.size() == REPORTS_MAX)) {
      return Decision.refuse(
          Refusal.REPORT_LIMIT,
          "At most %d reports about a participant and %d entries of each are kept."
              .formatted(REPORTS_MAX, ENTRIES_MAX));
    }
    return Decision.accept(recorded(command));
  }

  private static Decision again(Report report, Recording command) {
    return report.says(command.entry(), command.content()) ? Decision.accept() : taken(report);
  }

  private static Decision taken(Report report) {
    return Decision.refuse(
        Refusal.ENTRY_TAKEN,
        "This entry was made before and says something else; read entry %d and send entry %d."
            .formatted(report.entry(), report.entry() + 1));
  }

  static Decision locked() {
    return Decision.refuse(
        Refusal.STUDY_LOCKED, "The study is locked; nothing of it changes any more.");
  }

  private static Optional<Decision> invalid(ReportContent content, LocalDate today) {
    return switch (content) {
      case AdverseEvent e when e.startedOn().isAfter(today) ->
          invalid("startedOn", "startedOn must not be after today.");
      case AdverseEvent e when e.endedOn().filter(end -> end.isAfter(today)).isPresent() ->
          invalid("endedOn", "endedOn must not be after today; leave it out while it goes on.");
      case AdverseEvent e when e.endedOn().filter(end -> end.isBefore(e.startedOn())).isPresent() ->
          invalid("endedOn", "endedOn must not be before startedOn.");
      case AdverseEvent e
          when (e.outcome() == Outcome.FATAL) != e.serious().contains(Seriousness.DEATH) ->
          invalid("serious", "A fatal outcome and the criterion death go together.");
      case AdverseEvent _ -> Optional.empty();
      case Deviation d when d.detectedOn().isAfter(today) ->
          invalid("detectedOn", "detectedOn must not be after today.");
      case Deviation _ -> Optional.empty();
    };
  }

  private static Optional<Decision> invalid(String field, String detail) {
    return Optional.of(new Decision.Invalid(field, detail));
  }

  private static OutcomesEvent recorded(Recording c) {
    return switch (c.content()) {
      case AdverseEvent content ->
          new AdverseEventRecorded(
              c.study(),
              c.participant(),
              c.report(),
              c.entry(),
              c.site(),
              content,
              c.actor().role(),
              c.actor().by(),
              c.at());
      case Deviation content ->
          new DeviationRecorded(
              c.study(),
              c.participant(),
              c.report(),
              c.entry(),
              c.site(),
              content,
              c.actor().role(),
              c.actor().by(),
              c.at());
    };
  }

  /**
   * Takes a review of the newest entry. The same again, by the same person in the same role, is
   * accepted.
   *
   * @param found the report, if there is one that the actor may see
   * @param locked nothing of the study changes any more
   */
  public static Decision review(Optional<Report> found, boolean locked, Review command) {
    if (found.isEmpty() || command.entry() > found.get().entry()) {
      return Decision.refuse(Refusal.REPORT_UNKNOWN, "There is no such entry of such a report.");
    }
    var report = found.get();
    if (command.entry() < report.entry()) {
      return Decision.refuse(
          Refusal.ENTRY_OUTDATED,
          "Entry %d is newer; read it and review that one.".formatted(report.entry()));
    }
    if (report.isReviewed()) {
      boolean same =
          report.reviewRole().equals(command.actor().role())
              && report.reviewedBy().equals(command.actor().by());
      return same
          ? Decision.accept()
          : Decision.refuse(
              Refusal.ALREADY_REVIEWED,
              "The entry was reviewed before, in the role " + report.reviewRole() + ".");
    }
    return locked ? locked() : Decision.accept(reviewed(report.kind(), command));
  }

  private static OutcomesEvent reviewed(ReportKind kind, Review c) {
    return switch (kind) {
      case ADVERSE_EVENT ->
          new AdverseEventReviewed(
              c.study(),
              c.participant(),
              c.report(),
              c.entry(),
              c.actor().role(),
              c.actor().by(),
              c.at());
      case DEVIATION ->
          new DeviationReviewed(
              c.study(),
              c.participant(),
              c.report(),
              c.entry(),
              c.actor().role(),
              c.actor().by(),
              c.at());
    };
  }
}
