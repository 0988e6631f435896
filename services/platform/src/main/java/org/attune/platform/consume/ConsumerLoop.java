package org.attune.platform.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.attune.platform.crash.CrashPoint;
import org.attune.platform.data.ConcurrentChangeException;
import org.attune.platform.data.Database;
import org.attune.platform.data.DatabaseException;
import org.attune.platform.data.ErasedException;
import org.attune.platform.erase.Erasing;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.Message;
import org.attune.platform.event.Position;
import org.attune.platform.event.UndecodableEventException;
import org.attune.platform.log.Envelope;
import org.attune.platform.log.ProgressObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls, applies each event once, in order. One loop, one thread, one Kafka consumer.
 *
 * <p>The database is the truth and Kafka's offset a hint: the cursor row moves by compare-and-set
 * in the transaction that applies the events, so a replay after a crash, a resend by the relay and
 * a zombie that lost its partition all find the cursor ahead of them and change nothing. An event
 * that cannot be applied is parked with all later ones of its key; a database that is down is
 * waited for.
 */
public final class ConsumerLoop implements Runnable, AutoCloseable {
  private static final Duration POLL_MAX = Duration.ofMillis(200);

  /** Events passed over before the cursor row is written all the same. */
  static final long UNWRITTEN_MAX = 2_000;

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(250);
  private static final Logger LOG = LoggerFactory.getLogger(ConsumerLoop.class);

  /** The wiring of a consumer loop. */
  public record Parts(
      String consumer,
      Map<String, MessageHandler> handlers,
      Consumer<byte[], byte[]> kafka,
      Database database,
      EventCatalog catalog,
      SchemaTopic schemas,
      TopicIds topicIds,
      ProgressObserver observer) {}

  private final Parts parts;
  private final CursorStore cursors;
  private final Parking parking;
  private final Map<TopicPartition, Reach> reached = new HashMap<>();
  private volatile boolean closing;

  /**
   * How far one partition has come.
   *
   * @param stored the cursor row as this loop last read or wrote it
   * @param at the same, moved on over events that nobody here applies: written with the next one
   *     that is applied, or when there is nothing else to do
   * @param mayHoldParked false if no key of the topic was parked when the partition was assigned
   *     and none since
   */
  private record Reach(Cursor stored, Cursor at, boolean mayHoldParked) {
    boolean isUnwritten() {
      return !stored.equals(at);
    }
  }

