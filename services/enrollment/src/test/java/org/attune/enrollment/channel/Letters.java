package org.attune.enrollment.channel;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Letters for tests. */
public final class Letters {
  public static final Instant AT = Instant.parse("2027-03-01T10:00:00Z");

  private Letters() {}

  public static Letter to(Address address) {
    return to(address, Optional.of(AT.plusSeconds(1_800)));
  }

  public static Letter to(Address address, Optional<Instant> until) {
    return new Letter(
        new UUID(7, 7),
        address,
        "Ein kurzer Moment für dich",
        "Hast du <eine> Minute?",
        "https://study.example.org/app/prompts/1?a=b&c=d",
        new UUID(0, 42).toString(),
        until,
        AT,
        false);
  }
}
