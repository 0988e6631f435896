package org.attune.protocol.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Identities of slots. */
class SlotIdTest {
  private static final UUID ANN = new UUID(0, 1);
  private static final UUID BEN = new UUID(0, 2);
  private static final LocalDate JAN_20 = LocalDate.parse("2026-01-20");

  @Test
  void an_identity_is_a_uuid_of_version_8() {
    var id = SlotId.of("study", ANN, "daily", JAN_20, 1);
    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void an_identity_never_changes() {
    // SHA-256 of "slot", study, participant, schedule, date and index, one a line.
    assertThat(SlotId.of("study", ANN, "daily", JAN_20, 1))
        .hasToString("a40669e0-fc57-8695-8b49-cef894599462");
  }

  @Test
  void each_part_makes_another_identity() {
    var ids = new HashSet<UUID>();
    for (var study : new String[] {"a", "b"}) {
      for (var who : new UUID[] {ANN, BEN}) {
        for (var schedule : new String[] {"before", "daily"}) {
          for (int day = 0; day < 30; day++) {
            for (int index = 1; index <= 12; index++) {
              ids.add(SlotId.of(study, who, schedule, JAN_20.plusDays(day), index));
            }
          }
        }
      }
    }
    assertThat(ids).hasSize(2 * 2 * 2 * 30 * 12);
  }
}
