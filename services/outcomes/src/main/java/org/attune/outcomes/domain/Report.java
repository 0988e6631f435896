package org.attune.outcomes.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.attune.outcomes.domain.OutcomesEvent.AdverseEventRecorded;
import org.attune.outcomes.domain.OutcomesEvent.AdverseEventReviewed;
import org.attune.outcomes.domain.OutcomesEvent.DeviationRecorded;
import org.attune.outcomes.domain.OutcomesEvent.DeviationReviewed;
import org.attune.platform.entropy.Digests;

/**
 * Something that staff reported about a participant, in numbered entries: a later one follows it up
 * or puts it right, and needs a review of its own.
 *
 * <pre>
 *   ToReview --…Recorded--&gt; ToReview --…Reviewed--&gt; Reviewed --…Recorded--&gt; ToReview
 * </pre>
 *
 * @param site of the participant
 * @param content of the newest entry
 * @param entries SHA-256 of each entry's content, in hex; the first entry is number 1
 * @param recordedAt study time of the newest entry
 * @param reviewRole role in which the newest entry was reviewed; empty until then
 * @param reviewedBy who reviewed it, a staff id; empty until then
 */
public record Report(
    UUID id,
    String site,
    ReportContent content,
    List<String> entries,
    Instant recordedAt,
    String reviewRole,
    String reviewedBy) {
  public Report {
    entries = List.copyOf(entries);
  }

  public ReportKind kind() {
    return content.kind();
  }

  /** Number of the newest entry, from 1. */
  public int entry() {
    return entries.size();
  }

  public boolean isReviewed() {
    return !reviewedBy.isEmpty();
  }

  /** Whether an entry says just this. */
  boolean says(int entry, ReportContent said) {
    return entries.get(entry - 1).equals(digest(said));
  }

  private static String digest(ReportContent content) {
    return Digests.sha256Hex(content.toString());
  }

  /**
   * All reports after one more event.
   *
   * @param reports by id; changed
   * @throws IllegalStateException if the diagram above has no such arrow: the history is corrupt
   */
  public static void next(Map<UUID, Report> reports, OutcomesEvent event) {
    switch (event) {
      case AdverseEventRecorded e ->
          record(reports, e.adverseEventId(), e.entry(), e.site(), e.content(), e.at());
      case DeviationRecorded e ->
          record(reports, e.deviationId(), e.entry(), e.site(), e.content(), e.at());
      case AdverseEventReviewed e ->
          review(reports, e.adverseEventId(), e.entry(), e.role(), e.reviewedBy());
      case DeviationReviewed e ->
          review(reports, e.deviationId(), e.entry(), e.role(), e.reviewedBy());
      default -> {} // other events are about no report
    }
  }

  private static void record(
      Map<UUID, Report> reports,
      UUID id,
      int entry,
      String site,
      ReportContent content,
      Instant at) {
    var before = reports.get(id);
    var entries = new ArrayList<>(before == null ? List.of() : before.entries);
    if (entry != entries.size() + 1) throw noArrow(id);
    entries.add(digest(content));
    reports.put(id, new Report(id, site, content, entries, at, "", ""));
  }

  private static void review(
      Map<UUID, Report> reports, UUID id, int entry, String role, String by) {
    var before = reports.get(id);
    if (before == null || before.isReviewed() || before.entry() != entry) throw noArrow(id);
    reports.put(
        id,
        new Report(id, before.site, before.content, before.entries, before.recordedAt, role, by));
  }

  private static IllegalStateException noArrow(UUID id) {
    return new IllegalStateException("no arrow from where report " + id + " stands");
  }
}
