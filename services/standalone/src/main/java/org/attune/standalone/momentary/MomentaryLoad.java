package org.attune.standalone.momentary;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.attune.platform.data.Database;
import org.attune.platform.data.Sql;
import org.attune.platform.service.Backends;
import org.attune.standalone.platform.Platform;
import org.attune.standalone.platform.PlatformKind;
import org.attune.standalone.platform.PlatformOptions;

/**
 * The whole platform in one process, broker and database beside it, with participants that are put
 * into its tables: what is timed begins when something of all of them is due at one instant, and
 * ends when the sink has applied the last event that came of it.
 */
final class MomentaryLoad {
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration WAIT_MAX = Duration.ofMinutes(30);
  private static final Duration INSERTING = Duration.ofSeconds(3);

  private static final String PARTICIPANT =
      "('00000000-0000-8000-8000-' || lpad(to_hex(n), 12, '0'))";

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

  private static final String SLOTS =
      """
      insert into slot
        (study, participant, slot_id, schedule, local_date, idx, questionnaire, protocol_version,
         scheduled_at, expires_at, late_until, remind_after_seconds, state)
      select ?, %s, ('00000000-0000-8000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, ?, ?, 1, 'moment',
        1, now(), now() + interval '2 hours', now() + interval '14 days', '{}', 'PLANNED'
      from generate_series(1, ?) n
      """
          .formatted(PARTICIPANT);

  private static final String DUE =
      """
      insert into due (kind, study, participant, key, at)
      select ?, ?, %s, %s, now() from generate_series(1, ?) n
      """;

  private static final String LEFT = "select count(*) from due where kind = ? and at <= now()";

  private static final String UNSENT =
      """
      select (select count(*) from outbox) + (select coalesce(sum(number - sent), 0) from log_head)
      """;

  private final Platform platform;
  private final CrowdedStudy study;
  private final int participants;

  private MomentaryLoad(Platform platform, CrowdedStudy study, int participants) {
    this.platform = platform;
    this.study = study;
    this.participants = participants;
  }

  /**
   * How long something took for all participants.
   *
   * @param recorded until the last was recorded
   * @param applied until the sink had applied the last
   */
  record Taken(Duration recorded, Duration applied) {
    double seconds() {
      return applied.toMillis() / 1000.0;
    }
  }

  /**
   * What came of it.
   *
   * @param planning one further local day of five prompts each
   * @param sending one prompt each, due at one instant
   * @param insertsPerSecond rows, one in each transaction, by one connection to the same database
   */
  record Figures(int participants, Taken planning, Taken sending, double insertsPerSecond) {}

  /**
   * Runs it once.
   *
   * @param directory of its own, empty
   */
  static Figures run(Path directory, int participants)
      throws IOException, InterruptedException, SQLException {
    var backends = Backends.live();
    var study = CrowdedStudy.at(backends.machineClock().instant());
    try (var platform =
        Platform.start(new PlatformOptions(directory, PlatformKind.UP, 0), backends)) {
      study.begin(platform);
      return new MomentaryLoad(platform, study, participants).run();
    }
  }

  private Figures run() throws InterruptedException, SQLException {
    for (var service : new String[] {"enrollment", "ema"}) {
      await(() -> count(service, "select count(*) from study_book where status = 'OPEN'") == 1);
    }
    database("enrollment").transact(this::enroll);
    database("ema").transact(this::know);
    double inserts = inserts();
    var planning = time("plan", "'" + CrowdedStudy.SCHEDULE + "'", "ema__prompts_planned");
    database("ema").transact(this::plan);
    var sending =
        time("slot", "'00000000-0000-8000-9000-' || lpad(to_hex(n), 12, '0')", "ema__prompt_sent");
    return new Figures(participants, planning, sending, inserts);
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

  private void plan(Connection c) throws SQLException {
    Sql.update(c, SLOTS, CrowdedStudy.STUDY, CrowdedStudy.SCHEDULE, study.today(), participants);
  }

  /** Makes something due of everybody at once and waits for what comes of it. */
  private Taken time(String kind, String key, String table) throws InterruptedException {
    var due = DUE.formatted(PARTICIPANT, key);
    long began = System.nanoTime();
    database("ema").transact(c -> Sql.update(c, due, kind, CrowdedStudy.STUDY, participants));
    await(() -> count("ema", LEFT, kind) == 0 && count("analytics", applied(table)) > 0);
    await(() -> count("ema", LEFT, kind) == 0);
    var recorded = Duration.ofNanos(System.nanoTime() - began);
    await(() -> count("ema", UNSENT) == 0 && count("analytics", applied(table)) >= participants);
    return new Taken(recorded, Duration.ofNanos(System.nanoTime() - began));
  }

  private static String applied(String table) {
    return "select count(*) from " + table;
  }

  /** One row in each transaction, for some seconds. */
  private double inserts() throws SQLException {
    var database = database("ema");
    database.transact(c -> Sql.update(c, "create table bench_row (id bigint primary key)"));
    long began = System.nanoTime();
    long rows = 0;
    while (System.nanoTime() - began < INSERTING.toNanos()) {
      long id = rows++;
      database.transact(c -> Sql.update(c, "insert into bench_row values (?)", id));
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    database.transact(c -> Sql.update(c, "drop table bench_row"));
    return rows / seconds;
  }

  /** A table that no event has made yet holds none. */
  private long count(String service, String sql, Object... arguments) {
    var table = sql.startsWith("select count(*) from ema__") ? sql.substring(21) : "study_book";
    return database(service)
        .inTransaction(
            c -> {
              boolean there =
                  Sql.find(c, "select to_regclass(?) is not null", row -> row.getBoolean(1), table)
                      .orElse(false);
              return there ? Sql.find(c, sql, row -> row.getLong(1), arguments).orElseThrow() : 0L;
            });
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + WAIT_MAX.toNanos();
    while (!condition.getAsBoolean()) {
      if (Thread.interrupted()) throw new InterruptedException();
      if (System.nanoTime() > until) {
        throw new IllegalStateException("nothing came of it within " + WAIT_MAX);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
