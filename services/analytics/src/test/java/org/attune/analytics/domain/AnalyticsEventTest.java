package org.attune.analytics.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.attune.analytics.domain.AnalyticsEvent.DatasetSnapshotCreated;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.RecordCodec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events through their schemas and back. */
class AnalyticsEventTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_snapshot_stays_what_it_is(boolean blinded) {
    var codec = new RecordCodec(EventCatalog.standard());
    var event =
        new DatasetSnapshotCreated(
            "abct",
            new UUID(0, 1),
            "ab".repeat(32),
            blinded,
            Instant.parse("2027-03-01T09:00:00.000001Z"),
            blinded ? Optional.empty() : Optional.of("database locked"),
            "ADMIN a",
            Instant.parse("2027-03-01T09:00:01Z"));
    assertThat(codec.decode(codec.encode(event), AnalyticsEvent.class)).isEqualTo(event);
  }
}
