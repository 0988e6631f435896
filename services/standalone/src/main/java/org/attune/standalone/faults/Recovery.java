package org.attune.standalone.faults;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.attune.platform.data.DatabaseException;
import org.attune.platform.data.Sql;
import org.attune.platform.service.Backends;

/**
 * How {@code up} comes back from {@code kill -9} with a backlog: invitations are issued over HTTP
 * while the relay of enrollment is kept from sending, then everything is killed.
 *
 * @param unsent events that were recorded and not sent when it was killed
 * @param warm start on the same directory after an orderly stop, before
 * @param recovered start after the kill, until it does its work
 * @param drained from that start until every service has applied all of the backlog
 */
record Recovery(long unsent, Duration warm, Duration recovered, Duration drained) {
  private static final int CALLERS = 16;
  private static final Duration DRAINED_MAX = Duration.ofMinutes(10);

  /** First half of the invitations' identifiers; the second is their number. */
  private static final long INVITATIONS = 0x61747475_6e65_8000L;

  private static final String SERVICE = "enrollment";

  private static final String UNSENT =
      """
      select (select count(*) from enrollment.outbox)
        + (select coalesce(sum(number - sent), 0) from enrollment.log_head)
      """;

  /** Events of enrollment that one of its readers has not applied. */
  private static final String UNAPPLIED =
      """
      select coalesce(sum(h.number - c.number), 0)
      from enrollment.log_head h
      join (select topic, partition, number from studies.cursor
        union all select topic, partition, number from randomization.cursor
        union all select topic, partition, number from ema.cursor
        union all select topic, partition, number from outcomes.cursor
        union all select topic, partition, number from interventions.cursor
        union all select topic, partition, number from analytics.cursor) c
        using (topic, partition)
      """;

  /**
   * Runs it once.
   *
   * @param directory of its own, empty
   * @throws FaultsException if what was recorded does not come through
   */
  static Recovery run(Path directory, int events)
      throws SQLException, InterruptedException, ExecutionException {
    var tally = new Tally(0);
    try (var estate = new UpEstate(directory, tally);
        var api = new Api(estate::url, tally)) {
      estate.start();
      var staff = new Staff(api, estate::adminToken);
      staff.begin(KilledStudy.beginningAt(Backends.live().machineClock().instant()));
      var warm = estate.restart();
      long unsent = backlog(estate, staff, events);
      long began = System.nanoTime();
      var recovered = estate.recover();
      var url = estate.superuserUrl();
      boolean through =
          Pauses.until(() -> count(url, UNSENT) + count(url, UNAPPLIED) == 0, DRAINED_MAX);
      if (!through || !tally.figures().complaints().isEmpty()) {
        throw new FaultsException(
            "What was recorded before the kill did not come through within %d s: %s"
                .formatted(DRAINED_MAX.toSeconds(), tally.figures().complaints()));
      }
      return new Recovery(unsent, warm, recovered, Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private static long backlog(UpEstate estate, Staff staff, int events)
      throws SQLException, InterruptedException, ExecutionException {
    try (var _ = HeldRelay.of(SERVICE, estate.superuserUrl());
        var callers = Executors.newFixedThreadPool(CALLERS)) {
      var left = new AtomicInteger(events);
      var calling = new ArrayList<Future<Integer>>();
      for (int caller = 0; caller < CALLERS; caller++) {
        calling.add(callers.submit(() -> invite(staff, left)));
      }
      for (var future : calling) future.get();
      long unsent = count(estate.superuserUrl(), UNSENT);
      if (unsent < events) {
        throw new FaultsException("Only %d of %d events are unsent.".formatted(unsent, events));
      }
      return unsent;
    }
  }

  private static int invite(Staff staff, AtomicInteger left) throws InterruptedException {
    int invited = 0;
    for (int number = left.getAndDecrement(); number > 0; number = left.getAndDecrement()) {
      staff.invite(new UUID(INVITATIONS, number));
      invited++;
    }
    return invited;
  }

  private static long count(String superuserUrl, String sql) {
    try (var connection = DriverManager.getConnection(superuserUrl)) {
      return Sql.find(connection, sql, row -> row.getLong(1)).orElseThrow();
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  /** Recovery over an orderly start. */
  double ratio() {
    return (double) recovered.toMillis() / warm.toMillis();
  }
}
