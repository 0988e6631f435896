package org.attune.standalone.momentary;

import java.io.IOException;
import java.nio.file.Path;
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

  private static final String DUE =
      """
      insert into due (kind, study, participant, key, at)
      select ?, ?, %s, %s, now() from generate_series(1, ?) n
      """;

  private static final String LEFT =
      "select count(*) from (select from due where kind = ? and at <= now() limit 1) first";

  private static final String UNSENT =
      """
      select (select count(*) from outbox) + (select coalesce(sum(number - sent), 0) from log_head)
      """;

  private final Platform platform;
  private final Crowd crowd;
  private final int participants;

  private MomentaryLoad(Platform platform, CrowdedStudy study, int participants) {
    this.platform = platform;
    this.crowd = new Crowd(platform, study, participants);
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
    awaitOpen(platform);
    crowd.enroll();
    double inserts = inserts();
    var planning = time("plan", "'" + CrowdedStudy.SCHEDULE + "'", "ema__prompts_planned");
    crowd.give("PLANNED");
    var sending = time("slot", Crowd.SLOT, "ema__prompt_sent");
    return new Figures(participants, planning, sending, inserts);
  }

  private Database database(String service) {
    return platform.runtime(service).database();
  }

  /** Makes something due of everybody at once and waits for what comes of it. */
  private Taken time(String kind, String key, String table) throws InterruptedException {
    var due = DUE.formatted(Crowd.PARTICIPANT, key);
    long began = System.nanoTime();
    database("ema").transact(c -> Sql.update(c, due, kind, CrowdedStudy.STUDY, participants));
    await(() -> count("ema", LEFT, kind) == 0 && count("analytics", applied(table)) > 0);
    await(() -> count("ema", LEFT, kind) == 0);
    var recorded = Duration.ofNanos(System.nanoTime() - began);
    await(() -> count("ema", UNSENT) == 0 && count("analytics", applied(table)) >= participants);
    return new Taken(recorded, Duration.ofNanos(System.nanoTime() - began));
  }

  /** Until enrollment and ema know that the study is open. */
  static void awaitOpen(Platform platform) throws InterruptedException {
    for (var service : new String[] {"enrollment", "ema"}) {
      await(
          () ->
              count(platform, service, "select count(*) from study_book where status = 'OPEN'")
                  == 1);
    }
  }

  /** Until the sink has so many events of a kind. */
  static void awaitApplied(Platform platform, String table, int events)
      throws InterruptedException {
    await(() -> count(platform, "analytics", applied(table)) >= events);
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

  private long count(String service, String sql, Object... arguments) {
    return count(platform, service, sql, arguments);
  }

  /** A table that no event has made yet holds none. */
  private static long count(Platform platform, String service, String sql, Object... arguments) {
    var table = sql.startsWith("select count(*) from ema__") ? sql.substring(21) : "study_book";
    return platform
        .runtime(service)
        .database()
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
