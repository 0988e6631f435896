package org.attune.standalone.faults;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.attune.platform.data.Sql;
import org.attune.standalone.synthetic.Chance;

/**
 * Sets the wall clock of one service, as somebody would set a machine's: an hour ahead, then an
 * hour behind. After each it must send what it recorded and apply what others did.
 */
record ClockNemesis(
    AloneEstate estate, Supervised service, SetClock clock, Chance chance, Tally tally)
    implements Callable<Void> {
  private static final Duration STEP = Duration.ofHours(1);

  private static final int BETWEEN_MILLIS_MAX = 10_000;

  /** How long it works by each clock before anybody looks. */
  private static final Duration WORKS = Duration.ofSeconds(8);

  /** A service that has not come to what there was after this long has stopped working. */
  private static final Duration CAUGHT_UP_MAX = Duration.ofSeconds(120);

  /** To set its clock it is started again, and so to have it right. */
  private static final int KILLS = 2;

  private static final String HEADS =
      "select topic || ':' || partition as place, number from \"%s\".log_head";

  private static final String DONE =
      """
      select topic || ':' || partition as place, sent as number from "%1$s".log_head
      union all select topic || ':' || partition, number from "%1$s".cursor
      """;

  private record Head(String place, long number) {}

  @Override
  public Void call() throws InterruptedException {
    while (tally.mayKill()) {
      Pauses.some(chance, BETWEEN_MILLIS_MAX);
      tally.hurt(this::inTurn);
    }
    return null;
  }

  private void inTurn() throws InterruptedException {
    service.turn.lock();
    try {
      if (tally.take(KILLS) || tally.take(1)) hurt();
    } finally {
      service.turn.unlock();
    }
  }

  private void hurt() throws InterruptedException {
    clock.set(Duration.ZERO);
    service.kill();
    tally.done(Fault.SERVICE);
    service.start(List.of(), clock.environment());
    service.awaitReady();
    for (var ahead : List.of(STEP, STEP.negated())) {
      clock.set(ahead);
      tally.done(Fault.CLOCK);
      Pauses.lasting(SetClock.NOTICED_MAX.plus(WORKS));
      if (!service.isAlive()) tally.complain(service.name() + " ended when its clock was set.");
      else catchesUp(ahead);
    }
    service.kill();
    tally.done(Fault.SERVICE);
    service.start(List.of());
    tally.recovered(Fault.SERVICE, service.awaitReady());
  }

  private void catchesUp(Duration ahead) throws InterruptedException {
    var heads = new TreeMap<String, Long>();
    boolean came =
        Pauses.until(
            () -> {
              if (heads.isEmpty()) heads.putAll(read(HEADS, AloneEstate.names()));
              var done = read(DONE, List.of(service.name()));
              return !done.isEmpty()
                  && done.entrySet().stream()
                      .allMatch(at -> at.getValue() >= heads.getOrDefault(at.getKey(), 0L));
            },
            CAUGHT_UP_MAX);
    if (came) return;
    tally.complain(
        "%s had not sent and applied %d s after its clock was set by %s what there was."
            .formatted(service.name(), CAUGHT_UP_MAX.toSeconds(), ahead));
  }

  /** Numbers by place; nothing while the database is away. */
  private Map<String, Long> read(String sql, List<String> services) {
    var numbers = new TreeMap<String, Long>();
    try {
      estate.asSuperuser(
          c -> {
            for (var name : services) {
              var rows =
                  Sql.query(
                      c,
                      sql.formatted(name),
                      row -> new Head(row.getString("place"), row.getLong("number")));
              for (var row : rows) numbers.merge(row.place(), row.number(), Math::min);
            }
          });
      return numbers;
    } catch (SQLException e) {
      return Map.of(); // killed, and looked at again
    }
  }
}
