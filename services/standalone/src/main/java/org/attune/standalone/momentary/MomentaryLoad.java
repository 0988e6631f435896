package org.attune.standalone.momentary;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.attune.platform.data.Database;
import org.attune.platform.data.Pools;
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

  /** How many events of ema have a number. */
  private static final String NUMBERED = "select coalesce(sum(number), 0) from log_head";

  private static final String OPEN = "select count(*) from study_book where status = 'OPEN'";

  private static final String THERE = "select count(to_regclass(?))";

  private static final String SENT = "ema__prompt_sent";

  private static final String SLOTS = "select count(distinct slot_id) from ema__prompt_sent";

  private final Platform platform;
  private final Crowd crowd;
  private final int participants;
  private final Path directory;

  private MomentaryLoad(Platform platform, CrowdedStudy study, Path directory, int participants) {
    this.platform = platform;
    this.crowd = new Crowd(platform, study, participants);
    this.participants = participants;
    this.directory = directory;
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
   * @param planning one further local day of five prompts each, unless left out
   * @param sending one prompt each, due at one instant
   * @param sent events that say that a prompt was sent, as the sink has applied them
   * @param slots different prompts among them
   * @param insertsPerSecond rows, one in each transaction, by one connection to the same database
   */
  record Figures(
      int participants,
      Optional<Taken> planning,
      Taken sending,
      long sent,
      long slots,
      double insertsPerSecond) {
    /** True if each prompt was sent once, as far as a consumer can tell. */
    boolean eachOnce() {
      return sent == participants && slots == participants;
    }
  }

  /**
   * Runs it once.
   *
   * @param directory of its own, empty
   * @param plans false to send alone
   * @param kills true to let two processes send, and to kill each of them once meanwhile: the one
   *     at a third, the other at two thirds, so that one of them held the relay's lock
   */
  static Figures run(Path directory, int participants, boolean plans, boolean kills)
      throws IOException, InterruptedException, SQLException {
    var backends = Backends.live();
    var study = CrowdedStudy.at(backends.machineClock().instant());
    try (var platform =
        Platform.start(new PlatformOptions(directory, PlatformKind.UP, 0), backends)) {
      study.begin(platform);
      return new MomentaryLoad(platform, study, directory, participants).run(plans, kills);
    }
  }

  private Figures run(boolean plans, boolean kills) throws InterruptedException, SQLException {
    awaitOpen(platform);
    crowd.enroll();
    double inserts = inserts();
    var ema = platform.runtime("ema").database();
    var planning = plans ? Optional.of(plan(ema)) : Optional.<Taken>empty();
    crowd.give("PLANNED");
    var sending = kills ? sendWithKills() : send(ema, () -> {});
    long slots = count(platform.runtime("analytics").database(), SLOTS);
    return new Figures(participants, planning, sending, applied(platform, SENT), slots, inserts);
  }

  private Taken plan(Database ema) throws InterruptedException {
    var key = "'" + CrowdedStudy.SCHEDULE + "'";
    return time(ema, "plan", key, "ema__prompts_planned", () -> {});
  }

  private Taken send(Database ema, Meanwhile meanwhile) throws InterruptedException {
    return time(ema, "slot", Crowd.SLOT, SENT, meanwhile);
  }

  /** By two processes in the place of the platform's own ema, each of which is killed once. */
  private Taken sendWithKills() throws InterruptedException {
    var own = platform.runtime("ema");
    own.close();
    try (var pool = Pools.open(own.config().database(), "bench", 2);
        var first = new SchedulerProcess(own.config(), directory.resolve("ema-1.log"));
        var second = new SchedulerProcess(own.config(), directory.resolve("ema-2.log"))) {
      var ema = new Database(pool);
      await(() -> first.isReady() && second.isReady());
      long before = count(ema, NUMBERED);
      return send(
          ema,
          () -> {
            await(() -> count(ema, NUMBERED) - before > participants / 3);
            first.kill();
            await(() -> count(ema, NUMBERED) - before > 2L * participants / 3);
            second.kill();
          });
    }
  }

  /** What is done while something is timed. */
  @FunctionalInterface
  private interface Meanwhile {
    void run() throws InterruptedException;
  }

  /** Makes something due of everybody at once and waits for what comes of it. */
  private Taken time(Database ema, String kind, String key, String table, Meanwhile meanwhile)
      throws InterruptedException {
    var due = DUE.formatted(Crowd.PARTICIPANT, key);
    long began = System.nanoTime();
    ema.transact(c -> Sql.update(c, due, kind, CrowdedStudy.STUDY, participants));
    meanwhile.run();
    await(() -> count(ema, LEFT, kind) == 0 && applied(platform, table) > 0);
    await(() -> count(ema, LEFT, kind) == 0);
    var recorded = Duration.ofNanos(System.nanoTime() - began);
    await(() -> count(ema, UNSENT) == 0 && applied(platform, table) >= participants);
    return new Taken(recorded, Duration.ofNanos(System.nanoTime() - began));
  }

  /** Until enrollment and ema know that the study is open. */
  static void awaitOpen(Platform platform) throws InterruptedException {
    for (var service : new String[] {"enrollment", "ema"}) {
      var database = platform.runtime(service).database();
      await(() -> count(database, OPEN) == 1);
    }
  }

  /** Until the sink has so many events of a kind. */
  static void awaitApplied(Platform platform, String table, int events)
      throws InterruptedException {
    await(() -> applied(platform, table) >= events);
  }

  /** How many events of a kind the sink has; a table that no event has made yet holds none. */
  private static long applied(Platform platform, String table) {
    var sink = platform.runtime("analytics").database();
    if (count(sink, THERE, table) == 0) return 0;
    return count(sink, "select count(*) from " + table);
  }

  /** One row in each transaction, for some seconds. */
  private double inserts() throws SQLException {
    var database = platform.runtime("ema").database();
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

  private static long count(Database database, String sql, Object... arguments) {
    return database.inTransaction(
        c -> Sql.find(c, sql, row -> row.getLong(1), arguments).orElseThrow());
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
