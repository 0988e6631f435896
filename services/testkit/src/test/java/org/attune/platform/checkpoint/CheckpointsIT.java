package org.attune.platform.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.attune.platform.data.DatabaseException;
import org.attune.platform.data.Sql;
import org.attune.platform.entropy.Digests;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.RecordCodec;
import org.attune.platform.log.History;
import org.attune.platform.log.ProgressObserver;
import org.attune.platform.time.StudyClock;
import org.attune.platform.token.Tokens;
import org.attune.testkit.platform.TinyDatabase;
import org.attune.testkit.platform.TinyService.PromptLapsed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was signed over a real history still fits, until someone changes what was signed. */
class CheckpointsIT {
  private static final Instant NOW = Instant.parse("2027-02-01T08:00:00.123456789Z");
  private static final EventKey ANN = key(1);
  private final TinyDatabase tiny = new TinyDatabase();
  private final KeyPair keys = Tokens.newKeyPair();
  private final Checkpoints checkpoints =
      new Checkpoints("ema", tiny.database, keys.getPrivate(), Clock.fixed(NOW, ZoneOffset.UTC));
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

  private static EventKey key(int i) {
    return EventKey.of("kind", new UUID(0, i));
  }

  private void lapse(EventKey key, int times) {
    for (int i = 0; i < times; i++) {
      tiny.database.transact(
          c -> {
            var place = history.lock(c, key);
            var slot = new UUID(place.lastSeq(), key.participantId().getLeastSignificantBits());
            history.append(
                c, place, List.of(new PromptLapsed("kind", key.participantId(), slot, NOW)));
          });
    }
  }

  private List<Misfit> misfits() {
    return tiny.database.inTransaction(c -> Checkpoints.verify(c, "ema", keys.getPublic()));
  }

  private void sql(String statement, Object... values) {
    tiny.database.transact(c -> Sql.update(c, statement, values));
  }

  private void rechain() {
    tiny.database.transact(
        c -> {
          var links = new CheckpointRows(c).links(ANN);
          var chain = new byte[0];
          for (var link : links) chain = Digests.sha256(chain, link.digest());
          Sql.update(
              c,
              "update ledger set chain = ?, last_seq = ? where participant = ?",
              chain,
              links.getLast().seq(),
              id());
        });
  }

  /** Ann has 5 rows, of which checkpoint 1 covers 3 and checkpoint 2 all; Bea has 1. */
  private void two_checkpoints() {
    lapse(ANN, 3);
    lapse(key(2), 1);
    checkpoints.write();
    lapse(ANN, 2);
    checkpoints.write();
  }

  @Test
  void one_is_written_only_when_a_history_has_grown() {
    assertThat(checkpoints.write()).isFalse();
    lapse(ANN, 1);
    assertThat(checkpoints.write()).isTrue();
    assertThat(checkpoints.write()).isFalse();
    tiny.database.transact(c -> history.lock(c, key(2))); // a refused command leaves only a lock
    assertThat(checkpoints.write()).isFalse();
    lapse(key(2), 1);
    assertThat(checkpoints.write()).isTrue();
    assertThat(tiny.texts("select number || ':' || ledgers from checkpoint order by number"))
        .containsExactly("1:1", "2:2");
    assertThat(misfits()).isEmpty();
  }

  @Test
  void more_histories_than_one_chunk_holds_are_all_covered() {
    sql(
        """
        insert into ledger select 'kind', 'p' || i, 1, sha256(i::text::bytea)
        from generate_series(1, ?) as i
        """,
        2 * CheckpointRows.ROWS_MAX + 1);
    assertThat(checkpoints.write()).isTrue();
    assertThat(tiny.number("select ledgers from checkpoint"))
        .isEqualTo(2 * CheckpointRows.ROWS_MAX + 1);
    assertThat(tiny.number("select count(*) from checkpoint_head"))
        .isEqualTo(2 * CheckpointRows.ROWS_MAX + 1);
  }

  @Test
  void two_instances_write_one_after_the_other() throws Exception {
    lapse(ANN, 1);
    var together = new CyclicBarrier(2);
    Callable<Boolean> write =
        () -> {
          together.await();
          return checkpoints.write();
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = threads.submit(write);
      var other = threads.submit(write);
      assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(true, false);
    }
    assertThat(misfits()).isEmpty();
  }

  @Test
  void an_edited_row_is_found_by_the_checkpoint_that_first_covered_it() {
    two_checkpoints();
    sql("update history set payload = payload || '\\x00' where seq = 4");
    assertThat(misfits())
        .containsExactly(
            new Misfit(2, ANN.toString(), "History rows #4 to #5 are not those it covers."));
  }

  @Test
  void an_edited_row_whose_history_was_chained_anew_is_found() {
    two_checkpoints();
    sql("update history set payload = payload || '\\x00' where participant = ? and seq = 2", id());
    sql("update history set digest = sha256(salt || payload)");
    rechain();
    assertThat(misfits())
        .containsExactly(
            new Misfit(1, ANN.toString(), "History rows #1 to #3 are not those it covers."));
  }

  @Test
  void a_removed_row_is_found_even_at_the_end_of_a_history_chained_anew() {
    two_checkpoints();
    sql("delete from outbox");
    sql("delete from history where participant = ? and seq = 5", id());
    rechain();
    assertThat(misfits())
        .containsExactly(
            new Misfit(2, ANN.toString(), "History row #5, which it covers, is missing."));
  }

  @Test
  void an_erased_row_still_fits() {
    two_checkpoints();
    sql("update history set payload = null, salt = null where participant = ?", id());
    assertThat(misfits()).isEmpty();
  }

  @Test
  void checkpoints_are_append_only() {
    two_checkpoints();
    for (var statement :
        List.of(
            "update checkpoint set at = at + interval '1 day'",
            "delete from checkpoint where number = 2",
            "update checkpoint_head set chain = '\\x00'",
            "truncate checkpoint_head")) {
      assertThatThrownBy(() -> sql(statement))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("append-only");
    }
  }

  @Test
  void a_checkpoint_changed_with_the_guard_taken_away_is_found() {
    two_checkpoints();
    sql("alter table checkpoint disable trigger user");
    sql("update checkpoint set at = at - interval '1 day' where number = 2");
    assertThat(misfits())
        .containsExactly(new Misfit(2, "checkpoint 2", "Its signature is not that of ema."));
  }

  private static String id() {
    return ANN.participant();
  }
}
