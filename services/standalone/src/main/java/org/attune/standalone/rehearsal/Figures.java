package org.attune.standalone.rehearsal;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.attune.platform.data.Sql;
import org.attune.standalone.effects.PackageTable;
import org.attune.standalone.platform.Platform;
import org.attune.standalone.rehearsal.RehearsalReport.Assessments;
import org.attune.standalone.rehearsal.RehearsalReport.Events;
import org.attune.standalone.rehearsal.RehearsalReport.Participants;
import org.attune.standalone.rehearsal.RehearsalReport.Slots;

/** The figures of a report: counted in the dataset, and events in the services' own tables. */
final class Figures {
  private static final String NUMBERED = "select coalesce(sum(number), 0) from log_head";
  private static final String IN_SINK = "select count(*) from sink_event";

  private Figures() {}

  static Participants participants(Path dataset) {
    var screenings = PackageTable.counts(dataset, "screenings", "outcome");
    var dispositions = PackageTable.counts(dataset, "dispositions", "type");
    return new Participants(
        sum(screenings),
        screenings.getOrDefault("ineligible", 0),
        screenings.getOrDefault("declined", 0),
        PackageTable.rows(dataset, "participants").size(),
        PackageTable.rows(dataset, "allocations").size(),
        dispositions.getOrDefault("withdrew_followup", 0));
  }

  static Slots slots(Path dataset) {
    var all =
        PackageTable.rows(dataset, "compliance").stream()
            .filter(row -> row.getField("counted_by").equals("all"))
            .toList();
    return new Slots(
        sum(all, "planned"),
        sum(all, "answered"),
        sum(all, "declined"),
        sum(all, "expired"),
        sum(all, "cancelled"),
        sum(all, "failed"),
        sum(all, "pending"));
  }

  private static int sum(List<NamedCsvRecord> rows, String column) {
    return rows.stream().mapToInt(row -> Integer.parseInt(row.getField(column))).sum();
  }

  static Assessments assessments(Path dataset) {
    var states = PackageTable.counts(dataset, "visits", "visit_status");
    return new Assessments(
        sum(states) - states.getOrDefault("cancelled", 0),
        states.getOrDefault("completed", 0),
        states.getOrDefault("missed", 0));
  }

  static Events events(Platform platform) {
    long published = 0;
    for (var runtime : platform.runtimes()) {
      published +=
          runtime
              .database()
              .inTransaction(c -> Sql.find(c, NUMBERED, row -> row.getLong(1)).orElse(0L));
    }
    long consumed =
        platform
            .runtime("analytics")
            .database()
            .inTransaction(c -> Sql.find(c, IN_SINK, row -> row.getLong(1)).orElse(0L));
    return new Events(published, consumed);
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
