package org.attune.platform.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.attune.platform.data.DatabaseException;
import org.attune.platform.data.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a service's events their log numbers and sends them to Kafka in that order.
 *
 * <p>One relay works at a time per schema: it holds a session advisory lock on a connection of its
 * own, and does all its work on that connection, so that losing the lock is losing the work.
 * Numbering is a short transaction; sending holds none. What was not acknowledged is sent again,
 * and so is what the broker lost; consumers tell duplicates by their numbers.
 */
public final class Relay implements Runnable, AutoCloseable {
  /** Opens a connection that belongs to the relay alone. */
  @FunctionalInterface
  public interface Connections {
    Connection open() throws SQLException;
  }

  static final int BATCH_MAX = 500;
  private static final Duration IDLE_MAX = Duration.ofMillis(50);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(250);
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final String TRY_LOCK = "select pg_try_advisory_lock(hashtextextended(?, 0))";

  private final String service;
  private final List<String> topics;
  private final Connections connections;
  private final Producer<byte[], byte[]> producer;
  private final BrokerEnds brokerEnds;
  private final ProgressObserver observer;
  private final LogStore log;
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean closing;

  /** The wiring of a relay. */
  public record Parts(
      String service,
      List<String> topics,
      Connections connections,
      Producer<byte[], byte[]> producer,
      BrokerEnds brokerEnds,
      ProgressObserver observer) {}

  public Relay(Parts parts) {
    service = parts.service();
    topics = parts.topics();
    connections = parts.connections();
    producer = parts.producer();
    brokerEnds = parts.brokerEnds();
    observer = parts.observer();
    log = new LogStore(service);
  }

  /** Says that there may be something in the outbox. Never blocks. */
  public void wake() {
    if (woken.availablePermits() == 0) woken.release();
  }

  /** Works until closed; starts over with a new connection after any failure of the world. */
  @Override
  public void run() {
    while (!closing) {
      try (var connection = connections.open()) {
        connection.setAutoCommit(false);
        work(connection);
      } catch (SQLException | DatabaseException | UnsentException | KafkaException e) {
        if (closing) return;
        LOG.warn("relay of {} starts over: {}", service, e.getMessage());
        pause(PAUSE_AFTER_FAILURE);
      }
    }
  }

  private void work(Connection connection) throws SQLException {
    while (!closing && !lock(connection)) pause(IDLE_MAX);
    if (closing) return;
    log.begin(connection, topics);
    connection.commit();
    resend(connection);
    while (!closing) {
      if (relayOnce(connection) == 0) pause(IDLE_MAX);
    }
    connection.rollback();
  }

  private boolean lock(Connection connection) throws SQLException {
    var locked =
        Sql.find(connection, TRY_LOCK, row -> row.getBoolean(1), "attune-relay-" + service);
    connection.commit();
    return locked.orElseThrow();
  }

  /** Numbers and sends one batch. Tests step the relay by this. */
  int relayOnce(Connection connection) throws SQLException {
    var events = log.number(connection, BATCH_MAX);
    connection.commit();
    if (events.isEmpty()) return 0;
    for (var event : events) {
      observer.numbered(service, event.key(), event.seq(), event.type(), event.position());
    }
    send(connection, events);
    return events.size();
  }

  /** Sends again everything above what the broker holds, in order. */
  private void resend(Connection connection) throws SQLException {
    var heads = LogStore.heads(connection);
    connection.commit();
    var held = brokerEnds.lastNumbers(topics);
    for (var head : heads) {
      var last = held.get(new TopicPartition(head.topic(), head.partition()));
      long above = last == null ? head.sent() : Math.min(last, head.sent());
      for (; ; ) {
        var events = log.above(connection, head.topic(), head.partition(), above, BATCH_MAX);
        connection.commit();
        if (events.isEmpty()) break;
        send(connection, events);
        above = events.getLast().position().number();
      }
    }
  }

  private void send(Connection connection, List<NumberedEvent> events) throws SQLException {
    var pending = new ArrayList<Future<RecordMetadata>>(events.size());
    for (var event : events) pending.add(producer.send(Envelope.toRecord(event)));
    Map<TopicPartition, Long> sent = new HashMap<>();
    try {
      for (int i = 0; i < pending.size(); i++) {
        pending.get(i).get();
        var position = events.get(i).position();
        sent.put(new TopicPartition(position.topic(), position.partition()), position.number());
      }
    } catch (ExecutionException e) {
      throw new UnsentException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnsentException(e);
    }
    log.sent(connection, sent);
    connection.commit();
  }

  private void pause(Duration most) {
    try {
      if (woken.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) woken.drainPermits();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  @Override
  public void close() {
    closing = true;
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
