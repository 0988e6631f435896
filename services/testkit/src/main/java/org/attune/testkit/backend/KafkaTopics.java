package org.attune.testkit.backend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.Topics;

/** Creates the topics that infra/topics.yaml declares, on a broker of one node. */
public final class KafkaTopics {
  private static final int LEADER_POLLS_MAX = 3_000;

  /** The broker tells nobody when it is done: it is asked again after this long. */
  private static final Duration POLL_EVERY = Duration.ofMillis(20);

  private static final long RETENTION_DAYS = 30;

  private KafkaTopics() {}

  /**
   * Creates what is missing and waits until every partition's leader answers: a producer that
   * starts earlier may run into endless sequence errors.
   *
   * @throws IllegalStateException if the broker does not answer within a minute
   */
  public static void create(String brokers, EventCatalog catalog) {
    var wanted = new ArrayList<NewTopic>();
    for (var topic : Topics.all(catalog)) {
      wanted.add(
          new NewTopic(topic, Topics.PARTITIONS, (short) 1)
              .configs(
                  Map.of(
                      "cleanup.policy",
                      "delete",
                      "retention.ms",
                      Long.toString(RETENTION_DAYS * 24 * 60 * 60 * 1000),
                      "message.timestamp.type",
                      "LogAppendTime",
                      "max.message.bytes",
                      Integer.toString(8 * 1024 * 1024))));
    }
    wanted.add(
        new NewTopic(Topics.SCHEMAS, 1, (short) 1).configs(Map.of("cleanup.policy", "compact")));
    try (var admin = Admin.create(settings(brokers))) {
      var existing = admin.listTopics().names().get();
      wanted.removeIf(topic -> existing.contains(topic.name()));
      createAll(admin, wanted);
      awaitLeaders(admin, Topics.all(catalog));
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics cannot be created: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
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

  private static void awaitLeaders(Admin admin, List<String> topics)
      throws ExecutionException, InterruptedException {
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    for (var topic : topics) {
      for (int i = 0; i < Topics.PARTITIONS; i++) {
        latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
      }
    }
    latest.put(new TopicPartition(Topics.SCHEMAS, 0), OffsetSpec.latest());
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
