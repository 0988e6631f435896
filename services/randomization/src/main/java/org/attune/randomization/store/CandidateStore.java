package org.attune.randomization.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.fact.Fact;
import org.attune.platform.fact.FactTable;
import org.attune.randomization.domain.Candidate;
import org.attune.randomization.domain.Candidate.Enrollment;
import org.attune.randomization.domain.Candidate.Outcome;
import org.attune.randomization.domain.RandomizationEvent.NotRandomizedReason;

/** What is known of participants. Change it only with the participant locked in the history. */
public final class CandidateStore {
  private static final String FIND =
      """
      select outcome, not_randomized, eligible, declined, departed, site, zone, protocol_version,
        consent_version
      from candidate where study = ? and participant = ?
      """;

  private static final String SCREENED =
      """
      insert into candidate (study, participant, eligible, site) values (?, ?, ?, ?)
      on conflict (study, participant)
      do update set eligible = excluded.eligible, site = excluded.site
      """;

  private static final String DECLINED =
      """
      insert into candidate (study, participant, declined) values (?, ?, true)
      on conflict (study, participant) do update set declined = true
      """;

  private static final String ENROLLED =
      """
      insert into candidate (study, participant, site, zone, protocol_version, consent_version)
      values (?, ?, ?, ?, ?, ?)
      on conflict (study, participant)
      do update set site = excluded.site, zone = excluded.zone,
        protocol_version = excluded.protocol_version, consent_version = excluded.consent_version
      """;

  private static final String RENEWED =
      """
      update candidate set consent_version = greatest(consent_version, ?)
      where study = ? and participant = ?
      """;

  private static final String MOVED =
      "update candidate set zone = ? where study = ? and participant = ? and zone is not null";

  private static final String DEPARTED =
      """
      insert into candidate (study, participant, departed) values (?, ?, true)
      on conflict (study, participant) do update set departed = true
      """;

  private static final String SETTLED =
      "update candidate set outcome = ?, not_randomized = ? where study = ? and participant = ?";

  private static final String WAITING =
      """
      select participant from candidate
      where study = ? and outcome = 'WAITING' and consent_version is not null
      order by participant
      """;

  private static final String ALL =
      "select participant from candidate where study = ? order by participant";

  private final FactTable facts = new FactTable();

  /** What is known of a participant; empty if nothing is. */
  public Optional<Candidate> find(Connection connection, EventKey key) throws SQLException {
    return later(connection, key).get();
  }

  /** {@link #find} with the next round trip. */
  public Sql.Later<Optional<Candidate>> later(Connection connection, EventKey key)
      throws SQLException {
    var known = facts.later(connection, key);
    return Sql.later(
            connection,
            new Sql.Query<>(
                FIND, row -> candidate(row, known.get()), key.study(), key.participant()))
        .map(
            candidates -> {
              if (!candidates.isEmpty()) return Optional.of(candidates.getFirst());
              var told = known.get();
              return told.isEmpty() ? Optional.empty() : Optional.of(onlyKnownBy(told));
            });
  }

  private static Candidate onlyKnownBy(Map<String, Object> facts) {
    return new Candidate(
        Outcome.WAITING, Optional.empty(), Optional.empty(), false, false, Optional.empty(), facts);
  }

  private static Candidate candidate(ResultSet row, Map<String, Object> facts) throws SQLException {
    var eligible = Optional.ofNullable(row.getObject("eligible", Boolean.class));
    var zone = Optional.ofNullable(row.getString("zone"));
    int protocolVersion = row.getInt("protocol_version");
    int consentVersion = row.getInt("consent_version");
    var site = String.valueOf(row.getString("site"));
    return new Candidate(
        Outcome.valueOf(row.getString("outcome")),
        Optional.ofNullable(row.getString("not_randomized")).map(NotRandomizedReason::valueOf),
        eligible,
        row.getBoolean("declined"),
        row.getBoolean("departed"),
        zone.map(id -> new Enrollment(protocolVersion, consentVersion, site, ZoneId.of(id))),
        facts);
  }

  public void put(Connection connection, EventKey key, List<Fact> told) throws SQLException {
    facts.put(connection, key, told);
  }

  public void screened(Connection connection, EventKey key, boolean eligible, String site)
      throws SQLException {
    Sql.write(connection, SCREENED, key.study(), key.participant(), eligible, site);
  }

  public void declined(Connection connection, EventKey key) throws SQLException {
    Sql.write(connection, DECLINED, key.study(), key.participant());
  }

  public void enrolled(Connection connection, EventKey key, Enrollment enrollment)
      throws SQLException {
    Sql.write(
        connection,
        ENROLLED,
        key.study(),
        key.participant(),
        enrollment.site(),
        enrollment.zone().getId(),
        enrollment.protocolVersion(),
        enrollment.consentVersion());
  }

  /** An older form than the one signed last changes nothing. */
  public void renewed(Connection connection, EventKey key, int consentVersion) throws SQLException {
    Sql.write(connection, RENEWED, consentVersion, key.study(), key.participant());
  }

  public void moved(Connection connection, EventKey key, String zone) throws SQLException {
    Sql.write(connection, MOVED, zone, key.study(), key.participant());
  }

  public void departed(Connection connection, EventKey key) throws SQLException {
    Sql.write(connection, DEPARTED, key.study(), key.participant());
  }

  public void settled(
      Connection connection, EventKey key, Outcome outcome, Optional<NotRandomizedReason> why)
      throws SQLException {
    Sql.write(connection, SETTLED, outcome, why.map(Enum::name), key.study(), key.participant());
  }

  /** Everybody of whom anything is known, by pseudonym. */
  public List<EventKey> all(Connection connection, String study) throws SQLException {
    return Sql.query(
        connection, ALL, row -> new EventKey(study, row.getString("participant")), study);
  }

  /** Everybody who consented and has neither an arm nor a reason for none, by pseudonym. */
  public List<EventKey> waiting(Connection connection, String study) throws SQLException {
    return Sql.query(
        connection, WAITING, row -> new EventKey(study, row.getString("participant")), study);
  }
}
