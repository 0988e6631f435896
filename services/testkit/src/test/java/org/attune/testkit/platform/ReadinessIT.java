package org.attune.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.attune.testkit.harness.ServiceHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service is ready until one of its loops dies of a bug. */
@Timeout(60)
class ReadinessIT {
  @Test
  void readiness_goes_down_when_a_loop_dies() {
    var service = new TinyService();
    try (var harness = ServiceHarness.start(service, Instant.parse("2027-02-01T08:00:00Z"))) {
      var health = harness.runtime().health();
      assertThat(health.isReady()).isTrue();
      assertThat(harness.runtime().metrics().scrape())
          .contains("attune_ready{service=\"ema\"} 1.0");
      service.breakLoop.countDown();
      while (health.isReady()) Thread.onSpinWait();
      assertThat(health.failures()).containsExactly("attune-ema-loop");
      assertThat(harness.runtime().metrics().scrape())
          .contains("attune_ready{service=\"ema\"} 0.0");
    }
  }
}
