package org.attune.standalone.momentary;

import java.sql.Connection;
import java.sql.SQLException;
import org.attune.platform.data.Database;
import org.attune.platform.data.Sql;
import org.attune.standalone.platform.Platform;

/** Participants of an open study who are put into the tables of enrollment and ema. */
final class Crowd {
  /** The pseudonym of number {@code n}, as SQL. */
  static final String PARTICIPANT = "('00000000-0000-8000-8000-' || lpad(to_hex(n), 12, '0'))";

  private static final String ENROLLED =
      """
      insert into participant (study, participant, stage, site, invited_version, invited_language,
        expires_at, protocol_version, consent_version, language, zone, consent_date, channels)
      select ?, %s, 'ENROLLED', 's1', 1, 'en', now(), 1, 1, 'en', ?, ?, array['NONE']
      from generate_series(1, ?) n
      """
          .formatted(PARTICIPANT);

  private static final String LEDGER =
      "insert into ledger (study, participant) select ?, %s from generate_series(1, ?) n"
          .formatted(PARTICIPANT);

  private static final String KNOWN =
      """
      insert into participant
        (study, participant, protocol_version, consent_version, language, zone, consented)
      select ?, %s, 1, 1, 'en', ?, ? from generate_series(1, ?) n
      """
          .formatted(PARTICIPANT);

  /** Planned so far that one more day is in sight. */
  private static final String COURSES =
      """
      insert into course (study, participant, schedule, anchor, last_date, planned_through)
      select ?, %s, ?, ?, ?::date + 60, ?::date + 13 from generate_series(1, ?) n
      """
          .formatted(PARTICIPANT);

  /** The id of the only prompt of number {@code n}, as SQL text. */
  static final String SLOT = "'00000000-0000-8000-9000-' || lpad(to_hex(n), 12, '0')";

  private static final String SLOTS =
      """
      insert into slot
        (study, participant, slot_id, schedule, local_date, idx, questionnaire, protocol_version,
         scheduled_at, expires_at, late_until, remind_after_seconds, state)
      select ?, %s, (%s)::uuid, ?, ?, 1, 'moment', 1, now(), now() + interval '2 hours',
        now() + interval '14 days', '{}', ?
      from generate_series(1, ?) n
      """
          .formatted(PARTICIPANT, SLOT);

  private final Platform platform;
  private final CrowdedStudy study;
  private final int participants;

  Crowd(Platform platform, CrowdedStudy study, int participants) {
    this.platform = platform;
    this.study = study;
    this.participants = participants;
  }

  /** The pseudonym of number {@code n}, from 1. */
  static String participant(int n) {
    return "00000000-0000-8000-8000-%012x".formatted(n);
  }

  /** The id of the only prompt of number {@code n}, from 1. */
  static String slot(int n) {
    return "00000000-0000-8000-9000-%012x".formatted(n);
  }

  /** All have consented and are planned so far that one more day is in sight. */
  void enroll() {
    database("enrollment").transact(this::enroll);
    database("ema").transact(this::know);
  }

  /** Everybody has one prompt from now on, in a state of the service. */
  void give(String state) {
    database("ema")
        .transact(
            c ->
                Sql.update(
                    c,
                    SLOTS,
                    CrowdedStudy.STUDY,
                    CrowdedStudy.SCHEDULE,
                    study.today(),
                    state,
                    participants));
  }

  private Database database(String service) {
    return platform.runtime(service).database();
  }

  private void enroll(Connection c) throws SQLException {
    Sql.update(c, ENROLLED, CrowdedStudy.STUDY, study.zone().getId(), study.today(), participants);
    Sql.update(c, LEDGER, CrowdedStudy.STUDY, participants);
  }

  private void know(Connection c) throws SQLException {
    Sql.update(c, KNOWN, CrowdedStudy.STUDY, study.zone().getId(), study.today(), participants);
    Sql.update(c, LEDGER, CrowdedStudy.STUDY, participants);
    Sql.update(
        c,
        COURSES,
        CrowdedStudy.STUDY,
        CrowdedStudy.SCHEDULE,
        study.today(),
        study.today(),
        study.today(),
        participants);
  }
}
