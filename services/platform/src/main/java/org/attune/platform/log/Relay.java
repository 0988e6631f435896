package org.attune.platform.log;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.attune.platform.crash.CrashPoint;
import org.attune.platform.data.DatabaseException;
import org.attune.platform.data.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a service's events their log numbers and sends them to Kafka in that order.
 *
 * <p>One relay works at a time per schema: it holds a session advisory lock on a connection of its
 * own, and does all its work on that connection, so that losing the lock is losing the work.
 * Numbering is one statement and its own transaction, which also notes what was acknowledged since
 * the last; sending holds none. What was not acknowledged is sent again, and so is what the broker
 * lost; consumers tell duplicates by their numbers.
 */
public final class Relay implements Runnable, AutoCloseable {
  /** Opens a connection that belongs to the relay alone. */
  @FunctionalInterface
  public interface Connections {
    Connection open() throws SQLException;
  }

  static final int BATCH_MAX = 500;

  /**
   * After a batch a relay waits this long for each event of it, and then takes what was recorded
   * meanwhile together: where much is recorded few batches go, and where one event follows another
   * each goes almost at once. What it was not woken for waits longer, until it looks.
   */
  private static final Duration GATHER_PER_EVENT = Duration.ofMillis(5);

  private static final Duration GATHER_MAX = Duration.ofMillis(40);

  /** How often a relay looks for what another process has recorded (DESIGN section 4). */
  public static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private static final Duration PAUSE_WITHOUT_LOCK = Duration.ofMillis(50);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(250);
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final String TRY_LOCK = "select pg_try_advisory_lock(hashtextextended(?, 0))";

  private final String service;
  private final List<String> topics;
  private final Connections connections;
  private final Producer<byte[], byte[]> producer;
  private final BrokerEnds brokerEnds;
  private final ProgressObserver observer;
  private final BeforeSending beforeSending;
  private final Duration lookEvery;
  private final LogStore log;

  /** Acknowledged and not yet noted in the database; only this relay's thread touches it. */
  private final Map<TopicPartition, Long> sent = new HashMap<>();

  private final Semaphore woken = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);
  private long nextBatchNanos = System.nanoTime();

  /**
   * The wiring of a relay.
   *
   * @param beforeSending what has to be done before an event is seen
   * @param lookEvery how long it waits at most before it looks for what it was not woken for
   */
  public record Parts(
      String service,
      List<String> topics,
      Connections connections,
      Producer<byte[], byte[]> producer,
      BrokerEnds brokerEnds,
      ProgressObserver observer,
      BeforeSending beforeSending,
      Duration lookEvery) {}

  public Relay(Parts parts) {
    service = parts.service();
    topics = parts.topics();
    connections = parts.connections();
    producer = parts.producer();
    brokerEnds = parts.brokerEnds();
    observer = parts.observer();
    beforeSending = parts.beforeSending();
    lookEvery = parts.lookEvery();
    log = new LogStore(service);
  }

  /** Says that there may be something in the outbox. Never blocks. */
  public void wake() {
    if (woken.availablePermits() == 0) woken.release();
  }

  /** Works until closed; starts over with a new connection after any failure of the world. */
  @Override
  public void run() {
    while (!isClosing()) {
      try (var connection = connections.open()) {
        connection.setAutoCommit(true); // each statement here is a transaction
        work(connection);
      } catch (SQLException
          | DatabaseException
          | UncheckedIOException
          | UnsentException
          | KafkaException e) {
        if (isClosing()) return;
        LOG.warn("relay of {} starts over: {}", service, e.getMessage());
        var _ = pause(PAUSE_AFTER_FAILURE);
      }
    }
  }

  private void work(Connection connection) throws SQLException {
    while (!isClosing() && !lock(connection)) {
      var _ = pause(PAUSE_WITHOUT_LOCK);
    }
    if (isClosing()) return;
    log.begin(connection, topics);
    resend(connection);
    while (!isClosing()) {
      gather();
      long began = System.nanoTime();
      int events = relayOnce(connection);
      nextBatchNanos = began + gathering(events).toNanos();
      while (events == BATCH_MAX && !isClosing()) events = relayOnce(connection);
      awaitWork(connection);
    }
    log.number(connection, 0, sent);
  }

  private boolean lock(Connection connection) throws SQLException {
    var locked =
        Sql.find(connection, TRY_LOCK, row -> row.getBoolean(1), "attune-relay-" + service);
    return locked.orElseThrow();
  }

  /** Numbers and sends one batch. Tests step the relay by this. */
  int relayOnce(Connection connection) throws SQLException {
    boolean notes = !sent.isEmpty();
    var events = log.number(connection, BATCH_MAX, sent);
    sent.clear();
    if (notes) observer.noted(service);
    if (events.isEmpty()) return 0;
    for (var event : events) {
      observer.numbered(service, event.key(), event.seq(), event.type(), event.position());
    }
    CrashPoint.RELAY_NUMBERED.reached();
    send(events);
    CrashPoint.RELAY_SENT.reached();
    return events.size();
  }

  /** Sends again everything above what the broker holds, in order. */
  private void resend(Connection connection) throws SQLException {
    sent.clear();
    var heads = LogStore.heads(connection);
    var held = brokerEnds.lastNumbers(topics);
    for (var head : heads) {
      var last = held.get(new TopicPartition(head.topic(), head.partition()));
      long above = last == null ? head.sent() : Math.min(last, head.sent());
      for (; ; ) {
        var events = log.above(connection, head.topic(), head.partition(), above, BATCH_MAX);
        if (events.isEmpty()) break;
        send(events);
        above = events.getLast().position().number();
      }
    }
  }

  private void send(List<NumberedEvent> events) {
    beforeSending.before(events);
    var pending = new ArrayList<Future<RecordMetadata>>(events.size());
    for (var event : events) pending.add(producer.send(Envelope.toRecord(event)));
    try {
      for (int i = 0; i < pending.size(); i++) {
        pending.get(i).get();
        var position = events.get(i).position();
        sent.put(new TopicPartition(position.topic(), position.partition()), position.number());
        CrashPoint.RELAY_PART_SENT.reached();
      }
    } catch (ExecutionException e) {
      throw new UnsentException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnsentException(e);
    }
  }

  /** How far the batch behind one of so many events is from it. */
  static Duration gathering(int events) {
    var time = GATHER_PER_EVENT.multipliedBy(events);
    return time.compareTo(GATHER_MAX) < 0 ? time : GATHER_MAX;
  }

  /** Until the last batch is long enough ago: after a quiet time at once. */
  private void gather() {
    long nanos = nextBatchNanos - System.nanoTime();
    if (nanos <= 0) return;
    try {
      var _ = closed.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted();
    }
  }

  private void interrupted() {
    Thread.currentThread().interrupt();
    closed.countDown();
  }

  private boolean isClosing() {
    return closed.getCount() == 0;
  }

  /** Until this process wakes it, or a look finds something to number or to note. */
  private void awaitWork(Connection connection) throws SQLException {
    while (!pause(lookEvery) && !isClosing()) {
      if (!sent.isEmpty() || log.isWaiting(connection)) return;
    }
  }

  /** True if woken before {@code most} had passed. */
  private boolean pause(Duration most) {
    try {
      if (!woken.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) return false;
      woken.drainPermits();
      return true;
    } catch (InterruptedException e) {
      interrupted();
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    woken.release();
  }

  /** The broker did not acknowledge; everything above {@code sent} goes again. */
  private static final class UnsentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsentException(Exception cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }
  }
}
