package org.attune.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

/** The partition of a key is the one that any Kafka producer would choose. */
class TopicsTest {
  @Test
  void keys_spread_as_by_the_partitioner_of_kafka() {
    var random = new Random(7);
    var used = new int[Topics.PARTITIONS];
    for (int i = 0; i < 2_000; i++) {
      var key =
          i % 10 == 0
              ? EventKey.ofStudy("study-" + i)
              : EventKey.of("kind", new UUID(random.nextLong(), random.nextLong()));
      var bytes = key.toString().getBytes(StandardCharsets.UTF_8);
      assertThat(Topics.partition(key))
          .isEqualTo(BuiltInPartitioner.partitionForKey(bytes, Topics.PARTITIONS));
      used[Topics.partition(key)]++;
    }
    assertThat(java.util.Arrays.stream(used).min().orElseThrow()).isGreaterThan(300);
  }

  @Test
  void the_partition_of_a_key_is_fixed_for_ever() {
    assertThat(Topics.partition(EventKey.of("kind", new UUID(0, 1)))).isEqualTo(0);
    assertThat(Topics.partition(EventKey.ofStudy("kind"))).isEqualTo(2);
  }
}
