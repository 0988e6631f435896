package org.attune.outcomes.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.attune.outcomes.domain.Facts;
import org.attune.outcomes.domain.OutcomesEvent.VisitCancelReason;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.protocol.schedule.PromptHours;
import org.jspecify.annotations.Nullable;

/** What other services said of participants. Each fact is written once, whatever arrives first. */
public final class FactStore {
  private static final String COLUMNS =
      " site, version, consent_version, language, zone, hours_from, hours_until, consented,"
          + " randomized, stopped, paused_until ";

  private static final String FIND =
      "select" + COLUMNS + "from participant where study = ? and participant = ?";

  private static final String ENROLLED =
      """
      insert into participant as p
        (study, participant, site, version, consent_version, language, zone, consented)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (study, participant) do update set
        site = coalesce(p.site, excluded.site),
        version = coalesce(p.version, excluded.version),
        consent_version = greatest(p.consent_version, excluded.consent_version),
        language = coalesce(p.language, excluded.language),
        zone = coalesce(p.zone, excluded.zone),
        consented = coalesce(p.consented, excluded.consented)
      """;

  private static final String RENEWED =
      """
      insert into participant as p (study, participant, consent_version) values (?, ?, ?)
      on conflict (study, participant)
      do update set consent_version = greatest(p.consent_version, excluded.consent_version)
      """;

  private static final String RANDOMIZED =
      """
      insert into participant as p (study, participant, randomized) values (?, ?, ?)
      on conflict (study, participant)
      do update set randomized = coalesce(p.randomized, excluded.randomized)
      """;

  private static final String STOPPED =
      """
      insert into participant as p (study, participant, stopped) values (?, ?, ?)
      on conflict (study, participant)
      do update set stopped =
        case when excluded.stopped = 'LEFT' then 'LEFT' else coalesce(p.stopped, excluded.stopped) end
      """;

  private static final String ZONE =
      """
      insert into participant as p (study, participant, zone) values (?, ?, ?)
      on conflict (study, participant) do update set zone = excluded.zone
      """;

  private static final String HOURS =
      """
      insert into participant as p (study, participant, hours_from, hours_until)
      values (?, ?, ?, ?)
      on conflict (study, participant)
      do update set hours_from = excluded.hours_from, hours_until = excluded.hours_until
      """;

  private static final String PAUSED =
      """
      insert into participant as p (study, participant, paused_until) values (?, ?, ?)
      on conflict (study, participant) do update set paused_until = excluded.paused_until
      """;

  private static final String ACTIVE =
      """
      select participant from participant
      where study = ? and stopped is null and consented is not null order by participant
      """;

  private static final String RETURNING = "returning" + COLUMNS;

  /** What has arrived; {@link Facts#NONE} if nothing has. */
  public Facts find(Connection connection, EventKey key) throws SQLException {
    return Sql.find(connection, FIND, FactStore::read, key.study(), key.participant())
        .orElse(Facts.NONE);
  }

  public Facts enrolled(Connection connection, EventKey key, Facts.Enrolled enrolled)
      throws SQLException {
    return write(
        connection,
        ENROLLED,
        key,
        enrolled.site(),
        enrolled.version(),
        enrolled.signed(),
        enrolled.language(),
        enrolled.zone().getId(),
        enrolled.consented());
  }

  /** A form was signed again; an older one than the last changes nothing. */
  public Facts renewed(Connection connection, EventKey key, int signed) throws SQLException {
    return write(connection, RENEWED, key, signed);
  }

  /** Everybody of a study who is enrolled and still asked, by pseudonym. */
  public List<EventKey> active(Connection connection, String study) throws SQLException {
    return Sql.query(
        connection, ACTIVE, row -> new EventKey(study, row.getString("participant")), study);
  }

  public Facts randomized(Connection connection, EventKey key, LocalDate date) throws SQLException {
    return write(connection, RANDOMIZED, key, date);
  }

  public Facts stopped(Connection connection, EventKey key, VisitCancelReason reason)
      throws SQLException {
    return write(connection, STOPPED, key, reason);
  }

  public Facts moved(Connection connection, EventKey key, ZoneId zone) throws SQLException {
    return write(connection, ZONE, key, zone.getId());
  }

  /**
   * @param hours empty: all hours of the protocol
   */
  public Facts hours(Connection connection, EventKey key, Optional<PromptHours> hours)
      throws SQLException {
    return write(
        connection,
        HOURS,
        key,
        hours.map(PromptHours::from).map(LocalTime::toString),
        hours.map(PromptHours::until).map(LocalTime::toString));
  }

  /** Nothing is sent until then. */
  public Facts paused(Connection connection, EventKey key, Instant until) throws SQLException {
    return write(connection, PAUSED, key, until);
  }

  private static Facts write(
      Connection connection, String sql, EventKey key, @Nullable Object... values)
      throws SQLException {
    @Nullable Object[] all = new @Nullable Object[values.length + 2];
    all[0] = key.study();
    all[1] = key.participant();
    System.arraycopy(values, 0, all, 2, values.length);
    return Sql.find(connection, sql + RETURNING, FactStore::read, all).orElseThrow();
  }

  private static Facts read(ResultSet row) throws SQLException {
    var consented = row.getObject("consented", LocalDate.class);
    var stopped = row.getString("stopped");
    return new Facts(
        consented == null ? Optional.empty() : Optional.of(enrolled(row, consented)),
        Optional.ofNullable(row.getObject("randomized", LocalDate.class)),
        stopped == null ? Optional.empty() : Optional.of(VisitCancelReason.valueOf(stopped)));
  }

  private static Facts.Enrolled enrolled(ResultSet row, LocalDate consented) throws SQLException {
    var from = row.getString("hours_from");
    var site = row.getString("site");
    return new Facts.Enrolled(
        site == null ? "" : site,
        row.getInt("version"),
        row.getInt("consent_version"),
        row.getString("language"),
        ZoneId.of(row.getString("zone")),
        from == null
            ? Optional.empty()
            : Optional.of(
                new PromptHours(
                    LocalTime.parse(from), LocalTime.parse(row.getString("hours_until")))),
        consented,
        Optional.ofNullable(Sql.instantOrNull(row, "paused_until")));
  }
}
