package org.attune.testkit.checker;

import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.platform.data.Database;
import org.attune.platform.service.ServiceRuntime;
import org.attune.platform.service.StateLaw;

/**
 * A service whose records are checked.
 *
 * @param database sees the service's schema
 * @param law what its tables must say, if it has state of its own
 * @param consumes event types it applies, by topic; an empty set is all
 * @param signing the public half of its signing key; without it checkpoints are not looked at
 */
public record CheckedService(
    String name,
    Database database,
    Optional<StateLaw> law,
    Map<String, Set<String>> consumes,
    Optional<PublicKey> signing) {
  /** A service that runs in this process. */
  public static CheckedService of(ServiceRuntime runtime) {
    return new CheckedService(
        runtime.name(),
        runtime.database(),
        runtime.wiring().law(),
        runtime.appliedTypes(),
        runtime.publicKey());
  }

  /** True if it keeps a copy of what studies said. */
  boolean keepsStudies() {
    return consumes.getOrDefault("studies.v1", Set.of()).contains("StudyPublished");
  }
}
