package org.attune.outcomes.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.outcomes.domain.Trial.ANN;
import static org.attune.outcomes.domain.Trial.STUDY;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.outcomes.domain.OutcomesEvent.AdverseEventRecorded;
import org.attune.outcomes.domain.OutcomesEvent.AdverseEventReviewed;
import org.attune.outcomes.domain.OutcomesEvent.DeviationRecorded;
import org.attune.outcomes.domain.ReportContent.AdverseEvent;
import org.attune.outcomes.domain.ReportContent.Deviation;
import org.attune.outcomes.domain.ReportContent.Outcome;
import org.attune.outcomes.domain.ReportContent.Seriousness;
import org.attune.outcomes.domain.ReportContent.Severity;
import org.attune.outcomes.domain.ReportRules.Actor;
import org.attune.outcomes.domain.ReportRules.Recording;
import org.attune.outcomes.domain.ReportRules.Review;
import org.junit.jupiter.api.Test;

/** What becomes of adverse events and deviations that staff report. Today is 10 May 2026. */
class ReportRulesTest {
  private static final UUID REPORT = new UUID(0, 9);
  private static final LocalDate TODAY = LocalDate.parse("2026-05-10");
  private static final Instant AT = Instant.parse("2026-05-10T11:00:00Z");
  private static final Actor CO = new Actor("coordinator", "staff-1");
  private static final Actor DR = new Actor("clinician", "staff-2");
  private static final AdverseEvent ONGOING =
      event(Optional.empty(), List.of(), Outcome.NOT_RECOVERED);
  private static final AdverseEvent OVER = event(Optional.of(TODAY), List.of(), Outcome.RECOVERED);
  private static final Deviation LATE =
      new Deviation(
          ReportContent.Category.ASSESSMENT,
          ReportContent.Importance.MINOR,
          "called-late",
          TODAY,
          Optional.of("post"));

  private static AdverseEvent event(
      Optional<LocalDate> ended, List<Seriousness> serious, Outcome outcome) {
    return new AdverseEvent(
        "panic-attack",
        TODAY.minusDays(3),
        ended,
        Severity.MODERATE,
        serious,
        ReportContent.Relatedness.POSSIBLE,
        ReportContent.Action.REFERRED,
        outcome,
        ReportContent.Via.PARTICIPANT);
  }

  private static Recording recording(int entry, ReportContent content) {
    return new Recording(STUDY, ANN, "s1", REPORT, entry, content, CO, TODAY, AT);
  }

  private static AdverseEventRecorded recorded(int entry, AdverseEvent content) {
    return new AdverseEventRecorded(
        STUDY, ANN, REPORT, entry, "s1", content, "coordinator", "staff-1", AT);
  }

  private static AdverseEventReviewed reviewed(int entry) {
    return new AdverseEventReviewed(STUDY, ANN, REPORT, entry, "clinician", "staff-2", AT);
  }

  private static TreeMap<UUID, Report> after(OutcomesEvent... events) {
    var reports = new TreeMap<UUID, Report>();
    for (var event : events) Report.next(reports, event);
    return reports;
  }

  private static Decision record(Recording command, OutcomesEvent... events) {
    return ReportRules.record(after(events), false, command);
  }

  private static Decision review(int entry, Actor actor, OutcomesEvent... events) {
    var found = Optional.ofNullable(after(events).get(REPORT));
    return ReportRules.review(found, false, new Review(STUDY, ANN, REPORT, entry, actor, AT));
  }

  private static void assertRefused(Decision decision, Refusal reason) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  private static void assertInvalid(AdverseEvent content, String field) {
    assertThat(record(recording(1, content)))
        .isInstanceOfSatisfying(
            Decision.Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo(field));
  }

  @Test
  void an_adverse_event_is_reported_and_followed_up() {
    assertThat(record(recording(1, ONGOING))).isEqualTo(Decision.accept(recorded(1, ONGOING)));
    assertThat(record(recording(2, OVER), recorded(1, ONGOING)))
        .isEqualTo(Decision.accept(recorded(2, OVER)));
  }

