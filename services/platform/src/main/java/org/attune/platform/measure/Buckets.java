package org.attune.platform.measure;

import java.time.Duration;

/** Upper bounds of the buckets into which times are counted, the same for every timer. */
public final class Buckets {
  private static final Duration[] UPPER = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(60)
  };

  private Buckets() {}

  /** From the shortest to the longest. */
  public static Duration[] upper() {
    return UPPER.clone();
  }
}
