package org.attune.ema.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.ema.plan.Enrollee;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.protocol.schedule.PromptHours;

/** What other services said of participants. Every write may be repeated. */
public final class FactStore {
  private static final String ENROLLED =
      """
      insert into participant
        (study, participant, site, protocol_version, consent_version, language, zone, consented)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (study, participant) do update
      set site = excluded.site,
        protocol_version = coalesce(participant.protocol_version, excluded.protocol_version),
        consent_version = greatest(participant.consent_version, excluded.consent_version),
        language = excluded.language,
        zone = coalesce(participant.zone, excluded.zone),
        consented = excluded.consented
      """;

  private static final String RENEWED =
      """
      update participant set consent_version = greatest(consent_version, ?)
      where study = ? and participant = ?
      """;

  private static final String RANDOMIZED =
      """
      insert into participant (study, participant, randomized) values (?, ?, ?)
      on conflict (study, participant) do update set randomized = excluded.randomized
      """;

  private static final String ARM =
      """
      insert into participant (study, participant, arm) values (?, ?, ?)
      on conflict (study, participant) do update set arm = excluded.arm
      """;

  private static final String ZONE =
      """
      insert into participant (study, participant, zone) values (?, ?, ?)
      on conflict (study, participant) do update set zone = excluded.zone
      """;

  private static final String HOURS =
      """
      insert into participant (study, participant, hours_from, hours_until) values (?, ?, ?, ?)
      on conflict (study, participant)
      do update set hours_from = excluded.hours_from, hours_until = excluded.hours_until
      """;

  private static final String PAUSED =
      """
      insert into participant (study, participant, paused_until) values (?, ?, ?)
      on conflict (study, participant) do update set paused_until = excluded.paused_until
      """;

  private static final String VERSION =
      "update participant set protocol_version = ? where study = ? and participant = ?";

  private static final String OVER =
      """
      insert into participant (study, participant, over) values (?, ?, ?)
      on conflict (study, participant)
      do update set over = case
        when participant.over is null or participant.over = 'STOPPED_PROMPTS' then excluded.over
        else participant.over end
      """;

  private static final String FIND =
      """
      select study, participant, site, protocol_version, consent_version, language, zone, hours_from, hours_until, consented,
        randomized, arm, over, paused_until
      from unnest(?, ?) as w (study, participant) join participant using (study, participant)
      """;

  private static final String ACTIVE =
      """
      select participant from participant
      where study = ? and (over is null or over = 'STOPPED_PROMPTS') and consented is not null
      order by participant
      """;

  /** Anything of a participant who is not enrolled yet reads as this; nothing is planned by it. */
  private static final ZoneId NO_ZONE = ZoneOffset.UTC;

  public void enrolled(
      Connection c,
      EventKey key,
      String site,
      int protocolVersion,
      int consentVersion,
      String language,
      String zone,
      LocalDate consented)
      throws SQLException {
    Sql.write(
        c,
        ENROLLED,
        key.study(),
        key.participant(),
        site,
        protocolVersion,
        consentVersion,
        language,
        zone,
        consented);
  }

  /** A newer form was signed. */
  public void renewed(Connection c, EventKey key, int consentVersion) throws SQLException {
    Sql.write(c, RENEWED, consentVersion, key.study(), key.participant());
  }

  public void randomized(Connection c, EventKey key, LocalDate date) throws SQLException {
    Sql.write(c, RANDOMIZED, key.study(), key.participant(), date);
  }

  /** The arm somebody was allocated to. */
  public void arm(Connection c, EventKey key, String arm) throws SQLException {
    Sql.write(c, ARM, key.study(), key.participant(), arm);
  }

  public void zone(Connection c, EventKey key, String zone) throws SQLException {
    Sql.write(c, ZONE, key.study(), key.participant(), zone);
  }

  /**
   * @param hours empty: all hours of the protocol
   */
  public void hours(Connection c, EventKey key, Optional<PromptHours> hours) throws SQLException {
    Sql.write(
        c,
        HOURS,
        key.study(),
        key.participant(),
        hours.map(PromptHours::from),
        hours.map(PromptHours::until));
  }

  /** Nothing is sent until then. */
  public void paused(Connection c, EventKey key, Instant until) throws SQLException {
    Sql.write(c, PAUSED, key.study(), key.participant(), until);
  }

  public void pin(Connection c, EventKey key, int protocolVersion) throws SQLException {
    Sql.write(c, VERSION, protocolVersion, key.study(), key.participant());
  }

  /** The first reason stays, unless it was that prompts alone were stopped. */
  public void over(Connection c, EventKey key, CancelReason reason) throws SQLException {
    Sql.write(c, OVER, key.study(), key.participant(), reason);
  }

  /** What is known of a participant, if anything is. */
  public Optional<Enrollee> find(Connection c, EventKey key) throws SQLException {
    return Optional.ofNullable(findAll(c, List.of(key)).get(key));
  }

  /** Those of them of whom anything is known. */
  public Map<EventKey, Enrollee> findAll(Connection c, List<EventKey> keys) throws SQLException {
    var found =
        Sql.query(
            c,
            FIND,
            row ->
                Map.entry(
                    new EventKey(row.getString("study"), row.getString("participant")),
                    read(row, "protocol_version")),
            keys.stream().map(EventKey::study).toArray(String[]::new),
            keys.stream().map(EventKey::participant).toArray(String[]::new));
    return found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Enrolled participants of a study for whom anything may still happen here, sorted: the schedules
   * of those who stopped prompts still end.
   */
  public List<EventKey> active(Connection c, String study) throws SQLException {
    return Sql.query(c, ACTIVE, row -> new EventKey(study, row.getString(1)), study);
  }

  /**
   * @param version column of the version the participant is pinned to
   */
  static Enrollee read(ResultSet row, String version) throws SQLException {
    var zone = row.getString("zone");
    var language = row.getString("language");
    var site = row.getString("site");
    return new Enrollee(
        site == null ? "" : site,
        row.getInt(version),
        row.getInt("consent_version"),
        language == null ? "" : language,
        zone == null ? NO_ZONE : ZoneId.of(zone),
        hours(row),
        Optional.ofNullable(row.getObject("consented", LocalDate.class)),
        Optional.ofNullable(row.getObject("randomized", LocalDate.class)),
        Optional.ofNullable(row.getString("arm")),
        Optional.ofNullable(row.getString("over")).map(CancelReason::valueOf),
        Optional.ofNullable(Sql.instantOrNull(row, "paused_until")));
  }

  private static Optional<PromptHours> hours(ResultSet row) throws SQLException {
    var from = row.getObject("hours_from", LocalTime.class);
    var until = row.getObject("hours_until", LocalTime.class);
    return from == null || until == null
        ? Optional.empty()
        : Optional.of(new PromptHours(from, until));
  }
}