  @Test
  void the_same_entry_again_changes_nothing_however_old_it_is() {
    assertThat(record(recording(1, ONGOING), recorded(1, ONGOING))).isEqualTo(Decision.accept());
    assertThat(record(recording(1, ONGOING), recorded(1, ONGOING), recorded(2, OVER)))
        .isEqualTo(Decision.accept());
  }

  @Test
  void two_people_do_not_write_over_each_other() {
    assertThat(record(recording(2, ONGOING), recorded(1, ONGOING), recorded(2, OVER)))
        .isEqualTo(
            Decision.refuse(
                Refusal.ENTRY_TAKEN,
                "This entry was made before and says something else; read entry 2 and send entry"
                    + " 3."));
    assertRefused(record(recording(1, LATE), recorded(1, ONGOING)), Refusal.ENTRY_TAKEN);
    assertRefused(record(recording(2, LATE), recorded(1, ONGOING)), Refusal.ENTRY_TAKEN);
  }

  @Test
  void entries_have_no_gaps() {
    assertRefused(record(recording(2, ONGOING)), Refusal.ENTRY_MISSING);
    assertRefused(record(recording(3, OVER), recorded(1, ONGOING)), Refusal.ENTRY_MISSING);
  }

  @Test
  void a_locked_study_takes_none_and_knows_what_it_has() {
    var known = after(recorded(1, ONGOING));
    assertRefused(ReportRules.record(known, true, recording(2, OVER)), Refusal.STUDY_LOCKED);
    assertThat(ReportRules.record(known, true, recording(1, ONGOING))).isEqualTo(Decision.accept());
  }

  @Test
  void dates_and_death_fit_together() {
    assertInvalid(event(Optional.of(TODAY.plusDays(1)), List.of(), Outcome.RECOVERED), "endedOn");
    assertInvalid(event(Optional.of(TODAY.minusDays(4)), List.of(), Outcome.RECOVERED), "endedOn");
    assertInvalid(event(Optional.empty(), List.of(), Outcome.FATAL), "serious");
    assertInvalid(
        event(Optional.empty(), List.of(Seriousness.DEATH), Outcome.RECOVERED), "serious");
    var fatal = event(Optional.of(TODAY), List.of(Seriousness.DEATH), Outcome.FATAL);
    assertThat(record(recording(1, fatal))).isEqualTo(Decision.accept(recorded(1, fatal)));
  }

  @Test
  void the_newest_entry_is_reviewed_once_and_a_later_one_again() {
    assertThat(review(1, DR, recorded(1, ONGOING))).isEqualTo(Decision.accept(reviewed(1)));
    assertThat(review(1, DR, recorded(1, ONGOING), reviewed(1))).isEqualTo(Decision.accept());
    assertThat(review(2, DR, recorded(1, ONGOING), reviewed(1), recorded(2, OVER)))
        .isEqualTo(Decision.accept(reviewed(2)));
  }

  @Test
  void nobody_reviews_what_is_not_there_is_outdated_or_was_reviewed() {
    assertRefused(review(1, DR), Refusal.REPORT_UNKNOWN);
    assertRefused(review(2, DR, recorded(1, ONGOING)), Refusal.REPORT_UNKNOWN);
    assertRefused(review(1, DR, recorded(1, ONGOING), recorded(2, OVER)), Refusal.ENTRY_OUTDATED);
    assertRefused(
        review(1, new Actor("investigator", "staff-3"), recorded(1, ONGOING), reviewed(1)),
        Refusal.ALREADY_REVIEWED);
  }

  @Test
  void there_is_a_limit_to_entries() {
    var reports = new TreeMap<UUID, Report>();
    for (int entry = 1; entry <= ReportRules.ENTRIES_MAX; entry++) {
      Report.next(reports, recorded(entry, entry % 2 == 0 ? OVER : ONGOING));
    }
    var next = recording(ReportRules.ENTRIES_MAX + 1, ONGOING);
    assertRefused(ReportRules.record(reports, false, next), Refusal.REPORT_LIMIT);
  }

  @Test
  void a_deviation_is_reported_likewise() {
    assertThat(record(recording(1, LATE)))
        .isEqualTo(
            Decision.accept(
                new DeviationRecorded(
                    STUDY, ANN, REPORT, 1, "s1", LATE, "coordinator", "staff-1", AT)));
  }
}
