package org.attune.platform.consume;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Ids that the broker gave to topics: a topic made anew has another. */
public record TopicIds(Map<String, String> byTopic) {
  /**
   * Asks the broker.
   *
   * @throws IllegalStateException if a topic does not exist or the broker does not answer
   */
  public static TopicIds ask(Admin admin, List<String> topics) {
    try {
      var ids = new TreeMap<String, String>();
      admin
          .describeTopics(topics)
          .allTopicNames()
          .get()
          .forEach((topic, description) -> ids.put(topic, description.topicId().toString()));
      return new TopicIds(ids);
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics cannot be described: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  String of(String topic) {
    var id = byTopic.get(topic);
    if (id == null) throw new IllegalStateException("no topic " + topic);
    return id;
  }
}
