package org.attune.analytics;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.attune.analytics.dataset.DatasetTables;
import org.attune.analytics.dataset.Relations;
import org.attune.analytics.dataset.StudyProtocols;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;

/**
 * How far a study has come, pooled over arms, as the sink knows it.
 *
 * @param withdrawn left follow-up
 * @param erased withdrew the use of data; counted at their milestones too
 * @param slots planned prompts by state: answered, declined, expired, cancelled, failed, pending
 * @param visits planned assessments by state: completed, missed, cancelled, pending
 * @param publicEvents events of the study whose presence does not depend on the arm
 */
public record StudyFigures(
    long screened,
    long ineligible,
    long declined,
    long enrolled,
    long randomized,
    long notRandomized,
    long completed,
    long withdrawn,
    long erased,
    Slots slots,
    Visits visits,
    long publicEvents) {
  /** Planned prompts by state. */
  public record Slots(
      long answered, long declined, long expired, long cancelled, long failed, long pending) {
    public long planned() {
      return answered + declined + expired + cancelled + failed + pending;
    }
  }

  /** Planned assessments by state. */
  public record Visits(long completed, long missed, long cancelled, long pending) {
    /** Assessments whose window has closed, or that were completed. */
    public long due() {
      return completed + missed;
    }
  }

  private static final String PUBLIC_EVENTS =
      "select count(*) from sink_event where study = ? and topic not like '%.restricted.%'";
  private static final String ALL_EVENTS = "select count(*) from sink_event";

  /** Nothing is exported here, so ids are made with no key. */
  private static final String NO_KEYS =
      """
      select set_config('attune.export_inner', '', true), set_config('attune.export_outer', '', true)
      """;

  /** Reads the figures of one study. */
  public static StudyFigures of(Connection connection, EventCatalog catalog, String study)
      throws SQLException {
    Relations.prepare(connection);
    Sql.query(connection, NO_KEYS, row -> "");
    var events = Relations.whole(catalog, study);
    events.show(connection);
    var protocols = StudyProtocols.read(connection, events);
    var people = counts(connection, events, DatasetTables.countsByMilestone(protocols));
    var slots = counts(connection, events, DatasetTables.promptsByStatus());
    var visits = counts(connection, events, DatasetTables.visitsByStatus(protocols));
    return new StudyFigures(
        of(people, "screened"),
        of(people, "ineligible"),
        of(people, "declined"),
        of(people, "enrolled"),
        of(people, "randomized"),
        of(people, "not_randomized"),
        of(people, "completed"),
        of(people, "withdrew_followup"),
        of(people, "withdrew_data_use"),
        new Slots(
            of(slots, "answered"),
            of(slots, "declined"),
            of(slots, "expired"),
            of(slots, "cancelled"),
            of(slots, "failed"),
            of(slots, "pending")),
        new Visits(
            of(visits, "completed"),
            of(visits, "missed"),
            of(visits, "cancelled"),
            of(visits, "pending")),
        Sql.find(connection, PUBLIC_EVENTS, row -> row.getLong(1), study).orElseThrow());
  }

  /** Distinct events of all studies that the sink holds, those of restricted topics included. */
  public static long eventsConsumed(Connection connection) throws SQLException {
    return Sql.find(connection, ALL_EVENTS, row -> row.getLong(1)).orElseThrow();
  }

  private static Map<String, Long> counts(Connection connection, Relations events, String sql)
      throws SQLException {
    var counts = new TreeMap<String, Long>();
    Sql.query(
        connection,
        events.expand(sql),
        row -> counts.put(row.getString("status"), row.getLong("n")) == null);
    return counts;
  }

  private static long of(Map<String, Long> counts, String status) {
    return counts.getOrDefault(status, 0L);
  }
}
