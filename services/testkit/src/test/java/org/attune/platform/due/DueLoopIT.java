package org.attune.platform.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.RecordCodec;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.platform.log.ProgressObserver;
import org.attune.platform.time.StudyClock;
import org.attune.testkit.platform.TinyDatabase;
import org.attune.testkit.platform.TinyService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is due is handled once, in order, whoever else works on the same table. */
class DueLoopIT {
  private static final Instant NOW = Instant.parse("2027-02-01T08:00:00Z");
  private static final EventKey ANN = EventKey.of("kind", new UUID(0, 1));
  private static final EventKey BEA = EventKey.of("kind", new UUID(0, 2));

  /** Statements that wait for a lock. */
  private static final String WAITING =
      """
      select count(*) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
      """;

  private final TinyDatabase tiny = new TinyDatabase();
  private final DueTable due = new DueTable("ema", ProgressObserver.none());
  private final History history =
      new History(
          "ema",
          new RecordCodec(EventCatalog.standard()),
          new SeededEntropy(1),
          StudyClock.live(),
          ProgressObserver.none());

  @AfterEach
  void close() {
    tiny.close();
  }

  private DueLoop loop() {
    return new DueLoop(
        "ema",
        tiny.database,
        history,
        Map.of(
            "remember",
            TinyService::handled,
            "fail",
            (connection, place, row) -> {
              throw new IllegalStateException("a handler with a bug");
            },
            "refuse",
            (connection, place, row) -> {
              connection.createStatement().execute("insert into handled values (null)");
              return place;
            }));
  }

  private void schedule(EventKey owner, String kind, String key, Instant at) {
    tiny.database.transact(
        connection -> {
          history.lock(connection, owner);
          due.schedule(connection, owner, kind, key, at);
        });
  }

  private long attempts(EventKey owner) {
    return tiny.number("select max(attempts) from due where participant = ?", owner.participant());
  }

