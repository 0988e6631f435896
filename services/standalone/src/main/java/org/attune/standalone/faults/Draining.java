package org.attune.standalone.faults;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.attune.platform.data.Sql;

/** Waits until all that was recorded is sent, consumed and handled. */
record Draining(Estate estate) {
  /** A platform at rest that has not drained by then never will. */
  static final Duration DRAIN_MAX = Duration.ofSeconds(180);

  private static final String WAITING =
      """
      select '%1$s ' || what || ': ' || n from (
        select 'events without a number' as what, count(*) as n from "%1$s".outbox
        union all select 'events not sent', coalesce(sum(number - sent), 0) from "%1$s".log_head
        union all select 'due rows', count(*) from "%1$s".due where at <= clock_timestamp()
        union all select 'events not consumed', coalesce(sum(h.number - c.number), 0)
          from "%1$s".cursor c join (%2$s) h using (topic, partition)) w
      where n <> 0
      """;

  /** Waits; what still waits after {@link #DRAIN_MAX} is returned. */
  List<String> await() throws InterruptedException {
    var waiting = new ArrayList<String>();
    Pauses.until(
        () -> {
          waiting.clear();
          try {
            waiting.addAll(look());
          } catch (SQLException e) {
            waiting.add("the database does not answer: " + e.getMessage());
          }
          return waiting.isEmpty();
        },
        DRAIN_MAX);
    return waiting;
  }

  private List<String> look() throws SQLException {
    var services = AloneEstate.names();
    var heads = new ArrayList<String>();
    for (var service : services) {
      heads.add("select topic, partition, number from \"" + service + "\".log_head");
    }
    var all = String.join(" union all ", heads);
    var waiting = new ArrayList<String>();
    estate.asSuperuser(
        connection -> {
          for (var service : services) {
            var sql = WAITING.formatted(service, all);
            waiting.addAll(Sql.query(connection, sql, row -> row.getString(1)));
          }
        });
    return waiting;
  }
}