  /** What a poll brought of one partition, in order; at least one record. */
  private record Batch(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {}

  /**
   * One step of a cursor row.
   *
   * @param mayHoldParked as in {@link Reach}, when the step is taken
   */
  record Move(TopicPartition partition, Cursor from, Cursor to, boolean mayHoldParked) {
    boolean isForward() {
      return !to.equals(from);
    }
  }

  public ConsumerLoop(Parts parts) {
    this.parts = parts;
    cursors = new CursorStore(parts.consumer());
    parking = new Parking(parts.consumer());
  }

  /** Works until closed. */
  @Override
  public void run() {
    try (var _ = parts.kafka()) {
      subscribe();
      while (!closing) pollOnce();
    } catch (WakeupException e) {
      if (!closing) throw e;
    }
  }

  void subscribe() {
    parts.kafka().subscribe(parts.handlers().keySet(), new OnRebalance());
  }

  /** Applies one batch. Tests step the loop by this method instead of waiting for it. */
  void pollOnce() {
    try {
      var records = parts.kafka().poll(POLL_MAX);
      if (records.isEmpty()) writeAll();
      var batches = batches(records);
      if (batches.size() > 1 && areAppliedTogether(batches)) return;
      for (var batch : batches) applyOrSeek(batch);
    } catch (OffsetOutOfRangeException e) {
      parts.kafka().seekToBeginning(e.partitions());
    } catch (DatabaseException e) {
      LOG.warn("consumer {} waits for its database: {}", parts.consumer(), e.getMessage());
      pause();
    }
  }

  private static List<Batch> batches(ConsumerRecords<byte[], byte[]> records) {
    return records.partitions().stream()
        .map(partition -> new Batch(partition, records.records(partition)))
        .toList();
  }

  /**
   * One transaction for all that a poll brought: what each costs beside its events is most of it
   * where little comes at a time.
   *
   * @return false if nothing came of it, or not all: what fails is found, waited for or parked
   *     where each partition has a transaction of its own
   */
  private boolean areAppliedTogether(List<Batch> batches) {
    try {
      var wanted = new ArrayList<Batch>();
      var others = new ArrayList<Batch>();
      for (var batch : batches) (isOfInterest(batch) ? wanted : others).add(batch);
      if (!wanted.isEmpty()) applyTogether(wanted);
      for (var batch : others) passOver(batch);
      return true;
    } catch (RuntimeException e) {
      LOG.debug("consumer {} goes partition by partition", parts.consumer(), e);
      return false;
    }
  }

  private void applyOrSeek(Batch batch) {
    var partition = batch.partition();
    try {
      apply(batch);
    } catch (DatabaseException
        | ConcurrentChangeException
        | ErasedException // meanwhile: the next attempt leaves the participant out
        | UnknownSchemaException
        | KafkaException e) {
      LOG.warn("consumer {} tries {} again: {}", parts.consumer(), partition, e.getMessage());
      parts.kafka().seek(partition, batch.records().getFirst().offset());
      beginAgain(partition);
      pause();
    }
  }

  /** Begins where the cursor row stands, or, while the database is down, where the batch began. */
  private void beginAgain(TopicPartition partition) {
    try {
      begin(partition);
    } catch (DatabaseException e) {
      LOG.warn("consumer {} waits for its database: {}", parts.consumer(), e.getMessage());
    }
  }

  private void apply(Batch batch) {
    try {
      if (isOfInterest(batch)) applyTogether(List.of(batch));
      else passOver(batch);
    } catch (ConcurrentChangeException
        | ErasedException
        | UnknownSchemaException
        | KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      if (e instanceof DatabaseException world && !world.isPermanent()) throw e;
      var records = batch.records();
      if (records.size() == 1) park(batch.partition(), records.getFirst(), e);
      else for (var record : records) apply(new Batch(batch.partition(), List.of(record)));
    }
  }

  private boolean isOfInterest(Batch batch) {
    var types = handler(batch.partition()).types();
    if (types.isEmpty() || reach(batch.partition()).mayHoldParked()) return true;
    for (var record : batch.records()) if (types.contains(Envelope.type(record))) return true;
    return false;
  }

  private void passOver(Batch batch) {
    var reach = reach(batch.partition());
    var to = reach.at();
    for (var record : batch.records()) {
      to = step(to, Envelope.position(record), record.offset());
    }
    reached.put(batch.partition(), new Reach(reach.stored(), to, reach.mayHoldParked()));
    if (to.number() - reach.stored().number() >= UNWRITTEN_MAX) write(batch.partition());
  }

  private void applyTogether(List<Batch> batches) {
    parts
        .database()
        .transact(
            connection -> {
              var messages = new LinkedHashMap<MessageHandler, List<Message>>();
              var moves = new ArrayList<Move>();
              for (var batch : batches) {
                var ofHandler =
                    messages.computeIfAbsent(
                        handler(batch.partition()), _ -> new ArrayList<Message>());
                moves.add(read(connection, batch, ofHandler));
              }
              for (var of : messages.entrySet()) of.getKey().applyAll(connection, of.getValue());
              CrashPoint.CONSUMER_APPLIED.reached();
              advance(connection, moves);
            });
    CrashPoint.CONSUMER_COMMITTED.reached();
  }

  /**
   * Collects what of a batch is new and applied here; parks what follows something parked.
   *
   * @return where the cursor comes to
   */
  private Move read(Connection connection, Batch batch, List<Message> messages)
      throws SQLException {
    var partition = batch.partition();
    var reach = reach(partition);
    var parkedKeys =
        reach.mayHoldParked() ? parking.keys(connection, partition.topic()) : Set.<String>of();
    var types = handler(partition).types();
    var to = reach.at();
    for (var record : batch.records()) {
      var position = Envelope.position(record);
      var next = step(to, position, record.offset());
      boolean isNew = next.number() > to.number();
      to = next;
      if (!isNew) continue;
      boolean parked = parkedKeys.contains(Parking.key(record));
      if (parked && !Envelope.type(record).equals(Erasing.ERASED)) {
        parking.add(connection, record, position, "parked-key");
      } else {
        collect(record, types, messages);
      }
    }
    return new Move(partition, reach.stored(), to, !parkedKeys.isEmpty());
  }

  private void park(
      TopicPartition partition, ConsumerRecord<byte[], byte[]> record, RuntimeException cause) {
    LOG.error(
        "consumer {} parks a key at {} offset {}: {}",
        parts.consumer(),
        partition,
        record.offset(),
        cause.getClass().getSimpleName(),
        cause);
    var at = reach(partition).at();
    parts
        .database()
        .transact(
            connection -> {
              var position = positionOrHere(record, at);
              var to = step(at, position, record.offset());
              if (to.number() > at.number()) {
                parking.add(connection, record, position, cause.getClass().getSimpleName());
              }
              var stored = reach(partition).stored();
              advance(connection, List.of(new Move(partition, stored, to, true)));
            });
  }

  /** A record without a readable number is outside the log: it moves the offset only. */
  private static Position positionOrHere(ConsumerRecord<byte[], byte[]> record, Cursor at) {
    try {
      return Envelope.position(record);
    } catch (UndecodableEventException e) {
      return new Position(record.topic(), record.partition(), at.epoch(), at.number());
    }
  }

  /** The next number applies, an old one is a duplicate, a later one waits for the resend. */
  private static Cursor step(Cursor at, Position position, long offset) {
    boolean next = position.number() == at.number() + 1 && position.epoch() >= at.epoch();
    return new Cursor(
        at.topic(),
        at.partition(),
        next ? position.epoch() : at.epoch(),
        next ? position.number() : at.number(),
        offset + 1,
        at.topicId());
  }

  private void collect(
      ConsumerRecord<byte[], byte[]> record, Set<String> types, List<Message> messages) {
    var body = record.value();
    if (body != null && !types.isEmpty() && !types.contains(Envelope.type(record))) return;
    if (body != null) parts.schemas().require(EventCatalog.fingerprint(body));
    var message = Envelope.message(parts.catalog(), record);
    if (!message.isErased()) messages.add(message);
  }

  private void writeAll() {
    for (var partition : List.copyOf(reached.keySet())) {
      if (reach(partition).isUnwritten()) write(partition);
    }
  }

  private void write(TopicPartition partition) {
    var reach = reach(partition);
    var move = new Move(partition, reach.stored(), reach.at(), reach.mayHoldParked());
    try {
      parts.database().transact(connection -> advance(connection, List.of(move)));
    } catch (ConcurrentChangeException e) {
      LOG.warn("consumer {} was overtaken at {}", parts.consumer(), partition);
      begin(partition);
    }
  }

  private void advance(Connection connection, List<Move> moves) throws SQLException {
    if (!cursors.advance(connection, moves.stream().filter(Move::isForward).toList())) {
      throw new ConcurrentChangeException(
          new SQLException("a cursor of " + parts.consumer() + " was moved by somebody else"));
    }
    Database.afterCommit(
        () -> {
          for (var move : moves) {
            var to = move.to();
            reached.put(move.partition(), new Reach(to, to, move.mayHoldParked()));
            parts
                .observer()
                .applied(
                    parts.consumer(),
                    new Position(to.topic(), to.partition(), to.epoch(), to.number()));
          }
        });
  }

  private Reach reach(TopicPartition partition) {
    var reach = reached.get(partition);
    if (reach == null) throw new IllegalStateException(partition + " is not assigned");
    return reach;
  }

  /** Begins, or begins again, where the cursor row stands. */
  private void begin(TopicPartition partition) {
    var topicId = parts.topicIds().of(partition.topic());
    var reach =
        parts
            .database()
            .inTransaction(
                connection -> {
                  var cursor =
                      cursors.load(connection, partition.topic(), partition.partition(), topicId);
                  var parked = parking.keys(connection, partition.topic());
                  return new Reach(cursor, cursor, !parked.isEmpty());
                });
    boolean sameTopic = reach.stored().topicId().equals(topicId);
    var at = reach.stored();
    var here =
        new Cursor(
            at.topic(),
            at.partition(),
            at.epoch(),
            at.number(),
            sameTopic ? at.nextOffset() : 0,
            topicId);
    reached.put(partition, new Reach(at, here, reach.mayHoldParked()));
    if (sameTopic) parts.kafka().seek(partition, at.nextOffset());
    else parts.kafka().seekToBeginning(List.of(partition));
  }

  /**
   * Begins as soon as the database answers: a partition assigned while it is down must not wait.
   */
  private void beginAtLast(TopicPartition partition) {
    while (!closing) {
      try {
        begin(partition);
        return;
      } catch (DatabaseException e) {
        LOG.warn("consumer {} waits for its database: {}", parts.consumer(), e.getMessage());
        pause();
      }
    }
  }

  private MessageHandler handler(TopicPartition partition) {
    var handler = parts.handlers().get(partition.topic());
    if (handler == null) throw new IllegalStateException("no handler for " + partition.topic());
    return handler;
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_AFTER_FAILURE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  /** How far this loop has come, by partition. */
  public Map<String, Long> numbers() {
    return parts
        .database()
        .inTransaction(
            connection -> {
              var numbers = new TreeMap<String, Long>();
              for (var cursor : cursors.all(connection)) {
                numbers.put(cursor.topic() + ":" + cursor.partition(), cursor.number());
              }
              return numbers;
            });
  }

  @Override
  public void close() {
    closing = true;
    parts.kafka().wakeup();
  }

  private final class OnRebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      for (var partition : partitions) reached.remove(partition);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      for (var partition : partitions) beginAtLast(partition);
    }
  }
}
