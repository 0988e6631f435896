package org.attune.platform.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.attune.testkit.platform.TinyDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes that wait for the next query or the commit are like writes that do not. */
class DatabaseIT {
  private static final String INSERT = "insert into scratch (id, text) values (?, ?)";
  private static final String TEXTS = "select text from scratch order by id";

  private final TinyDatabase tiny = new TinyDatabase();

  @BeforeEach
  void createTable() {
    tiny.database.transact(
        c -> Sql.update(c, "create table scratch (id int primary key, text text not null)"));
  }

  @AfterEach
  void close() {
    tiny.close();
  }

  private static List<String> texts(Connection connection) throws SQLException {
    return Sql.query(connection, TEXTS, row -> row.getString("text"));
  }

  private List<String> committed() {
    return tiny.database.inTransaction(DatabaseIT::texts);
  }

  @Test
  void what_was_written_is_read_in_the_same_transaction() {
    var seen =
        tiny.database.inTransaction(
            c -> {
              Sql.write(c, INSERT, 1, "one");
              Sql.write(c, INSERT, 2, "two");
              return texts(c);
            });

    assertThat(seen).containsExactly("one", "two");
    assertThat(committed()).containsExactly("one", "two");
  }

  @Test
  void what_was_written_last_is_there_after_the_commit() {
    tiny.database.transact(c -> Sql.write(c, INSERT, 1, "one"));

    assertThat(committed()).containsExactly("one");
  }

  @Test
  void nothing_is_there_of_work_that_throws() {
    assertThatThrownBy(
            () ->
                tiny.database.transact(
                    c -> {
                      Sql.write(c, INSERT, 1, "one");
                      throw new IllegalArgumentException("no");
                    }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(committed()).isEmpty();
  }

  @Test
  void a_write_that_fails_at_the_commit_takes_all_with_it() {
    assertThatThrownBy(
            () ->
                tiny.database.transact(
                    c -> {
                      Sql.write(c, INSERT, 1, "one");
                      Sql.write(c, INSERT, 2, null);
                    }))
        .isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.isPermanent()).isTrue());

    assertThat(committed()).isEmpty();
  }

  @Test
  void work_whose_write_lost_a_race_is_run_again() {
    tiny.database.transact(c -> Sql.write(c, INSERT, 1, "first"));
    var attempts = new AtomicInteger();

    tiny.database.transact(
        c -> {
          int attempt = attempts.incrementAndGet();
          Sql.write(c, INSERT, attempt, "attempt " + attempt);
        });

    assertThat(attempts).hasValue(2);
    assertThat(committed()).containsExactly("first", "attempt 2");
  }

  @Test
  void nothing_that_waited_reaches_the_next_transaction() {
    assertThatThrownBy(
            () ->
                tiny.database.transact(
                    c -> {
                      Sql.write(c, INSERT, 1, "one");
                      throw new IllegalArgumentException("no");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    tiny.database.transact(c -> Sql.write(c, INSERT, 2, "two"));

    assertThat(committed()).containsExactly("two");
  }

  @Test
  void an_update_counts_its_own_rows_and_not_those_that_waited() {
    var changed =
        tiny.database.inTransaction(
            c -> {
              for (int i = 0; i < 3; i++) Sql.write(c, INSERT, i, "text");
              Sql.write(c, "delete from scratch where id = ?", 0);
              return Sql.update(c, "update scratch set text = ?", "changed");
            });

    assertThat(changed).isEqualTo(2);
  }

  @Test
  void any_order_of_statements_comes_to_what_sending_each_at_once_comes_to() {
    long seed = 20_261_122;
    var random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      int statements = 1 + random.nextInt(90);
      var expected = new java.util.TreeMap<Integer, String>();
      var wrong = new ArrayList<String>();
      tiny.database.transact(
          c -> {
            Sql.write(c, "delete from scratch");
            for (int i = 0; i < statements; i++) {
              int id = random.nextInt(12);
              var text = "text " + i;
              switch (random.nextInt(4)) {
                case 0 -> {
                  Sql.write(c, "delete from scratch where id = ?", id);
                  expected.remove(id);
                }
                case 1 -> {
                  Sql.write(c, INSERT + " on conflict (id) do update set text = ?", id, text, text);
                  expected.put(id, text);
                }
                case 2 -> {
                  int changed = Sql.update(c, "update scratch set text = ? where id = ?", text, id);
                  if (changed != (expected.containsKey(id) ? 1 : 0)) wrong.add("count of " + text);
                  expected.computeIfPresent(id, (_, _) -> text);
                }
                default -> {
                  if (!texts(c).equals(List.copyOf(expected.values()))) wrong.add("at " + text);
                }
              }
            }
          });

      assertThat(wrong).as("seed %d, round %d", seed, round).isEmpty();
      assertThat(committed()).as("seed %d", seed).containsExactlyElementsOf(expected.values());
    }
  }

  @Test
  void a_query_behind_a_lock_sees_what_the_lock_waited_for() throws Exception {
    tiny.database.transact(c -> Sql.write(c, INSERT, 1, "before"));
    var lock =
        new Sql.Query<>("select id from scratch where id = 1 for update", row -> row.getInt("id"));
    var read = new Sql.Query<>(TEXTS, row -> row.getString("text"));
    var locked = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          threads.submit(
              () -> {
                tiny.database.transact(
                    c -> {
                      Sql.both(c, lock, read);
                      locked.countDown();
                      awaitSomebodyWaiting(c);
                      Sql.write(c, INSERT, 2, "meanwhile");
                    });
                return null;
              });
      locked.await();
      var seen = threads.submit(() -> tiny.database.inTransaction(c -> Sql.both(c, lock, read)));

      assertThat(seen.get().first()).containsExactly(1);
      assertThat(seen.get().second()).containsExactly("before", "meanwhile");
      first.get();
    }
  }

  /** Returns once another session waits for a lock of this one. */
  private static void awaitSomebodyWaiting(Connection connection) throws SQLException {
    boolean waiting = false;
    while (!waiting) {
      waiting =
          !Sql.query(
                  connection,
                  """
                  select pid from pg_stat_activity, pg_stat_clear_snapshot()
                  where pg_backend_pid() = any(pg_blocking_pids(pid))
                  """,
                  row -> row.getInt("pid"))
              .isEmpty();
    }
  }
}
