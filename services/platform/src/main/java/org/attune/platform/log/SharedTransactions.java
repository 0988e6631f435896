package org.attune.platform.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.attune.platform.data.Database;
import org.attune.platform.data.DatabaseException;
import org.attune.platform.event.EventKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out commands of different participants in one transaction (decision 0028): whoever comes
 * while others are being carried out, or a moment after they began, waits for the next transaction
 * and shares it with all who waited. A command that comes after a quiet moment is as quick as ever.
 * A command that cannot be carried out with others is carried out alone.
 *
 * @param <C> a command
 * @param <R> what it came to
 */
public final class SharedTransactions<C, R> {
  /** Commands in one transaction. */
  public static final int COMMANDS_MAX = 256;

  /** Transactions at once: while the database works on one, the next is made ready. */
  static final int TRANSACTIONS_MAX = 2;

  /** No transaction begins sooner after another than this, unless it is full. */
  static final Duration GATHER = Duration.ofMillis(5);

  /** Carries out several commands, each of another participant. */
  @FunctionalInterface
  public interface Together<C, R> {
    /**
     * May run more than once; has no effect but on the connection.
     *
     * @return what each came to, in the order of the commands; empty for one that had no effect and
     *     is to be carried out alone
     */
    List<Optional<R>> carryOut(Connection connection, List<C> commands) throws SQLException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(SharedTransactions.class);

  private static final class Waiting<C, R> {
    final EventKey key;
    final C command;

    /** Signalled to this one alone: that it is done, or that it may begin a transaction. */
    final Condition turn;

    boolean taken;
    boolean done;
    Optional<R> result = Optional.empty();
    @Nullable DatabaseException failure;

    Waiting(EventKey key, C command, Condition turn) {
      this.key = key;
      this.command = command;
      this.turn = turn;
    }
  }

  private final Database database;
  private final Together<C, R> together;
  private final Function<C, R> alone;
  private final ReentrantLock lock = new ReentrantLock();

  /** Signalled to whoever gathers, when nobody more finds room. */
  private final Condition full = lock.newCondition();

  private final Deque<Waiting<C, R>> queue = new ArrayDeque<>();
  private final Set<EventKey> inWork = new HashSet<>();
  private final long gatherNanos;
  private long nextNanos = System.nanoTime();
  private boolean gathering;
  private int transactions;

  /**
   * @param alone carries out one command in a transaction of its own
   */
  public SharedTransactions(Database database, Together<C, R> together, Function<C, R> alone) {
    this(database, together, alone, GATHER);
  }

  SharedTransactions(
      Database database, Together<C, R> together, Function<C, R> alone, Duration gather) {
    this.database = database;
    this.together = together;
    this.alone = alone;
    gatherNanos = gather.toNanos();
  }

  /**
   * Carries out a command; those of one participant begin in the order in which they came. Blocks
   * until it is committed.
   *
   * @throws RuntimeException what carrying it out alone throws
   * @throws DatabaseException if the database did not answer
   */
  public R carryOut(EventKey key, C command) {
    var mine = new Waiting<C, R>(key, command, lock.newCondition());
    awaitTurn(mine);
    if (mine.failure != null) throw mine.failure;
    return mine.result.orElseGet(() -> alone.apply(command));
  }

  /** Returns when {@code mine} was in a transaction; its thread may carry out those of others. */
  private void awaitTurn(Waiting<C, R> mine) {
    lock.lock();
    try {
      queue.add(mine);
      if (gathering && queue.size() >= COMMANDS_MAX) full.signal();
      while (!mine.done) {
        boolean mayTake = !mine.taken && !gathering && transactions < TRANSACTIONS_MAX;
        var batch = mayTake ? gather() : List.<Waiting<C, R>>of();
        if (batch.isEmpty()) mine.turn.awaitUninterruptibly();
        else carryOutUnlocked(batch);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Commands that wait for a transaction. */
  int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** Who waits when the next transaction may begin; meanwhile nobody else begins one. */
  private List<Waiting<C, R>> gather() {
    gathering = true;
    try {
      for (long nanos = nextNanos - System.nanoTime();
          nanos > 0 && queue.size() < COMMANDS_MAX;
          nanos = nextNanos - System.nanoTime()) {
        var _ = full.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // at once, then
    } finally {
      gathering = false;
    }
    var batch = take();
    if (!batch.isEmpty()) nextNanos = System.nanoTime() + gatherNanos;
    return batch;
  }

  /** The first of each participant whom nobody is at work for, in order of their coming. */
  private List<Waiting<C, R>> take() {
    var batch = new ArrayList<Waiting<C, R>>();
    var passedOver = new HashSet<EventKey>();
    var all = queue.iterator();
    while (all.hasNext() && batch.size() < COMMANDS_MAX) {
      var next = all.next();
      if (passedOver.contains(next.key) || !inWork.add(next.key)) {
        passedOver.add(next.key);
        continue;
      }
      next.taken = true;
      batch.add(next);
      all.remove();
    }
    return batch;
  }

  private void carryOutUnlocked(List<Waiting<C, R>> batch) {
    transactions++;
    wakeNext();
    lock.unlock();
    try {
      carryOut(batch);
    } finally {
      lock.lock();
      transactions--;
      for (var one : batch) {
        inWork.remove(one.key);
        one.done = true;
        one.turn.signal();
      }
      wakeNext();
    }
  }

  /** Lets whoever has waited longest begin the next transaction, if there may be one. */
  private void wakeNext() {
    var next = queue.peek();
    if (next != null && !gathering && transactions < TRANSACTIONS_MAX) next.turn.signal();
  }

  private void carryOut(List<Waiting<C, R>> batch) {
    var commands = batch.stream().map(one -> one.command).toList();
    try {
      var results = database.inTransaction(c -> together.carryOut(c, commands));
      for (int i = 0; i < batch.size(); i++) batch.get(i).result = results.get(i);
    } catch (DatabaseException e) {
      if (e.isPermanent()) leaveAlone(batch, e);
      else for (var one : batch) one.failure = e;
    } catch (RuntimeException e) {
      leaveAlone(batch, e);
    }
  }

  /**
   * Whose command it was shows where it is carried out alone; a message could tell what is in it.
   */
  private static void leaveAlone(List<? extends Waiting<?, ?>> batch, RuntimeException e) {
    LOG.warn("{} commands are carried out alone: {}", batch.size(), e.getClass().getSimpleName());
  }
}
