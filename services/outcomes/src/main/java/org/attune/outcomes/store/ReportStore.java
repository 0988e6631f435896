package org.attune.outcomes.store;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.outcomes.domain.OutcomesEvent;
import org.attune.outcomes.domain.Report;
import org.attune.outcomes.domain.ReportKind;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** Where reports by staff stand. Write only with the participant locked in the history. */
public final class ReportStore {
  /** Reports in one list. */
  public static final int LISTED_MAX = 500;

  private static final String COLUMNS =
      """
      select participant, report_id, kind, site, content, entries, recorded_at, review_role,
        reviewed_by
      from report
      """;

  private static final String FIND = COLUMNS + "where study = ? and participant = ?";

  private static final String LIST =
      COLUMNS
          + """
          where study = ? and kind = ? and (? or reviewed_by = '') and (? = '*' or site = ?)
          order by reviewed_by <> '', recorded_at desc, report_id limit ?
          """;

  private static final String PUT =
      """
      insert into report (study, participant, report_id, kind, site, content, entries, recorded_at,
        review_role, reviewed_by)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (study, participant, report_id) do update set
        content = excluded.content, entries = excluded.entries,
        recorded_at = excluded.recorded_at, review_role = excluded.review_role,
        reviewed_by = excluded.reviewed_by
      """;

  /**
   * A report and whom it is about.
   *
   * @param participant pseudonym
   */
  public record Listed(String participant, Report report) {}

  /** All reports about a participant, by id. */
  public TreeMap<UUID, Report> find(Connection connection, EventKey key) throws SQLException {
    var reports = new TreeMap<UUID, Report>();
    for (var report :
        Sql.query(connection, FIND, ReportStore::read, key.study(), key.participant())) {
      reports.put(report.id(), report);
    }
    return reports;
  }

  /**
   * Reports of a study: those to review first, then the latest first; at most {@value #LISTED_MAX}.
   *
   * @param all reviewed ones too
   * @param site whose reports; {@code *} for all
   */
  public List<Listed> list(
      Connection connection, String study, ReportKind kind, boolean all, String site)
      throws SQLException {
    return Sql.query(
        connection,
        LIST,
        row -> new Listed(row.getString("participant"), read(row)),
        study,
        kind,
        all,
        site,
        site,
        LISTED_MAX);
  }

  /**
   * Applies an event to {@code reports} and writes the report that it changes.
   *
   * @param reports all reports about the participant; changed
   */
  public void apply(
      Connection connection, EventKey key, TreeMap<UUID, Report> reports, OutcomesEvent event)
      throws SQLException {
    var before = new TreeMap<>(reports);
    Report.next(reports, event);
    for (var report : reports.values()) {
      if (!report.equals(before.get(report.id()))) put(connection, key, report);
    }
  }

  private static void put(Connection connection, EventKey key, Report report) throws SQLException {
    Sql.write(
        connection,
        PUT,
        key.study(),
        key.participant(),
        report.id(),
        report.kind(),
        report.site(),
        ReportText.write(report.content()).encode(),
        report.entries().toArray(new String[0]),
        report.recordedAt(),
        report.reviewRole(),
        report.reviewedBy());
  }

  private static Report read(ResultSet row) throws SQLException {
    var kind = ReportKind.valueOf(row.getString("kind"));
    return new Report(
        Objects.requireNonNull(row.getObject("report_id", UUID.class)),
        row.getString("site"),
        ReportText.read(kind, new JsonObject(row.getString("content"))),
        List.of((String[]) row.getArray("entries").getArray()),
        Sql.instant(row, "recorded_at"),
        row.getString("review_role"),
        row.getString("reviewed_by"));
  }
}
