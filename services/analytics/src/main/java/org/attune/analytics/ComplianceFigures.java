package org.attune.analytics;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.attune.analytics.dataset.ComplianceTable;
import org.attune.analytics.dataset.Relations;
import org.attune.analytics.dataset.StudyProtocols;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;

/** What became of a study's prompts, pooled over arms, as the sink knows it. */
public final class ComplianceFigures {
  private static final String[] COUNTS = {
    "planned", "answered", "declined", "expired", "cancelled", "failed", "pending"
  };

  private ComplianceFigures() {}

  /**
   * Counts over all participants by schedule, as a whole, by day of the study, by position within
   * the day and by cause, and each participant's by schedule.
   */
  public static JsonObject of(Connection connection, EventCatalog catalog, String study)
      throws SQLException {
    Relations.prepare(connection);
    Sql.query(connection, StudyFigures.NO_KEYS, row -> "");
    var events = Relations.whole(catalog, study);
    var protocols = StudyProtocols.read(connection, events);
    var cells = new JsonArray();
    Sql.query(connection, events.expand(ComplianceTable.pooled(protocols)), ComplianceFigures::cell)
        .forEach(cells::add);
    var participants = new JsonArray();
    Sql.query(
            connection,
            events.expand(ComplianceTable.each(protocols)),
            ComplianceFigures::participant)
        .forEach(participants::add);
    return new JsonObject()
        .put("study", study)
        .put("cells", cells)
        .put("participants", participants);
  }

  private static JsonObject cell(ResultSet row) throws SQLException {
    return counts(row)
        .put("countedBy", row.getString("counted_by"))
        .put("cell", row.getString("cell"))
        .put("participants", row.getLong("participants"));
  }

  private static JsonObject participant(ResultSet row) throws SQLException {
    return counts(row).put("participant", row.getString("participant"));
  }

  private static JsonObject counts(ResultSet row) throws SQLException {
    var json = new JsonObject().put("schedule", row.getString("schedule_id"));
    for (var name : COUNTS) json.put(name, row.getLong(name));
    var compliance = row.getBigDecimal("compliance");
    if (compliance != null) json.put("compliance", compliance.doubleValue());
    return json;
  }
}
