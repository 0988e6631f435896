package org.attune.testkit.checker;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.attune.platform.data.Planning;
import org.attune.platform.event.Topics;
import org.attune.platform.log.LogStore;

/**
 * Promise I2 between services: logs gapless and sent, consumers at their heads, nothing parked.
 * Keeps the heads of all partitions.
 */
final class LogCheck {
  private static final String GAPS =
      """
      select h.topic, h.partition, h.epoch, h.number, h.sent,
        count(l.number) as rows, coalesce(max(l.number), 0) as last
      from log_head h left join log l using (topic, partition)
      group by h.topic, h.partition order by h.topic, h.partition
      """;

  private static final String LOST =
      """
      select l.topic, l.partition, l.epoch, l.number from log l
      where not exists (select from history h
        where (h.study, h.participant, h.seq) = (l.study, l.participant, l.seq))
      order by 1, 2, 3, 4 limit 10
      """;

  private static final String CURSORS =
      "select consumer, topic, partition, number from cursor order by 1, 2, 3";

  private static final String PARKED =
      """
      select consumer, topic, partition, epoch, number, reason from parked order by 1, 2, 3, 4, 5
      """;

  private final Map<String, Long> heads = new HashMap<>();

  /** Looks at a service's own log; all services before any {@link #consumed}. */
  void produced(Connection connection, String service, Findings findings) throws SQLException {
    Planning.ofWholeTables(connection);
    for (var head : LogStore.heads(connection)) {
      heads.put(head.topic() + ":" + head.partition(), head.number());
    }
    SinkNames.stream(
        connection,
        GAPS,
        row -> {
          var where = service + " log " + row.getString("topic") + ":" + row.getInt("partition");
          long number = row.getLong("number");
          if (row.getLong("rows") != number || row.getLong("last") != number) {
            broken(
                findings,
                where,
                "Its head is %d, but it has %d rows up to %d."
                    .formatted(number, row.getLong("rows"), row.getLong("last")));
          }
          if (row.getLong("sent") < number) {
            broken(
                findings,
                where,
                "Of %d events %d were sent.".formatted(number, row.getLong("sent")));
          }
        });
    SinkNames.stream(
        connection,
        LOST,
        row ->
            broken(
                findings,
                "%s log %s:%d:%d:%d"
                    .formatted(
                        service, row.getString(1), row.getInt(2), row.getInt(3), row.getLong(4)),
                "It points to no event."));
  }

  /** Looks at how far a service has consumed the others. */
  void consumed(Connection connection, CheckedService service, Findings findings)
      throws SQLException {
    var cursors = new HashMap<String, Long>();
    SinkNames.stream(
        connection,
        CURSORS,
        row -> cursors.put(row.getString("topic") + ":" + row.getInt("partition"), row.getLong(4)));
    for (var topic : service.consumes().keySet()) {
      for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
        var name = topic + ":" + partition;
        long head = heads.getOrDefault(name, 0L);
        long at = cursors.getOrDefault(name, 0L);
        if (heads.containsKey(name) && at != head) {
          broken(
              findings,
              service.name() + " cursor " + name,
              "It stands at %d, the log ends at %d.".formatted(at, head));
        }
      }
    }
    SinkNames.stream(
        connection,
        PARKED,
        row ->
            broken(
                findings,
                "%s parked %s:%d:%d:%d"
                    .formatted(
                        row.getString("consumer"),
                        row.getString("topic"),
                        row.getInt("partition"),
                        row.getInt("epoch"),
                        row.getLong("number")),
                "It waits for a person: " + row.getString("reason") + "."));
  }

  private static void broken(Findings findings, String where, String sentence) {
    findings.broken(Promise.I2, where, sentence);
  }
}
