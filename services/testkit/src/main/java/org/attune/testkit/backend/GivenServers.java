package org.attune.testkit.backend;

import java.util.Map;
import java.util.Optional;

/**
 * The servers that the environment gives to tests, for tests alone: roles, topics and databases are
 * made anew on them.
 *
 * @param brokers {@code host:port} separated by commas
 */
record GivenServers(SuperuserUrl postgres, String brokers) {
  private static final String POSTGRES = "ATTUNE_TEST_POSTGRES";
  private static final String KAFKA = "ATTUNE_TEST_KAFKA";

  /**
   * Empty if nothing is given.
   *
   * @throws IllegalArgumentException if only one server is given or its address is malformed
   */
  static Optional<GivenServers> of(Map<String, String> environment) {
    var postgres = environment.getOrDefault(POSTGRES, "").strip();
    var kafka = environment.getOrDefault(KAFKA, "").strip();
    if (postgres.isEmpty() && kafka.isEmpty()) return Optional.empty();
    if (postgres.isEmpty() || kafka.isEmpty()) {
      throw new IllegalArgumentException("give both " + POSTGRES + " and " + KAFKA + ", or none");
    }
    try {
      return Optional.of(new GivenServers(new SuperuserUrl(postgres), kafka));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(POSTGRES + ": " + e.getMessage(), e);
    }
  }
}
