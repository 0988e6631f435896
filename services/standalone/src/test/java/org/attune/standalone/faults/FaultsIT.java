package org.attune.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.attune.standalone.command.Attune;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short run of what {@code ./attune bench faults} does for an hour; it prints its seed. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class FaultsIT {
  private static final int KEPT = 0;

  @Test
  void nothing_is_lost_doubled_or_left_running_when_processes_are_killed() {
    assertThat(
            Attune.execute("bench", "faults", "--kills", "8", "--seed", "7", "--of", "processes"))
        .isEqualTo(KEPT);
  }
}
