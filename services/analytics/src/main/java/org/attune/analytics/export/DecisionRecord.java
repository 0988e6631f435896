package org.attune.analytics.export;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.analytics.dataset.Relations;
import org.attune.analytics.dataset.StudyProtocols;
import org.attune.platform.data.Sql;
import org.attune.protocol.decision.DecisionCommitment;
import org.jspecify.annotations.Nullable;

/**
 * {@code decisions.json}: all that anybody needs to make the decisions of micro-randomization
 * again, once their seed is revealed.
 */
final class DecisionRecord {
  private static final String REVEALED =
      """
      select seed, policies from {ema.DecisionSeedRevealed} x
      order by log_epoch desc, log_number desc limit 1
      """;

  private static final String COMMITTED =
      """
      select version, commitment from {ema.DecisionsCommitted} x
      order by log_epoch desc, log_number desc limit 1
      """;

  private static final String DECISIONS =
      """
      select d.decision_id::text as id, exported_id('m', d.decision_id::text) as decision,
        exported_id('p', d.participant_id::text) as participant,
        exported_id('q', d.slot_id::text) as prompt, d.point, d.available, d.reason,
        d.policy_version,
        case when d.proximal_slot_id is not null
          then exported_id('q', d.proximal_slot_id::text) end as proximal_prompt,
        (select json_agg(json_build_object('name', i.name, 'value', i.value)
            order by i.log_index)::text
          from {ema.AvailabilityDecided.inputs} i
          where (i.log_topic, i.log_partition, i.log_epoch, i.log_number)
            = (d.log_topic, d.log_partition, d.log_epoch, d.log_number)) as inputs,
        (select json_agg(json_build_object('option', c.option, 'probability', c.probability)
            order by c.log_index)::text
          from {ema.OptionDrawn.chances} c
          where (c.log_topic, c.log_partition, c.log_epoch, c.log_number)
            = (o.log_topic, o.log_partition, o.log_epoch, o.log_number)) as chances,
        o.fallback, o.draw, o.option,
        exists (select from {ema.OptionDelivered} s where s.decision_id = d.decision_id) as shown
      from (select distinct on (decision_id) x.* from {ema.AvailabilityDecided} x
        order by decision_id, log_epoch, log_number) d
      left join (select distinct on (decision_id) x.* from {ema.OptionDrawn} x
        order by decision_id, log_epoch, log_number) o on o.decision_id = d.decision_id
      order by exported_id('m', d.decision_id::text) collate "C"
      """;

  private DecisionRecord() {}

  /** The document; empty while the seed is not revealed. */
  static Optional<String> read(Connection connection, Relations events, StudyProtocols protocols)
      throws SQLException {
    var document = new LinkedHashMap<String, Object>();
    document.put("study", events.study());
    var revealed =
        Sql.query(
            connection,
            events.expand(REVEALED),
            row -> {
              document.put("seed", row.getString("seed"));
              document.put("policies", row.getString("policies"));
              return true;
            });
    if (revealed.isEmpty()) return Optional.empty();
    Sql.query(
        connection,
        events.expand(COMMITTED),
        row -> {
          document.put("commitment", row.getString("commitment"));
          return document.put("protocolVersion", row.getInt("version")) == null;
        });
    document.put("versions", versions(protocols));
    document.put(
        "decisions", Sql.query(connection, events.expand(DECISIONS), DecisionRecord::decision));
    return Optional.of(Json.text(document));
  }

  private static List<Object> versions(StudyProtocols protocols) {
    var versions = new ArrayList<Object>();
    for (var published : protocols.versions()) {
      var version = new LinkedHashMap<String, Object>();
      version.put("version", published.version());
      version.put("protocolSha256", published.sha256());
      version.put("policies", DecisionCommitment.policies(published.protocol()));
      versions.add(version);
    }
    return versions;
  }

  private static Map<String, Object> decision(ResultSet row) throws SQLException {
    var decision = new LinkedHashMap<String, Object>();
    decision.put("id", row.getString("id"));
    decision.put("decision", row.getString("decision"));
    decision.put("participant", row.getString("participant"));
    decision.put("prompt", row.getString("prompt"));
    decision.put("point", row.getString("point"));
    decision.put("policyVersion", row.getString("policy_version"));
    decision.put("inputs", list(row.getString("inputs")));
    decision.put("available", row.getBoolean("available"));
    put(decision, "reason", row.getString("reason"));
    put(decision, "proximalPrompt", row.getString("proximal_prompt"));
    var option = row.getString("option");
    if (option == null) return decision;
    decision.put("chances", list(row.getString("chances")));
    put(decision, "fallback", row.getString("fallback"));
    decision.put("draw", row.getDouble("draw"));
    decision.put("option", option);
    decision.put("shown", row.getBoolean("shown"));
    return decision;
  }

  private static void put(Map<String, Object> decision, String name, @Nullable String value) {
    if (value != null) decision.put(name, value);
  }

  private static List<Object> list(@Nullable String json) {
    return json == null ? List.of() : new ArrayList<>(Json.list(json));
  }
}
