package org.attune.standalone.faults;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.attune.platform.crash.CrashPoint;
import org.attune.standalone.synthetic.Chance;

/**
 * Makes the table of one service refuse about half of the participants for some seconds: their
 * events are parked, everybody else's are applied. Then the table takes them again and the parked
 * ones are replayed.
 */
record ParkingNemesis(Estate estate, Api api, Chance chance, Tally tally)
    implements Callable<Void> {
  private static final String SERVICE = "ema";
  private static final String REPLAYS = "/parked/replays";
  private static final double DIES_REPLAYING = 0.5;

  /** The one that arms it, and the one at the crash point. */
  private static final int KILLS_REPLAYING = 2;

  private static final Duration ARMED_MAX = Duration.ofSeconds(5);
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

  @Override
  public Void call() throws InterruptedException {
    while (tally.mayKill()) {
      Pauses.some(chance, BETWEEN_MILLIS_MAX);
      again(() -> estate.asSuperuser(connection -> execute(connection, REFUSE)));
      Pauses.lasting(REFUSED);
      again(() -> estate.asSuperuser(connection -> execute(connection, TAKE)));
      tally.done(Fault.PARKING);
      var service = estate.killable(SERVICE);
      if (service.isPresent() && chance.hit(DIES_REPLAYING) && tally.take(KILLS_REPLAYING)) {
        dieReplaying(service.get());
      }
      replay();
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
    void run() throws SQLException;
  }

  private void again(Work work) throws InterruptedException {
    var last = "";
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      try {
        work.run();
        return;
      } catch (SQLException | RuntimeException e) {
        last = String.valueOf(e);
        Pauses.lasting(BETWEEN_TRIES);
      }
    }
    throw new FaultsException("Parking did not come to an end: " + last);
  }

  /** The service dies between applying a parked event and removing it. */
  private void dieReplaying(Supervised service) throws InterruptedException {
    service.turn.lock();
    try {
      service.kill();
      tally.done(Fault.SERVICE);
      service.start(CrashPoint.PARKED_APPLIED.options(1));
      service.awaitReadyOrEnded();
      for (var parked : once("GET", "/parked", new JsonObject())) {
        if (service.isAlive()) once("POST", REPLAYS, which((JsonObject) parked));
      }
      boolean ended = service.endsWithin(ARMED_MAX);
      if (ended && service.exit() == CrashPoint.KILLED) {
        tally.done(Fault.CRASH_POINT);
        tally.reached(CrashPoint.PARKED_APPLIED);
      } else if (!ended) {
        service.kill();
        tally.done(Fault.SERVICE);
      } else {
        tally.giveBack();
      }
      service.start(List.of());
      tally.recovered(Fault.CRASH_POINT, service.awaitReady());
    } finally {
      service.turn.unlock();
    }
  }

  /** What is parked, if there is an answer that says it. */
  private JsonArray once(String method, String path, JsonObject body) throws InterruptedException {
    return api.sendOnce(method, SERVICE, path, estate::adminToken, body)
        .map(reply -> reply.body().getJsonArray("parked", new JsonArray()))
        .orElseGet(JsonArray::new);
  }

  private static JsonObject which(JsonObject parked) {
    return new JsonObject()
        .put("topic", parked.getString("topic"))
        .put("key", parked.getString("key"));
  }

  /** By the command that an administrator has, while the service may be killed. */
  void replay() throws InterruptedException {
    for (int round = 0; round < ROUNDS_MAX; round++) {
      var listed = api.send("GET", SERVICE, "/parked", estate::adminToken, Optional.empty());
      var parked = listed.body().getJsonArray("parked");
      if (parked.isEmpty()) return;
      for (var key : parked) {
        var what = Optional.of(which((JsonObject) key));
        var reply = api.send("POST", SERVICE, REPLAYS, estate::adminToken, what);
        if (!reply.isOk()) tally.refused(reply.refusal());
        tally.parked(reply.body().getInteger("applied", 0));
      }
    }
    throw new FaultsException("Events stay parked after " + ROUNDS_MAX + " rounds of replaying.");
  }
}