  @Test
  void two_loops_over_one_table_handle_each_row_once() throws Exception {
    for (int i = 0; i < 60; i++) {
      var owner = EventKey.of("kind", new UUID(0, i % 20));
      schedule(owner, "remember", "row-" + i, NOW.minusSeconds(i));
    }
    var together = new CyclicBarrier(3);
    var counts = new ArrayList<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> work =
          () -> {
            var loop = loop();
            together.await();
            int handled = 0;
            for (int more = loop.tick(NOW); more > 0; more = loop.tick(NOW)) handled += more;
            return handled;
          };
      for (var done : threads.invokeAll(List.of(work, work, work))) {
        counts.add(done.get());
      }
    }
    assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(60);
    assertThat(tiny.number("select count(*) from handled")).isEqualTo(60);
    assertThat(tiny.number("select count(distinct key) from handled")).isEqualTo(60);
    assertThat(tiny.number("select count(*) from due")).isZero();
  }

  @Test
  void rows_of_an_owner_are_handled_in_order_of_time_and_not_before() {
    schedule(ANN, "remember", "third", NOW);
    schedule(ANN, "remember", "first", NOW.minusSeconds(2));
    schedule(ANN, "remember", "second", NOW.minusSeconds(1));
    schedule(ANN, "remember", "later", NOW.plusMillis(1));
    assertThat(loop().tick(NOW)).isEqualTo(3);
    assertThat(tiny.texts("select key from handled order by id"))
        .containsExactly("first", "second", "third");
    assertThat(loop().tick(NOW)).isZero();
  }

  /** Hears which rows come to it together. */
  private static final class Together implements DueHandler {
    private final List<List<String>> heard = new ArrayList<>();

    @Override
    public Place handle(Connection connection, Place place, DueRow row) throws SQLException {
      return handleAll(connection, List.of(new Turn(place, row))).getFirst();
    }

    @Override
    public List<Place> handleAll(Connection connection, List<Turn> turns) {
      heard.add(turns.stream().map(turn -> turn.row().key()).toList());
      return turns.stream().map(Turn::place).toList();
    }
  }

  @Test
  void rows_of_many_owners_come_to_their_handler_together_each_owner_once_a_time() {
    var together = new Together();
    var loop = new DueLoop("ema", tiny.database, history, Map.of("together", together));
    for (var key : List.of("a1", "a2")) schedule(ANN, "together", key, NOW);
    for (var key : List.of("b1", "b2", "b3")) schedule(BEA, "together", key, NOW.minusSeconds(1));
    assertThat(loop.tick(NOW)).isEqualTo(5);
    assertThat(together.heard)
        .containsExactly(List.of("b1", "a1"), List.of("b2", "a2"), List.of("b3"));
  }

  /**
   * Holds up the loop itself from its second transaction on, until the other has done something.
   */
  private static final class HeldUp implements DueHandler {
    private final Thread loop;
    private final CountDownLatch helped = new CountDownLatch(1);
    private final CountDownLatch left;
    private final AtomicInteger transactions = new AtomicInteger();

    HeldUp(Thread loop, int rows) {
      this.loop = loop;
      left = new CountDownLatch(rows);
    }

    @Override
    public Place handle(Connection connection, Place place, DueRow row) throws SQLException {
      return handleAll(connection, List.of(new Turn(place, row))).getFirst();
    }

    @Override
    public List<Place> handleAll(Connection connection, List<Turn> turns) throws SQLException {
      if (!Thread.currentThread().equals(loop)) helped.countDown();
      else if (transactions.incrementAndGet() > 1) awaited(helped);
      var places = new ArrayList<Place>();
      for (var turn : turns) {
        places.add(TinyService.handled(connection, turn.place(), turn.row()));
        left.countDown();
      }
      return places;
    }
  }

  @Test
  @Timeout(60)
  void while_more_is_due_than_one_transaction_takes_another_works_beside_the_loop()
      throws Exception {
    int people = 3 * DueLoop.OWNERS_MAX + 50;
    var past = NOW.minus(Duration.ofDays(3650)); // by any clock: this one runs by the database's
    for (int i = 0; i < people; i++) {
      schedule(EventKey.of("kind", new UUID(1, i)), "hold", "one", past);
    }
    var loops = new ArrayList<DueLoop>();
    var running = new Thread(() -> loops.getFirst().run());
    var handler = new HeldUp(running, people);
    loops.add(new DueLoop("ema", tiny.database, history, Map.of("hold", handler)));
    var beside = new Thread(loops.getFirst()::runBeside);
    beside.start();
    running.start();
    handler.left.await();
    loops.getFirst().close();
    running.join();
    beside.join();
    assertThat(tiny.number("select count(*) from handled")).isEqualTo(people);
    assertThat(tiny.number("select count(*) from due")).isZero();
  }

  @Test
  void owners_can_be_stepped_each_at_a_time_of_its_own() {
    schedule(ANN, "remember", "mine", NOW);
    schedule(BEA, "remember", "hers", NOW.plusSeconds(60));
    var early = List.of(new DueLoop.Tick(ANN, NOW), new DueLoop.Tick(BEA, NOW.plusSeconds(59)));
    assertThat(loop().tick(early)).containsExactly(1, 0);
    var late = List.of(new DueLoop.Tick(BEA, NOW.plusSeconds(60)), new DueLoop.Tick(ANN, NOW));
    assertThat(loop().tick(late)).containsExactly(1, 0);
    assertThat(tiny.texts("select key from handled order by id")).containsExactly("mine", "hers");
  }

  @Test
  void an_owner_whom_somebody_holds_is_passed_over_and_found_again() {
    schedule(ANN, "remember", "mine", NOW);
    schedule(BEA, "remember", "hers", NOW);
    tiny.database.transact(
        connection -> {
          history.lock(connection, ANN);
          assertThat(elsewhere(() -> loop().tick(NOW))).isEqualTo(1);
        });
    assertThat(tiny.texts("select key from handled")).containsExactly("hers");
    assertThat(loop().tick(NOW)).isEqualTo(1);
    assertThat(tiny.texts("select key from handled order by id")).containsExactly("hers", "mine");
  }

  /** Somebody whose history begins after those there were locked, and before rows are taken. */
  @Test
  @Timeout(60)
  void an_owner_who_began_while_another_was_waited_for_is_stepped_too() throws Exception {
    schedule(ANN, "remember", "mine", NOW);
    var both = List.of(new DueLoop.Tick(ANN, NOW), new DueLoop.Tick(BEA, NOW));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var held = new CountDownLatch(1);
      var free = new CountDownLatch(1);
      var holding =
          threads.submit(
              () -> {
                tiny.database.transact(
                    connection -> {
                      history.lock(connection, ANN);
                      held.countDown();
                      awaited(free);
                    });
                return true;
              });
      held.await();
      var stepping = threads.submit(() -> loop().tick(both));
      while (tiny.number(WAITING) == 0) Thread.onSpinWait();
      schedule(BEA, "remember", "hers", NOW);
      free.countDown();
      assertThat(holding.get()).isTrue();
      assertThat(stepping.get()).containsExactly(1, 1);
    }
    assertThat(tiny.texts("select key from handled order by id"))
        .containsExactlyInAnyOrder("hers", "mine");
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T elsewhere(Callable<T> work) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.submit(work).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_row_scheduled_again_waits_for_its_new_time_and_a_cancelled_one_for_none() {
    schedule(ANN, "remember", "moved", NOW);
    schedule(ANN, "remember", "moved", NOW.plusSeconds(60));
    schedule(ANN, "remember", "cancelled", NOW);
    tiny.database.transact(c -> due.cancel(c, ANN, "remember", List.of("cancelled")));
    assertThat(loop().tick(NOW)).isZero();
    assertThat(tiny.database.inTransaction(due::nextDue)).contains(NOW.plusSeconds(60));
    assertThat(loop().tick(NOW.plusSeconds(60))).isEqualTo(1);
  }

  @Test
  void a_failing_row_backs_off_while_others_go_on_and_is_left_for_a_person_in_the_end() {
    schedule(ANN, "remember", "before", NOW.minusSeconds(5));
    schedule(ANN, "fail", "bug", NOW.minus(Duration.ofDays(1)));
    schedule(BEA, "remember", "mine", NOW);
    var loop = loop();
    assertThat(loop.tick(NOW)).isEqualTo(1);
    assertThat(tiny.texts("select key from handled")).containsExactly("mine");
    assertThat(attempts(ANN)).isEqualTo(1);
    assertThat(loop.tick(NOW)).isZero();
    assertThat(attempts(ANN)).isEqualTo(1);
    var later = NOW;
    for (int attempt = 2; attempt <= DueLoop.ATTEMPTS_MAX; attempt++) {
      later = later.plus(Duration.ofHours(1));
      assertThat(loop.tick(later)).isZero();
      assertThat(attempts(ANN)).isEqualTo(attempt);
    }
    assertThat(loop.tick(later.plus(Duration.ofDays(9)))).isZero();
    assertThat(tiny.number("select count(*) from due")).isEqualTo(2);
  }

  @Test
  void a_row_that_the_database_refuses_for_good_does_not_hold_up_others() {
    schedule(ANN, "refuse", "null", NOW.minusSeconds(9));
    schedule(BEA, "remember", "mine", NOW);
    assertThat(loop().tick(NOW)).isEqualTo(1);
    assertThat(tiny.texts("select key from handled")).containsExactly("mine");
    assertThat(attempts(ANN)).isEqualTo(1);
  }
}
