package org.attune.platform.fact;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/**
 * The table {@code fact} of a service that decides by expressions. Change it only with the
 * participant locked in the history; what arrives later replaces what was known.
 */
public final class FactTable {
  private static final String FIND =
      "select name, type, value from fact where study = ? and participant = ?";

  private static final String PUT =
      """
      insert into fact (study, participant, name, type, value)
      select ?, ?, name, type, value from unnest(?, ?, ?) as f (name, type, value)
      on conflict (study, participant, name)
      do update set type = excluded.type, value = excluded.value
      """;

  /** All that is known of a participant, by name. */
  public Map<String, Object> find(Connection connection, EventKey key) throws SQLException {
    return later(connection, key).get();
  }

  /** {@link #find} with the next round trip. */
  public Sql.Later<Map<String, Object>> later(Connection connection, EventKey key)
      throws SQLException {
    var facts = new HashMap<String, Object>();
    var asked =
        new Sql.Query<>(
            FIND,
            row ->
                facts.put(
                    row.getString("name"),
                    FactKind.valueOf(row.getString("type")).read(row.getString("value"))),
            key.study(),
            key.participant());
    return Sql.later(connection, asked).map(_ -> facts);
  }

  public void put(Connection connection, EventKey key, List<Fact> facts) throws SQLException {
    if (facts.isEmpty()) return;
    Sql.write(
        connection,
        PUT,
        key.study(),
        key.participant(),
        facts.stream().map(Fact::name).toArray(String[]::new),
        facts.stream().map(fact -> fact.kind().name()).toArray(String[]::new),
        facts.stream().map(Fact::value).toArray(String[]::new));
  }
}
