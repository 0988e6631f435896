package org.attune.analytics.export;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.analytics.dataset.Relations;
import org.attune.platform.data.Sql;

/**
 * {@code randomization.json}: all that anybody needs to derive the allocations again, once the seed
 * is revealed.
 */
final class AllocationRecord {
  private static final String REVEALED =
      """
      select seed, configuration from {randomization.SeedRevealed} x
      order by log_epoch desc, log_number desc limit 1
      """;

  private static final String COMMITTED =
      """
      select version, commitment, engine_version from {randomization.RandomizationCommitted} x
      order by log_epoch desc, log_number desc limit 1
      """;

  private static final String DRAWS =
      """
      select exported_id('p', a.participant_id::text) as participant, a.sequence, a.stratum,
        a."index", a.block_number, a.block_size, a.arm, a.draw, a.attempt, a.engine_version,
        (select json_agg(json_build_object('arm', c.arm, 'count', c.count, 'numerator',
            c.numerator, 'denominator', c.denominator, 'exact', c.exact) order by c.log_index)::text
          from {randomization.ArmAllocated.counts} c
          where (c.log_topic, c.log_partition, c.log_epoch, c.log_number)
            = (a.log_topic, a.log_partition, a.log_epoch, a.log_number)) as counts
      from {randomization.ArmAllocated} a
      union all
      select '', k.sequence, k.stratum, k."index", k.block_number, k.block_size, k.arm, k.draw,
        k.attempt, k.engine_version,
        (select json_agg(json_build_object('arm', c.arm, 'count', c.count, 'numerator',
            c.numerator, 'denominator', c.denominator, 'exact', c.exact) order by c.log_index)::text
          from {randomization.AllocationKept.counts} c
          where (c.log_topic, c.log_partition, c.log_epoch, c.log_number)
            = (k.log_topic, k.log_partition, k.log_epoch, k.log_number))
      from (select distinct on (sequence) x.* from {randomization.AllocationKept} x
        order by sequence, log_epoch, log_number) k
      order by sequence, participant
      """;

  private AllocationRecord() {}

  /** The document; empty while the seed is not revealed. */
  static Optional<String> read(Connection connection, Relations events) throws SQLException {
    var document = new LinkedHashMap<String, Object>();
    document.put("study", events.study());
    var revealed =
        Sql.query(
            connection,
            events.expand(REVEALED),
            row -> {
              document.put("seed", row.getString("seed"));
              document.put("configuration", row.getString("configuration"));
              return true;
            });
    if (revealed.isEmpty()) return Optional.empty();
    Sql.query(
        connection,
        events.expand(COMMITTED),
        row -> {
          document.put("commitment", row.getString("commitment"));
          document.put("engineVersion", row.getString("engine_version"));
          return document.put("protocolVersion", row.getInt("version")) == null;
        });
    document.put("draws", Sql.query(connection, events.expand(DRAWS), AllocationRecord::draw));
    return Optional.of(Json.text(document));
  }

  private static Map<String, Object> draw(java.sql.ResultSet row) throws SQLException {
    var draw = new LinkedHashMap<String, Object>();
    draw.put("sequence", row.getInt("sequence"));
    draw.put("participant", row.getString("participant"));
    draw.put("stratum", row.getString("stratum"));
    draw.put("index", row.getInt("index"));
    draw.put("blockNumber", row.getInt("block_number"));
    draw.put("blockSize", row.getInt("block_size"));
    draw.put("counts", counts(row.getString("counts")));
    draw.put("draw", row.getString("draw"));
    draw.put("attempt", row.getInt("attempt"));
    draw.put("arm", row.getString("arm"));
    draw.put("engineVersion", row.getString("engine_version"));
    return draw;
  }

  private static List<Object> counts(@org.jspecify.annotations.Nullable String json) {
    return json == null ? List.of() : new ArrayList<>(Json.list(json));
  }
}
