package org.attune.testkit.backend;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that infra/topics.yaml declares. */
public final class KafkaTopics {
  private static final int LEADER_POLLS_MAX = 3_000;

  /** The broker tells nobody when it is done: it is asked again after this long. */
  private static final Duration POLL_EVERY = Duration.ofMillis(20);

  private KafkaTopics() {}

  /**
   * Creates what is missing on a broker of one node that asks nobody who they are, and waits until
   * every partition's leader answers.
   *
   * @throws IllegalStateException if the broker does not answer within a minute
   */
  public static void create(String brokers) {
    try (var admin = Admin.create(settings(brokers))) {
      create(admin, 1);
    }
  }

  /**
   * Creates what is missing and waits until every partition's leader answers: a producer that
   * starts earlier may run into endless sequence errors. What exists stays as it is.
   *
   * @param replication copies of each partition, from 1; one fewer has to take a write, or the only
   * @return names of the topics that were made
   * @throws IllegalStateException if the broker does not answer within a minute
   */
  public static List<String> create(Admin admin, int replication) {
    var declared = DeclaredTopic.all();
    try {
      var existing = admin.listTopics().names().get();
      var missing = declared.stream().filter(topic -> !existing.contains(topic.name())).toList();
      createAll(admin, missing.stream().map(topic -> newTopic(topic, replication)).toList());
      awaitLeaders(admin, declared);
      return missing.stream().map(DeclaredTopic::name).toList();
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics cannot be created: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static NewTopic newTopic(DeclaredTopic topic, int replication) {
    var config = new TreeMap<>(topic.config());
    config.put("min.insync.replicas", Integer.toString(Math.max(1, replication - 1)));
    return new NewTopic(topic.name(), topic.partitions(), (short) replication).configs(config);
  }

  /** Asks again soon: by default only after 100 ms, then after ever longer. */
  private static Map<String, Object> settings(String brokers) {
    return Map.of(
        "bootstrap.servers",
        brokers,
        "retry.backoff.ms",
        POLL_EVERY.toMillis(),
        "retry.backoff.max.ms",
        POLL_EVERY.toMillis());
  }

  private static void createAll(Admin admin, List<NewTopic> topics)
      throws ExecutionException, InterruptedException {
    for (var created : admin.createTopics(topics).values().values()) {
      try {
        created.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) throw e;
      }
    }
  }

  private static void awaitLeaders(Admin admin, List<DeclaredTopic> topics)
      throws ExecutionException, InterruptedException {
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    for (var topic : topics) {
      for (int i = 0; i < topic.partitions(); i++) {
        latest.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
      }
    }
    for (int poll = 1; ; poll++) {
      try {
        admin.listOffsets(latest).all().get();
        return;
      } catch (ExecutionException e) {
        if (poll == LEADER_POLLS_MAX) throw e;
        Thread.sleep(POLL_EVERY);
      }
    }
  }
}
