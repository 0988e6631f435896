package org.attune.platform.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.attune.platform.data.DatabaseException;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.testkit.platform.TinyDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that share a transaction are like commands that do not. */
class SharedTransactionsIT {
  private static final long SEED = 20261201;
  private static final String INSERT = "insert into done (who, what) values (?, ?)";

  private final TinyDatabase tiny = new TinyDatabase();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<List<Command>> shared = new ConcurrentLinkedQueue<>();
  private final CountDownLatch begun = new CountDownLatch(SharedTransactions.TRANSACTIONS_MAX);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  private final SharedTransactions<Command, String> transactions =
      new SharedTransactions<>(tiny.database, this::together, this::alone);

  /** A text that no column takes is refused by the database; {@code ALONE} is left alone. */
  private record Command(EventKey key, String what) {
    static final String REFUSED = "\0";
    static final String ALONE = "alone";
    static final String BLOCKS = "blocks";
  }

  @BeforeEach
  void createTable() {
    tiny.database.transact(
        c ->
            Sql.update(
                c,
                "create table done (number bigserial primary key, who text not null, what text not"
                    + " null)"));
  }

  @AfterEach
  void close() {
    callers.close();
    tiny.close();
  }

  private List<Optional<String>> together(Connection c, List<Command> commands)
      throws SQLException {
    shared.add(commands);
    var came = new ArrayList<Optional<String>>();
    for (var command : commands) {
      if (command.what().equals(Command.BLOCKS)) block();
      if (command.what().equals(Command.ALONE)) came.add(Optional.empty());
      else came.add(Optional.of(write(c, command) + " together"));
    }
    return came;
  }

  private String alone(Command command) {
    return tiny.database.inTransaction(c -> write(c, command)) + " alone";
  }

  private static String write(Connection c, Command command) throws SQLException {
    Sql.write(c, INSERT, command.key().participant(), command.what());
    return command.what();
  }

  private void block() {
    begun.countDown();
    try {
      mayGoOn.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EventKey person(int number) {
    return EventKey.of("kind", new UUID(0, number));
  }

  private Future<String> send(int person, String what) {
    var key = person(person);
    return callers.submit(() -> transactions.carryOut(key, new Command(key, what)));
  }

  /** Keeps all transactions at work, so that whoever comes now waits for the next. */
  private List<Future<String>> keepBusy() throws InterruptedException {
    var blocking = new ArrayList<Future<String>>();
    for (int i = 1; i <= SharedTransactions.TRANSACTIONS_MAX; i++) {
      blocking.add(send(-i, Command.BLOCKS));
    }
    begun.await();
    return blocking;
  }

  private void awaitWaiting(int count) {
    while (transactions.waiting() < count) Thread.onSpinWait();
  }

  private List<String> done(EventKey key) {
    return tiny.database.inTransaction(
        c ->
            Sql.query(
                c,
                "select what from done where who = ? order by number",
                row -> row.getString("what"),
                key.participant()));
  }

  @Test
  void whoever_comes_while_others_are_carried_out_shares_the_next_transaction() throws Exception {
    var blocking = keepBusy();
    var waiting = IntStream.range(0, 20).mapToObj(i -> send(i, "one")).toList();
    awaitWaiting(20);
    mayGoOn.countDown();

    for (var answer : waiting) assertThat(answer.get()).isEqualTo("one together");
    for (var answer : blocking) assertThat(answer.get()).isEqualTo("blocks together");
    assertThat(shared).hasSize(3).last().satisfies(last -> assertThat(last).hasSize(20));
    assertThat(tiny.number("select count(*) from done")).isEqualTo(22);
  }

  @Test
  void who_comes_a_moment_after_others_began_waits_for_more_but_not_for_more_than_fit()
      throws Exception {
    var patient =
        new SharedTransactions<Command, String>(
            tiny.database, this::together, this::alone, Duration.ofDays(1));
    var first = person(0);
    assertThat(patient.carryOut(first, new Command(first, "first"))).isEqualTo("first together");

    var waiting =
        IntStream.rangeClosed(1, SharedTransactions.COMMANDS_MAX)
            .mapToObj(SharedTransactionsIT::person)
            .map(key -> callers.submit(() -> patient.carryOut(key, new Command(key, "one"))))
            .toList();

    for (var answer : waiting)
      assertThat(answer.get(1, TimeUnit.MINUTES)).isEqualTo("one together");
    assertThat(shared).extracting(List::size).containsExactly(1, SharedTransactions.COMMANDS_MAX);
  }

  @Test
  void commands_of_one_participant_are_carried_out_one_after_the_other_as_they_came()
      throws Exception {
    keepBusy();
    var answers = new ArrayList<Future<String>>();
    for (int i = 0; i < 5; i++) {
      answers.add(send(1, "step " + i));
      awaitWaiting(i + 1);
    }
    mayGoOn.countDown();

    for (var answer : answers) assertThat(answer.get()).endsWith("together");
    assertThat(done(person(1))).containsExactly("step 0", "step 1", "step 2", "step 3", "step 4");
    for (var batch : shared) assertThat(new HashSet<>(keys(batch))).hasSameSizeAs(batch);
  }

  private static List<EventKey> keys(List<Command> batch) {
    return batch.stream().map(Command::key).toList();
  }

  @Test
  void a_command_that_the_database_refuses_fails_by_itself() throws Exception {
    keepBusy();
    var good = send(1, "one");
    var bad = send(2, Command.REFUSED);
    var alsoGood = send(3, "one");
    awaitWaiting(3);
    mayGoOn.countDown();

    assertThat(good.get()).isEqualTo("one alone");
    assertThat(alsoGood.get()).isEqualTo("one alone");
    assertThatThrownBy(bad::get).hasCauseInstanceOf(DatabaseException.class);
    assertThat(tiny.number("select count(*) from done where what = 'one'")).isEqualTo(2);
  }

  @Test
  void what_cannot_be_carried_out_with_others_is_carried_out_alone() throws Exception {
    keepBusy();
    var one = send(1, "one");
    var alone = send(2, Command.ALONE);
    awaitWaiting(2);
    mayGoOn.countDown();

    assertThat(one.get()).isEqualTo("one together");
    assertThat(alone.get()).isEqualTo("alone alone");
    assertThat(done(person(2))).containsExactly("alone");
  }

  @Test
  void a_database_that_does_not_answer_is_told_to_everybody_at_once() throws Exception {
    keepBusy();
    var answers = IntStream.range(0, 4).mapToObj(i -> send(i, "one")).toList();
    awaitWaiting(4);
    tiny.down = true;
    mayGoOn.countDown();

    for (var answer : answers) {
      assertThatThrownBy(answer::get)
          .hasCauseInstanceOf(DatabaseException.class)
          .satisfies(e -> assertThat(((DatabaseException) e.getCause()).isPermanent()).isFalse());
    }
  }

  @Test
  void nobody_is_forgotten_however_many_come_at_once() throws Exception {
    var hasty =
        new SharedTransactions<Command, String>(
            tiny.database, this::together, this::alone, Duration.ofNanos(1));
    var random = new Random(SEED);
    var answers = new ArrayList<Future<String>>();
    for (int i = 0; i < 3_000; i++) {
      var command = new Command(person(random.nextInt(40)), "one");
      answers.add(callers.submit(() -> hasty.carryOut(command.key(), command)));
    }
    for (var answer : answers) {
      assertThat(answer.get(1, TimeUnit.MINUTES)).as("seed " + SEED).isEqualTo("one together");
    }
    assertThat(tiny.number("select count(*) from done")).isEqualTo(3_000);
  }
}
