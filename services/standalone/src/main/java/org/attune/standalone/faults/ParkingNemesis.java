package org.attune.standalone.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.attune.platform.data.Sql;
import org.attune.standalone.synthetic.Chance;

/**
 * Makes the table of one service refuse about half of the participants for some seconds: their
 * events are parked, everybody else's are applied. Then the table takes them again and the parked
 * ones are replayed.
 */
record ParkingNemesis(Estate estate, Chance chance, Tally tally) implements Callable<Void> {
  private static final String SERVICE = "ema";
  private static final Duration REFUSED = Duration.ofSeconds(6);
  private static final int BETWEEN_MILLIS_MAX = 8_000;
  private static final int TRIES_MAX = 60;
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /** Rounds of replaying: events that came meanwhile are parked behind the first. */
  private static final int ROUNDS_MAX = 60;

  private static final String REFUSE =
      """
      create or replace function ema.faults_refuse() returns trigger language plpgsql as
        $$ begin raise 'refused on purpose' using errcode = 'check_violation'; end $$;
      create or replace trigger faults_refuse before insert or update on ema.participant
        for each row when (left(new.participant, 1) < '8') execute function ema.faults_refuse()
      """;

  private static final String TAKE =
      """
      drop trigger if exists faults_refuse on ema.participant;
      drop function if exists ema.faults_refuse()
      """;

  private static final String PARKED =
      "select distinct key, topic from ema.parked where consumer = 'ema'";

  @Override
  public Void call() throws InterruptedException {
    while (tally.mayKill()) {
      Pauses.some(chance, BETWEEN_MILLIS_MAX);
      again(() -> estate.asSuperuser(connection -> execute(connection, REFUSE)));
      Pauses.lasting(REFUSED);
      again(() -> estate.asSuperuser(connection -> execute(connection, TAKE)));
      tally.done(Fault.PARKING);
      again(this::replay);
    }
    return null;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Work that may meet a server that was just killed. */
  @FunctionalInterface
  private interface Work {
    void run() throws SQLException, InterruptedException;
  }

  private void again(Work work) throws InterruptedException {
    var last = "";
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      try {
        work.run();
        return;
      } catch (FaultsException e) {
        throw e; // a verdict, which another try does not change
      } catch (SQLException | RuntimeException e) {
        last = String.valueOf(e);
        Pauses.lasting(BETWEEN_TRIES);
      }
    }
    throw new FaultsException("Parking did not come to an end: " + last);
  }

  private void replay() throws SQLException, InterruptedException {
    for (int round = 0; round < ROUNDS_MAX; round++) {
      var parked = new LinkedHashMap<String, String>();
      estate.asSuperuser(
          connection ->
              Sql.query(connection, PARKED, row -> parked.put(row.getString(1), row.getString(2))));
      if (parked.isEmpty()) return;
      estate.replay(SERVICE, parked);
    }
    throw new FaultsException("Events stay parked after " + ROUNDS_MAX + " rounds of replaying.");
  }
}
