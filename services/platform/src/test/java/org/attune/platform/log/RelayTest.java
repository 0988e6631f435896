package org.attune.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How far apart a relay's batches are. */
class RelayTest {
  @Test
  void a_batch_waits_for_as_long_as_the_last_was_large() {
    assertThat(Relay.gathering(0)).isZero();
    assertThat(Relay.gathering(1)).isLessThan(Duration.ofMillis(10));
    assertThat(Relay.gathering(4)).isEqualTo(Relay.gathering(1).multipliedBy(4));
    assertThat(Relay.gathering(Relay.BATCH_MAX))
        .isEqualTo(Relay.gathering(Relay.BATCH_MAX / 2))
        .isEqualTo(Duration.ofMillis(40));
  }
}
