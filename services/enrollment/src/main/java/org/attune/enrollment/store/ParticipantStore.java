package org.attune.enrollment.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.enrollment.domain.Channel;
import org.attune.enrollment.domain.EnrollmentState;
import org.attune.enrollment.domain.EnrollmentState.Declined;
import org.attune.enrollment.domain.EnrollmentState.Eligible;
import org.attune.enrollment.domain.EnrollmentState.Enrolled;
import org.attune.enrollment.domain.EnrollmentState.Ineligible;
import org.attune.enrollment.domain.EnrollmentState.Invitation;
import org.attune.enrollment.domain.EnrollmentState.Invited;
import org.attune.enrollment.domain.EnrollmentState.Left;
import org.attune.enrollment.domain.EnrollmentState.Membership;
import org.attune.enrollment.domain.EnrollmentState.Opened;
import org.attune.enrollment.domain.EnrollmentState.Unknown;
import org.attune.enrollment.domain.LeavingWay;
import org.attune.enrollment.domain.Stage;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** Where each participant stands: one row each, columns empty where a state has none. */
public final class ParticipantStore {
  private static final String FIND =
      "select * from participant where study = ? and participant = ?";

  private static final String SAVE =
      """
      insert into participant (study, participant, stage, site, invited_version, invited_language,
        expires_at, criterion, protocol_version, consent_version, language, zone, consent_date,
        channels, hours, paused_until, leaving_way, leaving_reason, stopped, declined)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (study, participant) do update set
        stage = excluded.stage, criterion = excluded.criterion,
        protocol_version = excluded.protocol_version, consent_version = excluded.consent_version,
        language = excluded.language, zone = excluded.zone, consent_date = excluded.consent_date,
        channels = excluded.channels, hours = excluded.hours,
        paused_until = excluded.paused_until,
        leaving_way = excluded.leaving_way, leaving_reason = excluded.leaving_reason,
        stopped = excluded.stopped, declined = excluded.declined
      """;

  public EnrollmentState find(Connection connection, EventKey key) throws SQLException {
    return Sql.find(connection, FIND, ParticipantStore::read, key.study(), key.participant())
        .orElse(new Unknown());
  }

  /** Writes the state; {@link Unknown} has no row. */
  public void save(Connection connection, EventKey key, EnrollmentState state) throws SQLException {
    var origin = state.origin();
    if (origin.isEmpty()) return;
    var i = origin.get();
    var member = state.member();
    Sql.write(
        connection,
        SAVE,
        key.study(),
        key.participant(),
        state.stage(),
        i.site(),
        i.protocolVersion(),
        i.language(),
        i.expiresAt(),
        state instanceof Ineligible(_, var criterion) ? criterion : null,
        member.map(Membership::protocolVersion),
        state instanceof Declined(_, var version)
            ? Optional.of(version)
            : member.map(Membership::consentVersion),
        member.map(Membership::language),
        member.map(Membership::zone),
        member.map(Membership::consentDate),
        member.map(ParticipantStore::channels).orElse(new String[0]),
        member.flatMap(Membership::hours),
        member.flatMap(Membership::pausedUntil),
        state instanceof Left(_, var way, _) ? way : null,
        state instanceof Left(_, _, var reason) ? reason : null,
        member.map(ParticipantStore::stopped).orElse(new String[0]),
        member.map(ParticipantStore::declined).orElse(new Integer[0]));
  }

  private static EnrollmentState read(ResultSet row) throws SQLException {
    var i =
        new Invitation(
            row.getString("site"),
            row.getInt("invited_version"),
            row.getString("invited_language"),
            Sql.instant(row, "expires_at"));
    return switch (Stage.valueOf(row.getString("stage"))) {
      case INVITED -> new Invited(i);
      case OPENED -> new Opened(i);
      case ELIGIBLE -> new Eligible(i);
      case INELIGIBLE -> new Ineligible(i, row.getString("criterion"));
      case DECLINED -> new Declined(i, row.getInt("consent_version"));
      case ENROLLED -> new Enrolled(membership(i, row));
      case ERASED -> throw new IllegalStateException("an erased participant has a row");
      case LEFT ->
          new Left(
              membership(i, row),
              LeavingWay.valueOf(row.getString("leaving_way")),
              row.getString("leaving_reason"));
    };
  }

  private static Membership membership(Invitation invitation, ResultSet row) throws SQLException {
    return new Membership(
        invitation,
        row.getInt("protocol_version"),
        row.getInt("consent_version"),
        row.getString("language"),
        row.getString("zone"),
        row.getObject("consent_date", LocalDate.class),
        channels(row),
        Optional.ofNullable(row.getString("hours")),
        Optional.ofNullable(Sql.instantOrNull(row, "paused_until")),
        stopped(row),
        declined(row));
  }

  private static String[] channels(Membership member) {
    return member.channels().stream().map(Channel::name).toArray(String[]::new);
  }

  private static List<Channel> channels(ResultSet row) throws SQLException {
    var names = (String[]) row.getArray("channels").getArray();
    return Stream.of(names).map(Channel::valueOf).toList();
  }

  private static Integer[] declined(Membership member) {
    return member.declined().toArray(Integer[]::new);
  }

  private static List<Integer> declined(ResultSet row) throws SQLException {
    return List.of((Integer[]) row.getArray("declined").getArray());
  }

  private static String[] stopped(Membership member) {
    return member.stopped().stream().map(LeavingWay::name).sorted().toArray(String[]::new);
  }

  private static Set<LeavingWay> stopped(ResultSet row) throws SQLException {
    var names = (String[]) row.getArray("stopped").getArray();
    return Stream.of(names).map(LeavingWay::valueOf).collect(Collectors.toUnmodifiableSet());
  }
}
