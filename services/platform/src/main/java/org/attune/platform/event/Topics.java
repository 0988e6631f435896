package org.attune.platform.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Utils;

/** Topics and how keys spread over them; infra/topics.yaml declares the same. */
public final class Topics {
  /** Partitions of every event topic. Fixed for ever: the partition of a key follows from it. */
  public static final int PARTITIONS = 4;

  /** Compacted topic of schemas: fingerprint in hexadecimal to schema JSON. */
  public static final String SCHEMAS = "attune.schemas.v1";

  private Topics() {}

  /** Partition of a key: Kafka's own murmur2 over its text, modulo {@link #PARTITIONS}. */
  public static int partition(EventKey key) {
    var bytes = key.toString().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(bytes)) % PARTITIONS;
  }

  /** The event topics of a service, sorted. */
  public static List<String> of(EventCatalog catalog, String service) {
    var topics = new TreeSet<String>();
    for (var type : catalog.types()) {
      if (!type.service().equals(service)) continue;
      for (var kind : type.kinds()) topics.add(kind.topic());
    }
    return List.copyOf(topics);
  }

  /** All event topics, sorted. */
  public static List<String> all(EventCatalog catalog) {
    var topics = new TreeSet<String>();
    for (var type : catalog.types()) {
      for (var kind : type.kinds()) topics.add(kind.topic());
    }
    return List.copyOf(topics);
  }

  /** The service that owns a topic. */
  public static String owner(String topic) {
    return topic.substring(0, topic.indexOf('.'));
  }
}
