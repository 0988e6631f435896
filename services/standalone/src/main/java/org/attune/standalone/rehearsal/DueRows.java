package org.attune.standalone.rehearsal;

import java.time.Instant;
import java.util.Set;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** The due tables themselves: what waits, whether anybody heard of it or not. */
final class DueRows {
  private static final String UNTIL =
      "select study, participant, kind, at from due where at < ?::timestamptz";

  private static final String SINK = "analytics";

  private DueRows() {}

  private record Row(EventKey key, String kind, Instant at) {}

  /**
   * Wakes for every row that is due before {@code end}. Nothing may be in flight.
   *
   * @param arrived those whose own time has come to the end: their rows wait for the next day
   * @return how many there are of others
   */
  static int wake(Setting setting, Instant end, Set<EventKey> arrived) {
    int count = 0;
    for (var runtime : setting.platform().runtimes()) {
      if (runtime.name().equals(SINK)) continue;
      var rows =
          runtime
              .database()
              .inTransaction(
                  connection ->
                      Sql.query(
                          connection,
                          UNTIL,
                          row ->
                              new Row(
                                  new EventKey(
                                      row.getString("study"), row.getString("participant")),
                                  row.getString("kind"),
                                  Sql.instant(row, "at")),
                          end));
      for (var row : rows) {
        if (arrived.contains(row.key())) continue;
        setting.wakes().scheduled(runtime.name(), row.key(), row.kind(), row.at());
        count++;
      }
    }
    return count;
  }
}
