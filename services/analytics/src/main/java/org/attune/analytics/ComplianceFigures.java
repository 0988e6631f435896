package org.attune.analytics;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.attune.analytics.dataset.Relations;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;

/** What became of a study's prompts, pooled over arms, as the sink knows it. */
public final class ComplianceFigures {
  private static final String[] COUNTS = {
    "planned", "answered", "declined", "expired", "cancelled", "failed", "pending"
  };

  private static final String POOLED =
      """
      select * from {compliance_pooled} c order by schedule_id, counted_by, length(cell), cell
      """;

  private static final String EACH =
      "select * from {compliance_participant} c order by schedule_id, participant";

  private ComplianceFigures() {}

  /**
   * Counts over all participants by schedule, as a whole, by day of the study, by position within
   * the day and by cause, and each participant's by schedule.
   */
  public static JsonObject of(Connection connection, EventCatalog catalog, String study)
      throws SQLException {
    Relations.prepare(connection);
    var events = Relations.whole(catalog, study);
    events.show(connection);
    var cells = new JsonArray();
    Sql.query(connection, events.expand(POOLED), ComplianceFigures::cell).forEach(cells::add);
    var participants = new JsonArray();
    Sql.query(connection, events.expand(EACH), ComplianceFigures::participant)
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
