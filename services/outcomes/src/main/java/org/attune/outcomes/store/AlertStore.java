package org.attune.outcomes.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.outcomes.domain.Alert;
import org.attune.outcomes.domain.OutcomesEvent;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** Where alerts stand. Write only with the participant locked in the history. */
public final class AlertStore {
  /** Alerts in one list. */
  public static final int LISTED_MAX = 500;

  private static final String COLUMNS =
      """
      select participant, alert_id, site, rule, severity, instrument, answer_id, roles,
        acknowledge_within_seconds, raised_at, round, next_at, role, acknowledged_by
      from alert
      """;

  private static final String FIND = COLUMNS + "where study = ? and participant = ?";

  private static final String LIST =
      COLUMNS
          + """
          where study = ? and (? or acknowledged_by = '') and (? = '*' or site = ?)
          order by acknowledged_by <> '', raised_at desc, alert_id limit ?
          """;

  private static final String PUT =
      """
      insert into alert (study, participant, alert_id, site, rule, severity, instrument, answer_id,
        roles, acknowledge_within_seconds, raised_at, round, next_at, role, acknowledged_by)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (study, participant, alert_id) do update set
        round = excluded.round, next_at = excluded.next_at, role = excluded.role,
        acknowledged_by = excluded.acknowledged_by, attempts = 0
      """;

  private static final String TRY =
      """
      update alert set attempts = attempts + 1
      where study = ? and participant = ? and alert_id = ? returning attempts
      """;

  /**
   * An alert and whom it is about.
   *
   * @param participant pseudonym
   */
  public record Listed(String participant, Alert alert) {}

  /** All alerts of a participant, by id. */
  public TreeMap<UUID, Alert> find(Connection connection, EventKey key) throws SQLException {
    var alerts = new TreeMap<UUID, Alert>();
    for (var alert :
        Sql.query(connection, FIND, AlertStore::read, key.study(), key.participant())) {
      alerts.put(alert.id(), alert);
    }
    return alerts;
  }

  /**
   * Alerts of a study: the open ones first, then the latest first; at most {@value #LISTED_MAX}.
   *
   * @param all acknowledged ones too
   * @param site whose alerts; {@code *} for all
   */
  public List<Listed> list(Connection connection, String study, boolean all, String site)
      throws SQLException {
    return Sql.query(
        connection,
        LIST,
        row -> new Listed(row.getString("participant"), read(row)),
        study,
        all,
        site,
        site,
        LISTED_MAX);
  }

  /**
   * Applies events to {@code alerts} and writes the alerts they change.
   *
   * @param alerts all alerts of the participant; changed
   */
  public void apply(
      Connection connection,
      EventKey key,
      TreeMap<UUID, Alert> alerts,
      List<? extends OutcomesEvent> events)
      throws SQLException {
    var before = new TreeMap<>(alerts);
    for (var event : events) Alert.next(alerts, event);
    for (var alert : alerts.values()) {
      if (!alert.equals(before.get(alert.id()))) put(connection, key, alert);
    }
  }

  /** Counts one more attempt at the next round; from 1. */
  public int attempt(Connection connection, EventKey key, UUID alert) throws SQLException {
    return Sql.find(connection, TRY, row -> row.getInt(1), key.study(), key.participant(), alert)
        .orElseThrow();
  }

  /** One alert of a participant. */
  public Optional<Alert> find(Connection connection, EventKey key, UUID alert) throws SQLException {
    return Optional.ofNullable(find(connection, key).get(alert));
  }

  private static void put(Connection connection, EventKey key, Alert alert) throws SQLException {
    Sql.write(
        connection,
        PUT,
        key.study(),
        key.participant(),
        alert.id(),
        alert.site(),
        alert.rule(),
        alert.severity(),
        alert.instrument(),
        alert.answerId(),
        alert.roles().toArray(new String[0]),
        alert.acknowledgeWithin().toSeconds(),
        alert.raisedAt(),
        alert.round(),
        alert.nextAt(),
        alert.role(),
        alert.by());
  }

  private static Alert read(ResultSet row) throws SQLException {
    var roles = (String[]) row.getArray("roles").getArray();
    return new Alert(
        Objects.requireNonNull(row.getObject("alert_id", UUID.class)),
        row.getString("site"),
        row.getString("rule"),
        row.getString("severity"),
        row.getString("instrument"),
        Objects.requireNonNull(row.getObject("answer_id", UUID.class)),
        List.of(roles),
        Duration.ofSeconds(row.getLong("acknowledge_within_seconds")),
        Sql.instant(row, "raised_at"),
        row.getInt("round"),
        Sql.instant(row, "next_at"),
        row.getString("role"),
        row.getString("acknowledged_by"));
  }
}
